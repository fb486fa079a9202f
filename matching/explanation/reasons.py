"""Why each member is in the group: at most three sentences, the strongest first."""

from collections.abc import Sequence

from matching.explanation.answers import Option, Sentence
from matching.explanation.dropping import Without
from matching.explanation.rule_reasons import rule_reasons
from matching.explanation.term_reasons import TERM_REASONS
from matching.weights import TERM_NAMES

MOST = 3
WORTH_TELLING = 0.005
# What a rule has said needs no second sentence about the term.
SAID_BY_RULE = {"time_needed": "capacity", "small_needed": "small"}


def reasons(without: Without, place: int, instead: Sequence[Option]) -> tuple[Sentence, ...]:
    """Rules that need a member, then the terms that lose most without it."""
    found = rule_reasons(without, place)
    said = {SAID_BY_RULE.get(one.kind) for one in found}
    points = (without.lost[place] * without.group.shares).tolist()
    ranked = sorted(zip(points, TERM_NAMES, strict=True), key=lambda one: -one[0])
    for lost, term in ranked:
        if len(found) >= MOST or lost <= WORTH_TELLING:
            break
        reason = None if term in said else TERM_REASONS[term](without, place)
        if reason is not None:
            found.append(reason)
    if len(found) < MOST and without.losses[place] < -WORTH_TELLING:
        found.append(_better_without(without, place))
    return tuple(found[:MOST]) or (_fits_in(without, place, instead),)


def _better_without(without: Without, place: int) -> Sentence:
    before = without.group.quality
    after = before - without.losses[place]
    text = (
        f"Without {without.group.ids[place]} the quality would be {after:.2f} "
        f"instead of {before:.2f}."
    )
    return Sentence("better_without", text, {"quality": before, "quality_without": after})


def _fits_in(without: Without, place: int, instead: Sequence[Option]) -> Sentence:
    key, loss = without.group.ids[place], without.losses[place]
    text, figures = f"{key} fits in; little hangs on it.", {"loss": loss}
    if instead:
        best = instead[0]
        text = f"{key} fits in; with {best.id} instead the quality would be {best.quality:.2f}."
        figures |= {"quality": best.quality, "change": best.change}
    return Sentence("fits_in", text, figures)
