"""Changing a field of one's own profile: which control it has, and what was typed means."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from portal.errors import Refused
from portal.organisations.cells import WrongCell, read_number
from portal.organisations.words import Vocabulary
from portal.places.postcodefiles import POSTCODE, compact
from portal.places.service import find_postcode

WEIGHTS = ("0", "0.3", "0.6", "1")


@dataclass(frozen=True, slots=True)
class Control:
    """How a field is asked for: the kind of control, the words, the unit, the largest number."""

    kind: str
    question: str
    unit: str = ""
    most: float = 1e10


CONTROLS = {
    "summary": Control("long", "What do you do, in two or three sentences?"),
    "kind": Control("text", "What kind of organisation are you?"),
    "themes": Control("themes", "How much of your work is each of these?"),
    "areas": Control("areas", "Where do people meet you?"),
    "base": Control("postcode", "What is the postcode of your base?"),
    "radius_km": Control("number", "How far would you travel for the right project?", "km", 2_000),
    "ages": Control("ticks", "Which ages do you work with?"),
    "offers": Control("ticks", "What could you share with partners?"),
    "needs": Control("ticks", "What would you need from partners?"),
    "networks": Control("lines", "Which networks do you belong to? Write one on each line"),
    "staff": Control("number", "How many paid staff have you, whatever their hours?", "", 1e6),
    "volunteers": Control("number", "How many people volunteered in the last year?", "", 1e6),
    "turnover": Control("number", "About how much do you take in a year?", "£"),
    "spare_days": Control(
        "number", "How much time could you give to something new?", "days a week", 10_000
    ),
    "max_contract": Control("number", "How large a contract could you hold in a year?", "£"),
    "can_lead": Control("yes", "Could you be the body that signs a contract and answers for it?"),
    "will_lead": Control("yes", "Would you lead a group, if it fits?"),
    "max_groups": Control("number", "How many groups would you join at the same time?", "", 20),
}


def choices_of(
    name: str, vocabulary: Vocabulary, current: Collection[str]
) -> list[tuple[str, str]]:
    """Give the codes and labels to tick: all that are asked about, and what was ticked before."""
    labels = {"ages": vocabulary.ages}.get(name, vocabulary.resources)
    return [(code, labels.get(code, code)) for code in dict.fromkeys([*labels, *current])]


def read_typed(name: str, text: str) -> Any:
    """Read what was typed into a field of text or number."""
    control = CONTROLS[name]
    if control.kind == "postcode":
        return read_postcode(text)
    if control.kind == "lines":
        return read_names(text)
    if not text:
        raise Refused("Write something, or choose “leave it not known”", field="value")
    if control.kind == "number":
        return read_amount(text, control)
    most = 2_000 if control.kind == "long" else 60
    if len(text) > most:
        raise Refused(f"Use at most {most:,} letters", field="value")
    return text


def read_amount(text: str, control: Control) -> float | int:
    """Read a number, or say how to write one."""
    try:
        return read_number(text, control.most)
    except WrongCell:
        most = f" of at most {control.most:,.0f}" if control.most < 1e10 else ""
        raise Refused(f"Type a number{most}, such as 12", field="value") from None


def read_names(text: str) -> list[str]:
    """Read names, one a line."""
    names = list(
        dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip())
    )
    if not names:
        raise Refused("Write at least one, or say that there are none", field="value")
    if len(names) > 50 or any(len(name) > 120 for name in names):
        raise Refused("Write at most 50 lines of at most 120 letters each", field="value")
    return names


def read_postcode(text: str) -> dict[str, Any]:
    """Read a postcode and look up where it is."""
    postcode = compact(text)
    if not POSTCODE.match(postcode):
        raise Refused("Type a whole postcode, such as M40 1AB", field="value")
    known = find_postcode(postcode)
    place = {"lat": known.lat, "lon": known.lon} if known else {"lat": None, "lon": None}
    return {"postcode": postcode, **place}


def read_weights(typed: Mapping[str, str | None]) -> dict[str, float]:
    """Read how much of an organisation's work each theme is; none at all is an answer."""
    chosen = {code: weight for code, weight in typed.items() if weight in WEIGHTS}
    if not chosen:
        raise Refused("Choose for at least one theme, also where it is none", field="value")
    return {code: float(weight) for code, weight in chosen.items() if float(weight or 0) > 0}


def read_ticks(codes: list[str], *, none: bool) -> list[str]:
    """Read ticked codes; none of them is an answer only where it is said."""
    if none and codes:
        raise Refused("Tick some, or “none of these”, not both", field="value")
    if not none and not codes:
        raise Refused("Tick at least one, or “none of these”", field="value")
    return codes
