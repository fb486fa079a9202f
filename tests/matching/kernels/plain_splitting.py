"""Twins of the kernels in `matching/kernels/splitting.py`."""


def is_mutual(partners, chosen, t, s):
    """Whether a partner of one who is chosen is chosen too and counts that one among its own."""
    return s in chosen and t in partners[s]


def uneven(partners, chosen):
    """(t, s) where t is chosen and counts s, and s is not chosen or does not count t."""
    return [(t, s) for t in chosen for s in partners[t] if not is_mutual(partners, chosen, t, s)]


def count_uneven(partners, chosen):
    """How many those are."""
    return len(uneven(partners, chosen))


def even_out(shares, partners, chosen, stride):
    """The shares after a little of each such pair was moved from t to s; and whose changed."""
    moved, stale = dict(shares), set()
    for t, s in uneven(partners, chosen):
        moved[t, s] -= stride
        moved[s, t] += stride
        stale |= {t, s}
    return moved, stale


def split_pairs(plain, shares):
    """How far the parts of any pair are from adding up to what it is worth."""
    return max((abs(shares[i, j] + shares[j, i] - plain.pair(i, j)) for i, j in shares), default=0)
