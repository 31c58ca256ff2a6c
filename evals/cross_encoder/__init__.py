"""The cross-encoder's training: questions, the pairs made of them, the fit and its export."""
