"""A question to passages, and passages to the sentences that may answer."""
