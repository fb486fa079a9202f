"""Who is worth meeting: others outside one's groups, with the reasons as data and in words."""
