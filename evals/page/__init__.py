"""A report of the evals as one HTML file that needs nothing else."""
