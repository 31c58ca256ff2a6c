"""The encoder's training: passages, the questions that their sentences answer, the fit."""
