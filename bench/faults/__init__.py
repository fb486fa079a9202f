"""Faults made on purpose, on a scratch copy of the portal on this machine."""
