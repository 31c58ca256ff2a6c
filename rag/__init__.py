"""Chiaroscuro: answers from documents, with citations one can put one's name under."""
