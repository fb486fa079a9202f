"""A genetic grouper, to compare with."""
