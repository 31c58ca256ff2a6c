"""What comes out of the packaged models: vectors of texts, and how surely a sentence answers."""
