"""Partnerships: their themes, areas, resources and people."""
