"""Briefs, groupings, matching runs and the suggested consortia that come out of them."""
