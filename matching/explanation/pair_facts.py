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


def pair_facts(problem: Problem, positions: Ints, parts: PairParts) -> PairFacts:
    """Look up every pair of these members; `parts` are their pairs with everybody."""
    rows, columns = positions[:, None], positions[None, :]
    there, strengths = problem.pairs.stated(rows, columns)
    lat, lon = problem.arrays.lat, problem.arrays.lon
    return PairFacts(
        geography=parts.geography[:, positions].tolist(),
        added_value=parts.added_value[:, positions].tolist(),
        stated=there.tolist(),
        strengths=strengths.tolist(),
        distances=kilometres(lat[rows], lon[rows], lat[columns], lon[columns]).tolist(),
    )
