"""Organisations and their living profiles."""
