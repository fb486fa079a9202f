"""Surveys: running them, answering them, and what answers become."""
