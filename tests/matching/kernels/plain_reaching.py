"""Twins of the kernels in `matching/kernels/reaching.py`: organisations, one after another."""

from tests.matching import reference
from tests.matching.reference_left_out import in_reach


def is_tied(instance, one, other):
    """Whether either states a tie to the other."""
    stated = reference.stated(instance, one, other) or reference.stated(instance, other, one)
    return bool(stated)


def reaches(instance, one, other):
    """Whether two different organisations are near enough or tied."""
    return one.id != other.id and in_reach(instance, one, other)


def reach_of(instance, one, asked):
    """Whether each of those asked is within reach of one."""
    return [reaches(instance, one, other) for other in asked]


def reach_any(instance, ones, members):
    """Whether each is within reach of at least one member."""
    return [any(reach_of(instance, one, members)) for one in ones]


def meet_at_least(instance, ones, asked, most):
    """How many of those asked are within reach of each, counted up to a number."""
    return [min(most, sum(reach_of(instance, one, asked))) for one in ones]
