"""Real organisations from open data: their files as instances, grouped and told of."""
