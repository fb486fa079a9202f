"""Whom to ask: the facts not known yet that could change most for a brief."""
