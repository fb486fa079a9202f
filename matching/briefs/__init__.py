"""The best groups for one brief: candidates, search, proof by trying all, and the nearest."""
