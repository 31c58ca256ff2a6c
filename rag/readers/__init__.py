"""Readers, one file a format: a path to a `Document` with its canonical text, blocks and pages."""
