"""What can go wrong at run time, as one tree.

    ChiaroscuroError
    ├── CorpusError          the folder: missing, empty, nothing readable in it
    │   └── ReadError        one file of it: not what its name says, encrypted, truncated, no text
    ├── StoreError           the index: locked, stale, damaged, of another model, not writable
    ├── FetchError           an address: refused, not answering, too large, of no known type
    │   └── FetchCancelled   by whoever asked for it
    ├── ModelError           the embedding or chat model: missing, wrong hash, no answer
    └── SettingsError        an unknown setting, or a value out of range

A caller's mistake in code (an empty question, an unknown document) is a `ValueError`, or a
`TypeError` where something is of the wrong kind. Every message is one line that says what was
wrong, the value seen and what to do.
"""

from __future__ import annotations


class ChiaroscuroError(Exception):
    """Base of every error that this package raises at run time."""


class CorpusError(ChiaroscuroError):
    """The folder of documents cannot be used."""


class ReadError(CorpusError):
    """One file cannot be read; the others can."""


class StoreError(ChiaroscuroError):
    """The index cannot be read or written."""


class FetchError(ChiaroscuroError):
    """An address is not fetched from, or what it gives cannot be kept."""


class FetchCancelled(FetchError):
    """A download was stopped by whoever asked for it."""


class ModelError(ChiaroscuroError):
    """A model cannot be loaded, is not the one expected, or does not answer."""


class SettingsError(ChiaroscuroError, ValueError):
    """A setting is unknown, or its value is out of range."""
