"""Whom a survey asks: links, letters and reminders, who wants none, who is missing."""
