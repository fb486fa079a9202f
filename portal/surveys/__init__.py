"""Surveys: their versions and life, who is asked, what came back, and what it becomes."""
