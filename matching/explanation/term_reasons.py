"""Sentences about what a member brings to each term: names and facts that people can check."""

from collections.abc import Callable, Iterable, Mapping
from math import isnan

from matching.explanation.answers import Sentence, Service
from matching.explanation.dropping import Without
from matching.explanation.group import Group
from matching.explanation.need_reasons import need_reason
from matching.explanation.wording import (
    cells_in_words,
    counted,
    kilometres_in_words,
    known_facts,
    known_of_all,
    listed,
    number,
    percent,
)
from matching.problem import small_wanted
from matching.request import Brief

Reason = Callable[[Without, int], Sentence | None]


def _coverage(without: Without, place: int) -> Sentence | None:
    group, one = without.group, without.group.members[place]
    serves = group.serves[place]
    if not serves:
        return None
    is_brief = isinstance(group.request, Brief)
    alone = without.alone[place] if is_brief else _themes_alone(group, place)
    cells = alone or serves
    what, whole = _in_open_words(cells), "a full breadth of themes"
    if is_brief:
        what, whole = cells_in_words(group.problem.instance, cells), "what is wanted"
    before, after = float(group.terms[0]), without.covered[place]
    begun = f"Only {one.id} serves {what}" if alone else f"{one.id} adds to {what}"
    text = f"{begun}: {percent(before)} of {whole} is covered with it, {percent(after)} without."
    figures = {"cells": len(cells), "coverage": before, "coverage_without": after}
    near = any(cell.area not in (one.areas or ()) for cell in cells)
    facts = known_facts(one, "themes", "areas", *(["place"] if near else []))
    return Sentence("only_one" if alone else "covers", text, figures, facts)


def _themes_alone(group: Group, place: int) -> list[Service]:
    """Its services in themes that nobody else has, as an open group is after breadth."""
    others = {theme for j in group.others(place) for theme in group.members[j].themes or ()}
    return [one for one in group.serves[place] if one.theme not in others]


def _in_open_words(services: Iterable[Service]) -> str:
    return listed(list(dict.fromkeys(one.theme for one in services)))


def _geography(without: Without, place: int) -> Sentence | None:
    group = without.group
    row = group.pairs.distances[place]
    away = sorted((row[j], group.ids[j]) for j in group.others(place) if not isnan(row[j]))
    if not away:
        return None
    key, (nearest, neighbour) = group.ids[place], away[0]
    mean = sum(distance for distance, _ in away) / len(away)
    text = f"{key} is {kilometres_in_words(nearest)} from {neighbour}"
    if len(away) > 1:
        text += f", and {kilometres_in_words(mean)} from the others on average"
    figures = {"nearest_km": nearest, "mean_km": mean}
    based = tuple((one, "place") for one in sorted([key, *(one for _, one in away)]))
    return Sentence("near", f"{text}.", figures, based)


def _cohesion(without: Without, place: int) -> Sentence | None:
    group, key = without.group, without.group.ids[place]
    strengths, others = group.pairs.strengths, group.others(place)
    tied = [j for j in others if strengths[place][j] > 0 or strengths[j][place] > 0]
    if not tied:
        return _alike(without, place)
    said = {key} if any(strengths[place][j] > 0 for j in tied) else set()
    said.update(group.ids[j] for j in tied if strengths[j][place] > 0)
    text = f"{key} works with {listed([group.ids[j] for j in tied])} already."
    figures = {"ties": len(tied), "others": len(others)}
    return Sentence("works_with", text, figures, tuple((one, "ties") for one in sorted(said)))


def _alike(without: Without, place: int) -> Sentence | None:
    group = without.group
    own = set(group.members[place].themes or ())
    alike = [j for j in group.others(place) if own & set(group.members[j].themes or ())]
    if not alike:
        return None
    key, names = group.ids[place], [group.ids[j] for j in alike]
    shared = sorted(own & {theme for j in alike for theme in group.members[j].themes or ()})
    does = "does" if len(names) == 1 else "do"
    text = f"{key} does work that {listed(names)} {does} too: {listed(shared)}."
    figures = {"alike": len(alike), "others": group.size - 1, "themes": len(shared)}
    return Sentence("alike", text, figures, tuple((one, "themes") for one in sorted([key, *names])))


def _capacity(without: Without, place: int) -> Sentence | None:
    group, key = without.group, without.group.ids[place]
    days = [one.spare_days or 0.0 for one in group.members]
    wanted = group.request.target_days
    text = (
        f"{key} has {counted(days[place], 'spare day')} a week of the {number(sum(days))} "
        f"in the group; {number(wanted)} are wanted."
    )
    figures = {"days": days[place], "group_days": sum(days), "wanted": wanted}
    # From a sum and all parts but one, the last one can be told.
    told = known_of_all(group.members, "spare_days")
    return Sentence("time", text, figures, told) if days[place] > 0 else None


def _small(without: Without, place: int) -> Sentence | None:
    group, key = without.group, without.group.ids[place]
    small = group.problem.small[group.positions]
    if not small[place]:
        return None
    below = group.request.small_turnover
    text = f"{key} counts as small: its turnover is below {number(below)}."
    figures = {
        "small_turnover": below,
        "small_members": int(small.sum()),
        "wanted": small_wanted(group.size),
    }
    return Sentence("small", text, figures, ((key, "turnover"),))


def _added_value(without: Without, place: int) -> Sentence | None:
    group, key = without.group, without.group.ids[place]
    new = [j for j in group.others(place) if group.pairs.added_value[place][j] > 0]
    if not new:
        return None
    text = (
        f"No tie and no shared network is known between {key} and "
        f"{listed([group.ids[j] for j in new])}: the group would bring them together."
    )
    figures = {"new": len(new), "others": group.size - 1}
    those = [group.members[j] for j in (place, *new)]
    return Sentence("new", text, figures, known_of_all(those, "networks", "ties"))


TERM_REASONS: Mapping[str, Reason] = {
    "coverage": _coverage,
    "geography": _geography,
    "complementarity": need_reason,
    "cohesion": _cohesion,
    "capacity": _capacity,
    "small": _small,
    "added_value": _added_value,
}
