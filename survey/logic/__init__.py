"""Conditions and formulas: read to a tree, checked by type, worked out on the server."""
