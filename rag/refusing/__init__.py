"""Whether the documents answer at all, and what speaks against it."""
