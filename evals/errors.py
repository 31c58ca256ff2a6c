"""What can go wrong while something is measured; each is one line for the person who runs it."""

from __future__ import annotations


class EvalsError(Exception):
    """A measurement cannot be made; the message says what was wrong and what to do."""
