"""Sentences about the group as a whole."""

from collections.abc import Sequence

from matching.explanation.answers import DropOut, Sentence, TermShare, UnknownFact
from matching.explanation.group import Group
from matching.explanation.wording import FACTS, TERMS, cells_in_words, percent
from matching.request import Brief
from matching.rules import TOLERANCE
from matching.scoring import gaps_of


def overview(
    group: Group, terms: Sequence[TermShare], worst: DropOut, unknowns: Sequence[UnknownFact]
) -> tuple[Sentence, ...]:
    """What it covers, what makes its quality, what is missing, who is missed most, what to ask."""
    found = (
        _covers(group),
        _strongest(terms),
        _missing(terms),
        _drop_out(group, worst),
        _unknown(unknowns),
    )
    return tuple(one for one in found if one is not None)


def _covers(group: Group) -> Sentence:
    request = group.request
    if not isinstance(request, Brief):
        share = float(group.terms[0])
        text = f"Its themes come to {percent(share)} of a full breadth in one district."
        return Sentence("covers", text, {"coverage": share})
    wanted, gaps = len(request.cells), gaps_of(group.problem, group.positions.tolist()) or ()
    full = wanted - len(gaps)
    text = f"It covers {full} of {wanted} {'cell' if wanted == 1 else 'cells'} in full"
    figures: dict[str, float] = {"full": full, "cells": wanted}
    if gaps:
        most = max(gaps, key=lambda gap: gap.missing)
        area = group.problem.instance.areas[most.area].name
        text += f"; most is missing of {most.theme} in {area}"
        figures["missing"] = most.missing
    return Sentence("covers", f"{text}.", figures)


def _strongest(terms: Sequence[TermShare]) -> Sentence | None:
    most = max(terms, key=lambda one: one.points)
    if most.points <= TOLERANCE:
        return None
    quality = sum(one.points for one in terms)
    text = (
        f"Most of the quality comes from “{TERMS[most.name]}”: {most.points:.2f} of {quality:.2f}."
    )
    return Sentence("strongest", text, {"points": most.points, "quality": quality})


def _missing(terms: Sequence[TermShare]) -> Sentence | None:
    most = max(terms, key=lambda one: one.missing)
    if most.missing <= TOLERANCE:
        return None
    text = f"Most is missing from “{TERMS[most.name]}”: {most.missing:.2f} of {most.share:.2f}."
    return Sentence("missing", text, {"missing": most.missing, "share": most.share})


def _drop_out(group: Group, worst: DropOut) -> Sentence:
    figures = {"quality": group.quality, "quality_without": worst.quality}
    if group.size == 2:
        text = "If either of the two drops out, no group is left."
        return Sentence("drop_out", text, figures)
    text = (
        f"If any one of them drops out, the loss of {worst.id} is the worst: "
        f"the quality goes from {group.quality:.2f} to {worst.quality:.2f}"
    )
    if worst.cells and isinstance(group.request, Brief):
        cells = cells_in_words(group.problem.instance, worst.cells)
        text, figures = f"{text}, and nobody serves {cells}", figures | {"cells": len(worst.cells)}
    return Sentence("drop_out", f"{text}.", figures)


def _unknown(unknowns: Sequence[UnknownFact]) -> Sentence | None:
    if not unknowns:
        return None
    widest = max(unknowns, key=lambda one: one.highest - one.lowest)
    what = FACTS[widest.fact].format(widest.id)
    text = (
        f"Not known yet: {what}. Told, it could put the quality anywhere "
        f"from {widest.lowest:.2f} to {widest.highest:.2f}."
    )
    return Sentence("unknown", text, {"lowest": widest.lowest, "highest": widest.highest})
