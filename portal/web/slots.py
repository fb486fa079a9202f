"""Slots: places on pages of lower floors that subjects of higher floors put something into."""

from collections.abc import Callable
from dataclasses import dataclass

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
