"""Slots: places on pages of lower floors that subjects of higher floors put something into."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.models.organisations import Participation
from portal.models.partnerships import Partnership


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to take part in: a title, a sentence, and where to go with what words."""

    title: str
    text: str
    href: str
    act: str


Giver = Callable[[Partnership], list[Offer]]
OPEN_NOW: list[Giver] = []


def open_now(giver: Giver) -> Giver:
    """Let a subject say what anybody can take part in now; used as a decorator."""
    OPEN_NOW.append(giver)
    return giver


def list_open_now(partnership: Partnership) -> list[Offer]:
    """List what anybody can take part in now, subject by subject."""
    return [offer for giver in OPEN_NOW for offer in giver(partnership)]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an aside: a name with where it leads, a note, and sentences as (fact, text)."""

    name: str
    href: str | None
    note: str
    sentences: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """Something beside a profile; without lines it says `silence`, hatched, or `nothing`."""

    title: str
    note: str
    lines: tuple[Line, ...]
    silence: str
    nothing: str
    href: str
    act: str


AsideGiver = Callable[[Participation, str], Aside | None]
BESIDE_PROFILE: list[AsideGiver] = []


def beside_profile(giver: AsideGiver) -> AsideGiver:
    """Let a subject say something beside a profile to one audience; used as a decorator."""
    BESIDE_PROFILE.append(giver)
    return giver


def list_asides(participation: Participation, audience: str) -> list[Aside]:
    """List what stands beside the profile of an organisation, subject by subject."""
    found = (giver(participation, audience) for giver in BESIDE_PROFILE)
    return [aside for aside in found if aside is not None]
