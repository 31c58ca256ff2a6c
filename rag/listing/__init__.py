"""Answers that are lists: what a document lists, counts, recommends, or tells one by one."""
