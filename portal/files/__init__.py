"""Files that people give to Patchwork."""
