"""Measures briefs over families of made-up instances: `python -m bench.briefs`."""
