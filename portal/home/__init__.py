"""The front page and what belongs to the whole installation."""
