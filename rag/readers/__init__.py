"""Readers: a file of a format (`registry`) to a `Document` with its text, blocks and pages."""
