"""Places: official areas and postcodes, and reading them from files of the statistics office."""
