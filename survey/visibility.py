"""Who may see an answer, from everybody to nobody."""

from __future__ import annotations

from typing import Literal, get_args

from survey.words import tell

Visibility = Literal["public", "members", "infrastructure", "coordinators", "engine"]
ORDER: tuple[Visibility, ...] = get_args(Visibility)

WORDS: dict[Visibility, str] = {
    "public": tell("Anyone can see this."),
    "members": tell("Shared with partnership members."),
    "infrastructure": tell(
        "Seen by the coordinators and the bodies that support you. Other members do not see it."
    ),
    "coordinators": tell("Seen by the coordinators only."),
    "engine": tell("Nobody else sees this. It is only used so that a suggestion respects it."),
}


def may_see(audience: Visibility | None, visibility: Visibility) -> bool:
    """Tell whether an audience sees answers of a visibility; None is the one who answers."""
    if audience is None:
        return True
    return visibility != "engine" and ORDER.index(visibility) <= ORDER.index(audience)
