"""The gate: whether what an answer says stands in the sentences that it cites."""
