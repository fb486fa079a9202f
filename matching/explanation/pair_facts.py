"""What is known of each pair of members: their terms, ties and distance, as plain tables."""

from dataclasses import dataclass

from matching.arrays import Ints
from matching.pairs import PairParts
from matching.places import kilometres
from matching.problem import Problem


@dataclass(frozen=True, slots=True)
class PairFacts:
    """Square tables by place in the group, a row the first and a column the second of a pair.

    `stated` is whether the first states a tie to the second, `strengths` how strong (0 where it
    does not); `distances` are kilometres, NaN where a place is not known.
    """

    geography: list[list[float]]
    added_value: list[list[float]]
    stated: list[list[bool]]
    strengths: list[list[float]]
    distances: list[list[float]]


def pair_facts(problem: Problem, positions: Ints, parts: PairParts, own: Ints) -> PairFacts:
    """Look up every pair of these members; they are the `own` columns of `parts`."""
    rows, columns = positions[:, None], positions[None, :]
    there, strengths = problem.pairs.stated(rows, columns)
    lat, lon = problem.arrays.lat, problem.arrays.lon
    return PairFacts(
        geography=parts.geography[:, own].tolist(),
        added_value=parts.added_value[:, own].tolist(),
        stated=there.tolist(),
        strengths=strengths.tolist(),
        distances=kilometres(lat[rows], lon[rows], lat[columns], lon[columns]).tolist(),
    )
