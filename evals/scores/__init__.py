"""The scores, one short module each; every docstring gives definition, source and an example.

A score of one question is a number, or None where the score does not apply to the question. A score
of a set is the mean over the questions to which it applies, and is always shown with their number.
"""
