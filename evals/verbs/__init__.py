"""The verbs of `python -m evals`, one module a job: what each takes, and what it prints."""
