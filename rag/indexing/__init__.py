"""Documents to an index on disk, and an index opened for searching."""
