"""How fast, how large: build, questions, memory, cold start, against the tutorial pipeline."""
