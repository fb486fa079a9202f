"""The desk: what the commands of the Makefile do. It needs nothing but Python's own library."""
