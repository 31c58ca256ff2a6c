"""Answers in the words of a chat model, each sentence held to its sources."""
