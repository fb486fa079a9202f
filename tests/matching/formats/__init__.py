"""Every graph file: written, validated, read back."""
