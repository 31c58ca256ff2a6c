"""Whether a sentence fits what is asked: its subject, its figures, its kind, where it stands."""
