"""What stands in the way of a brief, and the smallest change that would make a group possible."""
