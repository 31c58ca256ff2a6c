"""A question to its answer, step by step."""
