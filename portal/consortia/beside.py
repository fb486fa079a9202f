"""Suggested groups of one run beside each other: who is in which, figures, and who fills what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.consortia.cards import Card, CardMaker, Member
from portal.consortia.covers import NOTHING, Place
from portal.consortia.showing import make_cards
from portal.models.consortia import MatchingRun
from portal.web.filters import as_words

FEWEST, MOST = 2, 5
LEAD, MEMBER, OUT = "lead", "member", ""


@dataclass(frozen=True, slots=True)
class Seat:
    """One organisation, and what it is in each of the groups."""

    member: Member
    parts: tuple[str, ...]

    @property
    def everywhere(self) -> bool:
        """Whether it is in all of the groups."""
        return OUT not in self.parts

    @property
    def groups(self) -> int:
        """In how many of the groups it is."""
        return sum(part != OUT for part in self.parts)


@dataclass(frozen=True, slots=True)
class Fill:
    """How much of one wanted cell a group fills, and which members do."""

    cell: Mapping[str, Any]
    who: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One wanted cell that is not full in every group."""

    theme: str
    area: str
    fills: tuple[Fill, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything on the page; `choices` are all groups of the run with whether they are shown."""

    cards: tuple[Card, ...]
    seats: tuple[Seat, ...]
    wanted: tuple[Wanted, ...]
    full: str
    choices: tuple[tuple[int, str, bool], ...]
    fault: str

    @property
    def shared(self) -> int:
        """How many organisations are in all of the groups."""
        return sum(seat.everywhere for seat in self.seats)


def show_beside(run: MatchingRun, asked: Sequence[int], audience: str) -> Beside:
    """Set the groups asked for beside each other, or the first ones where none were."""
    maker = make_cards(run, audience)
    known = sorted({number for number in asked if 1 <= number <= maker.count})
    fault = "" if not asked or FEWEST <= len(known) <= MOST else f"Choose {FEWEST} to {MOST} groups"
    usual = range(1, min(maker.count, MOST) + 1)
    cards = tuple(maker.card(number) for number in (usual if fault or not asked else known))
    open_cells, full_cells = sort_cells(maker, cards)
    return Beside(
        cards=cards,
        seats=list_seats(cards),
        wanted=tuple(wanted(maker, cards, place) for place in open_cells),
        full=maker.names.served(
            [{"theme": theme, "area": area} for theme, area in full_cells], most=20
        ),
        choices=list_choices(maker, known if asked else [card.number for card in cards]),
        fault=fault,
    )


def list_choices(maker: CardMaker, shown: Sequence[int]) -> tuple[tuple[int, str, bool], ...]:
    """List all groups of the run by number and title."""
    groups = enumerate(maker.outcome["consortia"], 1)
    return tuple((number, maker.title(number, group), number in shown) for number, group in groups)


def list_seats(cards: Sequence[Card]) -> tuple[Seat, ...]:
    """List everybody who is in any of the groups."""
    everybody = {member.slug: member for card in reversed(cards) for member in card.members}
    seats = [
        Seat(member, tuple(part(card, slug) for card in cards))
        for slug, member in everybody.items()
    ]
    return tuple(sorted(seats, key=seat_order))


def seat_order(seat: Seat) -> tuple[int, list[bool], str]:
    """Sort those in most groups first, then those in the earlier groups, then by name."""
    return -seat.groups, [part == OUT for part in seat.parts], seat.member.name.casefold()


def part(card: Card, slug: str) -> str:
    """Say what an organisation is in a group."""
    return next(
        (LEAD if member.lead else MEMBER for member in card.members if member.slug == slug), OUT
    )


def sort_cells(maker: CardMaker, cards: Sequence[Card]) -> tuple[list[Place], list[Place]]:
    """Sort the wanted cells into those that some group leaves open and those full in all."""
    covers = [card.cover for card in cards if card.cover]
    open_cells: list[Place] = []
    full_cells: list[Place] = []
    for cell in maker.outcome["request"].get("cells", ()) if covers else ():
        place = (cell["theme"], cell["area"])
        full = all(cover.cells[place]["share"] > 1 - NOTHING for cover in covers)
        (full_cells if full else open_cells).append(place)
    return open_cells, full_cells


def wanted(maker: CardMaker, cards: Sequence[Card], place: Place) -> Wanted:
    """Say of one wanted cell how much each group fills, and by whom."""
    fills = [
        Fill(card.cover.cells[place], as_words(serving(maker, card, place)))
        for card in cards
        if card.cover
    ]
    return Wanted(maker.names.theme(place[0]), maker.names.area(place[1]), tuple(fills))


def serving(maker: CardMaker, card: Card, place: Place) -> list[str]:
    """Name the members that serve a cell, as far as this audience may know what they do."""
    names = {member.slug: member.name for member in card.members}
    return sorted(
        names[one["id"]]
        for one in maker.account(card.number)["brings"]
        if any(
            (cell["theme"], cell["area"]) == place
            for cell in maker.reader.cells(one["id"], one["serves"])
        )
    )
