"""Signing in and out by an e-mailed link."""
