"""Why a group is as good as it is, what would change it, and what if it were another."""
