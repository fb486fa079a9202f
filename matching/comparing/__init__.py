"""Two groupings side by side: who stays together, who moves, what is gained and lost."""
