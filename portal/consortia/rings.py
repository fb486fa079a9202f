"""A group as a picture: its members in a ring, with the ties among them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from portal.consortia.cards import Member
from portal.consortia.pairs import Pair

WIDTH, HEIGHT, ACROSS, DOWN = 560.0, 360.0, 200.0, 125.0
WHOLE_TURN = 2 * math.pi


@dataclass(frozen=True, slots=True)
class Bead:
    """One member: where it stands in the ring."""

    member: Member
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Thread:
    """A tie between two beads."""

    x1: float
    y1: float
    x2: float
    y2: float
    state: str
    near: bool = True


@dataclass(frozen=True, slots=True)
class Ring:
    """Everything that the drawing holds."""

    width: float
    height: float
    beads: list[Bead]
    threads: list[Thread]


def draw_ring(members: Sequence[Member], pairs: Sequence[Pair]) -> Ring:
    """Put members in a ring, the first at the top, and draw the ties among them."""
    beads = [bead(member, place / len(members)) for place, member in enumerate(members)]
    at = {each.member.slug: (each.x, each.y) for each in beads}
    threads = [Thread(*at[pair.one], *at[pair.other], pair.state) for pair in pairs]
    return Ring(WIDTH, HEIGHT, beads, threads)


def bead(member: Member, share: float) -> Bead:
    """Stand one member at its share of the whole turn, clockwise from the top."""
    angle = WHOLE_TURN * (share - 0.25)
    x = WIDTH / 2 + ACROSS * math.cos(angle)
    y = HEIGHT / 2 - 14 + DOWN * math.sin(angle)
    return Bead(member, round(x, 1), round(y, 1))
