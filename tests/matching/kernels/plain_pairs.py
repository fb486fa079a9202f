"""Twins of the kernels in `matching/kernels/pairs.py`, by id and straight from the formulas."""

from itertools import product
from types import SimpleNamespace

from matching.kernels.pairs import EXCLUDED
from tests.matching import reference


def shares_of(request):
    """The weights of geography, cohesion and added value as shares of all seven."""
    weights = request.weights.model_dump()
    names = ("geography", "cohesion", "added_value")
    return [weights[name] / sum(weights.values()) for name in names]


def weighted(request, geography, cohesion, added):
    near, close, new = shares_of(request)
    return near * geography + close * cohesion + new * added


def count_bits(word):
    """How many bits of a word are set."""
    return bin(word).count("1")


def geography(instance, i, j):
    """Nearness of two organisations."""
    return reference.geography_of(instance.organisation(i), instance.organisation(j))


def cosine_of(instance, i, j):
    """Product of two organisations' themes at unit length."""
    return reference.theme_cosine(instance.organisation(i), instance.organisation(j))


def pair_value(instance, request, i, j):
    """Weighted sum of the pair terms."""
    one, other = instance.organisation(i), instance.organisation(j)
    return weighted(
        request,
        reference.geography_of(one, other),
        reference.cohesion_of(instance, request, one, other),
        reference.added_value_of(instance, one, other),
    )


def pair_row(instance, request, i, columns):
    """Values of one beside each of others: 0 beside itself, EXCLUDED where they cannot."""
    row = {}
    for j in columns:
        if i == j:
            row[j] = 0.0
        elif tuple(sorted((i, j))) in instance.exclusions:
            row[j] = EXCLUDED
        else:
            row[j] = pair_value(instance, request, i, j)
    return row


def pair_rows(instance, request, rows, columns):
    """Values of each of some beside each of others."""
    return {i: pair_row(instance, request, i, columns) for i in rows}


def pair_table(instance, request, ids):
    """Values of every two."""
    return pair_rows(instance, request, ids, ids)


def stated(instance, i, j):
    """The strongest tie that i states to j, or None where it states none."""
    ends = instance.organisation(i), instance.organisation(j)
    return max(reference.stated(instance, *ends), default=None)


def are_tied(instance, i, j):
    """Whether a tie is stated in either direction."""
    return stated(instance, i, j) is not None or stated(instance, j, i) is not None


def likely_most(instance, request, j, near):
    """The most there could be with somebody that near, found by trying every kind of somebody."""
    one = instance.organisation(j)
    untied = SimpleNamespace(ties=())
    best = 0.0
    for ages, themes, known in product(
        (one.ages, None, frozenset()), (one.themes, None), (True, False)
    ):
        other = SimpleNamespace(id="somebody", ages=ages, themes=themes, ties_known=known)
        added = 0.0
        if near > 0:
            added = 1.0 if one.ties_known or known else 0.5
        cohesion = reference.cohesion_of(untied, request, one, other)
        best = max(best, weighted(request, near, cohesion, added))
    return best


def most_of_row(instance, request, i, columns):
    """What the value beside each of others cannot exceed: their own value, tied or not."""
    return {j: pair_value(instance, request, i, j) for j in columns}


def most_of_partners(instance, request, i, count, otherwise):
    """The best of the values beside those who are tied and of `otherwise` for everyone else."""
    ids = [one.id for one in instance.organisations if one.id != i]
    tied = [pair_value(instance, request, i, j) for j in ids if are_tied(instance, i, j)]
    return sorted(tied + count * [otherwise], reverse=True)[:count]
