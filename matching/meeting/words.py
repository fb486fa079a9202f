"""Reasons to meet in plain sentences; organisations stand under their ids."""

from collections.abc import Sequence
from dataclasses import dataclass

from matching.explanation.answers import Sentence
from matching.explanation.wording import (
    FACTS,
    kilometres_in_words,
    known_facts,
    known_of_all,
    listed,
    percent,
)
from matching.instance import Instance, Organisation
from matching.meeting.answer import Brought, MetNeed
from matching.request import Brief, Cell, Grouping

# What could have given a reason.
REASON_FACTS = ("place", "areas", "themes", "offers", "needs", "networks")
NOBODY = "By what is known so far, nobody within reach stands out."


@dataclass(frozen=True, slots=True)
class Pair:
    """The organisation that is told, the other that it is told of, and what was asked."""

    instance: Instance
    request: Brief | Grouping
    own: Organisation
    other: Organisation

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Cells of the brief; none for an open grouping."""
        return self.request.cells if isinstance(self.request, Brief) else ()

    @property
    def breadth(self) -> float:
        """How many themes are a full breadth; 1 for a brief, which has its cells."""
        return self.request.full_breadth_themes if isinstance(self.request, Grouping) else 1.0

    def districts(self, one: Organisation) -> set[str]:
        """Districts in which an organisation lists an area."""
        return {self.instance.areas[code].district for code in one.areas or ()}


def list_sentence(one: Organisation, not_known: Sequence[str], count: int) -> str:
    """How long the list is, and what it does not rest on because it is not known yet."""
    asked = [FACTS[fact].format(one.id) for fact in not_known]
    unknown = f"Not known yet: {listed(asked, len(asked))}." if asked else ""
    if len(not_known) == len(REASON_FACTS):
        return unknown
    said = f"{count} worth meeting, by what is known." if count else NOBODY
    return f"{said} {unknown}".strip()


def cells_sentence(
    pair: Pair, brought: Sequence[Brought], together: float, alone: float
) -> Sentence | None:
    """What each brings, and the coverage of the two against the better one."""
    if not brought:
        return None
    brings = [_brings(pair, one.id, brought) for one in (pair.own, pair.other)]
    text, whole = listed([part for part in brings if part]), "what the brief wants"
    if isinstance(pair.request, Grouping):
        text, whole = f"In {_areas(pair, brought[0].areas)}, {text}", "a full breadth of themes"
    text = (
        f"{text}: together they cover {percent(together)} of {whole}, "
        f"the better one alone {percent(alone)}."
    )
    figures = {"cells": len(brought), "together": together, "alone": alone}
    rests_on = [fact for one in (pair.own, pair.other) for fact in _covering(pair, one)]
    return Sentence("cells_together", text, figures, tuple(rests_on))


def needs_sentence(pair: Pair, needs: Sequence[MetNeed]) -> Sentence | None:
    """Who offers what the other needs."""
    if not needs:
        return None
    parts = []
    for one, other in ((pair.own, pair.other), (pair.other, pair.own)):
        offered = [need.service for need in needs if need.offered_by == one.id]
        if offered:
            parts.append(f"{one.id} offers what {other.id} needs: {listed(offered)}")
    givers, takers = {need.offered_by for need in needs}, {need.needed_by for need in needs}
    ends = sorted((pair.own.id, pair.other.id))
    facts = [(key, "offers") for key in ends if key in givers]
    facts += [(key, "needs") for key in ends if key in takers]
    return Sentence("needs_met", f"{'; '.join(parts)}.", {"services": len(needs)}, tuple(facts))


def networks_sentence(
    pair: Pair, networks: tuple[tuple[str, ...], tuple[str, ...]]
) -> Sentence | None:
    """Which networks they would join."""
    own, other = networks
    if not own:
        return None
    text = (
        f"They share no network and no tie between them is stated: "
        f"{pair.own.id} is in {listed(own)}, {pair.other.id} in {listed(other)}."
    )
    figures = {"networks": len(own) + len(other)}
    facts = known_of_all((pair.own, pair.other), "networks", "ties")
    return Sentence("networks_joined", text, figures, facts)


def near_sentence(pair: Pair, away: float | None) -> tuple[Sentence, ...]:
    """How far apart they are, where that is a reason."""
    if away is None:
        return ()
    text = f"{pair.own.id} and {pair.other.id} are {kilometres_in_words(away)} apart."
    facts = known_of_all((pair.own, pair.other), "place")
    return (Sentence("near", text, {"kilometres": away}, facts),)


def _brings(pair: Pair, key: str, brought: Sequence[Brought]) -> str:
    """`elm brings play in Elmfield and sport in Oakley`; empty where it brings nothing."""
    themes = [one.theme for one in brought if one.by == key]
    if isinstance(pair.request, Brief):
        themes = [f"{one.theme} in {_areas(pair, one.areas)}" for one in brought if one.by == key]
    return f"{key} brings {listed(themes)}" if themes else ""


def _areas(pair: Pair, codes: Sequence[str]) -> str:
    return listed([pair.instance.areas[code].name or code for code in codes])


def _covering(pair: Pair, one: Organisation) -> tuple[tuple[str, str], ...]:
    """Facts that a coverage rests on; where it is based counts where an area is only near."""
    near = any(cell.area not in (one.areas or ()) for cell in pair.cells)
    return known_facts(one, "themes", "areas", *(["place"] if near else []))
