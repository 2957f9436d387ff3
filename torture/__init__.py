"""The fault harness: what the register must survive, each with the proof that the harness would see it fail."""
