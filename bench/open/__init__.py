"""Measures open grouping: against other ways, against proofs, and as it grows."""
