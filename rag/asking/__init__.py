"""What is asked: a question to its words, its kind, what it names and what it carries over."""
