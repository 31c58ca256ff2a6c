"""Measures how often answers are right, cited exactly, attributed rightly and refused rightly.

Run from the checkout as `python -m evals`; never shipped in the wheel. No judge model is needed.
"""
