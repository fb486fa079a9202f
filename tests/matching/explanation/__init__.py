"""Explanations and what-if, against the slow formulas and by trying everybody."""
