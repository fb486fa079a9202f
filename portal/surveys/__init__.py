"""Surveys: their versions and life, what came back, and what it becomes."""
