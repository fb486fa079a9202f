"""The inner loops of the search, compiled by Numba at set-up and cached beside their sources.

`python -m matching.compiling` compiles them all. Each has a plain Python twin in
`tests/matching/kernels/`, which says the same slowly and which tests hold it against.
"""
