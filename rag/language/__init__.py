"""What a text says, by rule: its sentences, names, numbers, dates, and whom it quotes."""
