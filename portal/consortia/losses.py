"""What would be lost without a member, and who could take its place, for one audience."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.consortia.covers import Names
from portal.consortia.directory import Directory
from portal.consortia.readers import RULE_FACTS, TERM_FACTS, Reader
from portal.consortia.shares import points
from portal.consortia.words import BREAKS, CHANGES, TERMS
from portal.web.filters import as_words

MOST_PARTS = 2
HALF_A_POINT = 0.005

Stored = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lost:
    """What a group loses without a member: points, where it loses most, what nobody else serves."""

    points: int
    parts: tuple[str, ...]
    alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Substitute:
    """Somebody who could take a member's place: what the group would be worth, what changes."""

    name: str
    organisation_id: int | None
    quality: int
    change: int
    differs: str
    place: str


class LossTeller:
    """Tells what hangs on the members of one group."""

    def __init__(
        self, reader: Reader, names: Names, directory: Directory, shares: Mapping[str, float]
    ) -> None:
        self.reader, self.names, self.directory, self.shares = reader, names, directory, shares

    def weighted(self, terms: Mapping[str, float]) -> dict[str, float]:
        """Weigh changes of qualities, so that they are parts of the whole; in their usual order."""
        return {name: terms[name] * self.shares.get(name, 1.0) for name in TERMS if name in terms}

    def lost(self, brings: Stored, quality: float) -> Lost | None:
        """Say what is lost without a member, to those who are told figures.

        Points are counted as the page prints them, so that what is lost and what would be left
        add up.
        """
        if not self.reader.figures:
            return None
        key = brings["id"]
        parts = [
            TERMS[name]
            for name, by in sorted(self.weighted(brings["terms"]).items(), key=lambda one: -one[1])
            if by >= HALF_A_POINT and self.shares and self.reader.reads(key, *TERM_FACTS[name])
        ]
        alone = self.names.by_theme(self.reader.cells(key, brings["alone"]))
        loss = points(quality) - points(quality - brings["loss"])
        return Lost(loss, tuple(parts[:MOST_PARTS]), tuple(alone))

    def substitutes(
        self, brings: Stored, quality: float, groups: Mapping[str, Sequence[int]] | None
    ) -> tuple[Substitute, ...] | None:
        """List who could take a member's place; None where that is not told or was not looked at.

        `groups` says in which groups of an open grouping each organisation is.
        """
        if not self.reader.figures or "instead" not in brings:
            return None
        return tuple(
            self.substitute(brings["id"], one, quality, groups)
            for one in brings["instead"]
            if not self.directory.entry(one["id"]).left
        )

    def substitute(
        self, key: str, one: Stored, quality: float, groups: Mapping[str, Sequence[int]] | None
    ) -> Substitute:
        """Describe one who could take the place of a member."""
        entry = self.directory.entry(one["id"])
        after = points(quality + one["change"])
        return Substitute(
            name=entry.name,
            organisation_id=entry.organisation_id,
            quality=after,
            change=after - points(quality),
            differs=self.differs(key, one),
            place="" if groups is None else place_in(groups.get(one["id"], ())),
        )

    def differs(self, key: str, one: Stored) -> str:
        """Say what a swap changes most, by what may be told of both."""
        told = {
            name: by
            for name, by in self.weighted(one["terms"]).items()
            if abs(by) >= HALF_A_POINT
            and all(self.reader.reads(who, *TERM_FACTS[name]) for who in (key, one["id"]))
        }
        more = sorted((name for name in told if told[name] > 0), key=lambda name: -told[name])
        less = sorted((name for name in told if told[name] < 0), key=lambda name: told[name])
        parts = [CHANGES[name][0] for name in more[:MOST_PARTS]]
        parts += [CHANGES[name][1] for name in less[:MOST_PARTS]]
        text = ", ".join(parts)
        return f"{text[:1].upper()}{text[1:]}" if text else ""

    def if_one_drops_out(
        self, worst: Stored, quality: float, size: int, request: Mapping[str, Any]
    ) -> tuple[str, str]:
        """Say what the loss of any one member would mean at worst, as a fact and a sentence."""
        if size == 2:
            return "If either of the two drops out,", "no group is left."
        key = worst["id"]
        found = []
        if self.reader.figures:
            found.append(f"{points(worst['quality'])} of {points(quality)} points would be left")
        cells = self.reader.cells(key, worst["cells"]) if request.get("cells") else []
        if cells:
            found.append(f"nobody here would serve {self.names.served(cells)}")
        found += [
            BREAKS[rule]
            for rule in worst["broken"]
            if rule in BREAKS and self.reader.reads(key, *RULE_FACTS[rule])
        ]
        if "size" in worst["broken"]:
            found.append(f"fewer than the {request['size']['min']} asked for would be left")
        told = as_words(found) or "the group would be weaker"
        return "If any one drops out,", f"at worst {self.directory.name(key)}: {told}."


def place_in(groups: Sequence[int]) -> str:
    """Say in which other groups somebody is already."""
    if not groups:
        return "In no group yet"
    numbers = as_words([str(number) for number in groups])
    return f"In group{'s' if len(groups) > 1 else ''} {numbers} now"
