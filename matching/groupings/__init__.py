"""Open grouping: construction, local moves, ruin and recreate, and reasons for the left out."""
