"""Sentences about a member without whom a hard rule breaks."""

from collections.abc import Callable, Mapping

from matching.explanation.answers import Sentence
from matching.explanation.dropping import Without
from matching.explanation.wording import counted, known_facts, known_of_all, number
from matching.request import Brief
from matching.rules import CAPACITY, HUB, LEAD, MUST_INCLUDE, SMALL


def rule_reasons(without: Without, place: int) -> list[Sentence]:
    """One sentence for each rule that breaks without a member, the hardest to mend first."""
    needed = without.needed_for(place)
    return [_SENTENCES[rule](without, place) for rule in _SENTENCES if rule in needed]


def _lead(without: Without, place: int) -> Sentence:
    group = without.group
    key, needed = group.ids[place], group.request.contract_needed()
    told = f"Without {key} nobody here is known to be able to lead."
    if group.request.lead == "wanted":
        told = f"Without {key} there is nobody here to lead, or to ask."
    facts = ["can_lead", "will_lead"] + ([] if needed is None else ["max_contract"])
    figures = {} if needed is None else {"contract_value": needed}
    return Sentence("needed_to_lead", told, figures, known_facts(group.members[place], *facts))


def _hub(without: Without, place: int) -> Sentence:
    key = without.group.ids[place]
    text = f"Without {key} no member that could lead is within two ties of everyone."
    return Sentence("needed_as_hub", text, {}, known_facts(without.group.members[place], "ties"))


def _capacity(without: Without, place: int) -> Sentence:
    group = without.group
    key, wanted = group.ids[place], group.request.target_days
    days = [one.spare_days or 0.0 for one in group.members]
    left = sum(days) - days[place]
    text = (
        f"Its time is needed: without {key} the others have {counted(left, 'spare day')} "
        f"a week, and {number(wanted)} are wanted."
    )
    figures = {"days": days[place], "days_without": left, "wanted": wanted}
    return Sentence("time_needed", text, figures, known_of_all(group.members, "spare_days"))


def _small(without: Without, place: int) -> Sentence:
    group = without.group
    key, request = group.ids[place], group.request
    wanted = request.min_small if isinstance(request, Brief) else 0
    left = int(group.problem.small[group.rests()[place]].sum())
    text = f"Without {key} the group has {left} of the {wanted} small members that are wanted."
    figures = {"small_without": left, "wanted": wanted}
    return Sentence("small_needed", text, figures, known_of_all(group.members, "turnover"))


def _named(without: Without, place: int) -> Sentence:
    return Sentence("named", f"The brief names {without.group.ids[place]} as a member.", {})


_SENTENCES: Mapping[str, Callable[[Without, int], Sentence]] = {
    LEAD: _lead,
    HUB: _hub,
    CAPACITY: _capacity,
    SMALL: _small,
    MUST_INCLUDE: _named,
}
