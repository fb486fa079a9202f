"""Mending what members must have between them: a lead, a hub, spare days, small members."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from matching.explanation.answers import Sentence
from matching.explanation.asking import question
from matching.explanation.group import Group
from matching.explanation.replacing import joining, swapping
from matching.explanation.wording import counted, known_facts, number
from matching.request import Brief
from matching.rules import CAPACITY, HUB, LEAD, SMALL

Facts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lack:
    """What is lacking: after a question, about a newcomer, and as what to look for."""

    because: str
    newcomer: str
    facts: Facts
    otherwise: str
    figures: Mapping[str, float]


def mend_with_people(group: Group, rule: str) -> Sentence:
    """Ask a member, add one, swap one, or look for one; whatever is smaller and mends the rule."""
    lack = _LACKS[rule](group)
    return (
        question(group, rule, lack.because)
        or _addition(group, rule, lack)
        or _swap(group, rule, lack)
        or Sentence("find", lack.otherwise, lack.figures)
    )


def _addition(group: Group, rule: str, lack: Lack) -> Sentence | None:
    found = joining(group, (*group.kept, rule), 1)
    if not found:
        return None
    best = found[0]
    figures = {**lack.figures, "quality": best.quality}
    facts = known_facts(group.problem.instance.organisation(best.id), *lack.facts)
    return Sentence("add", f"Add {best.id}: {lack.newcomer}.", figures, facts)


def _swap(group: Group, rule: str, lack: Lack) -> Sentence | None:
    found = swapping(group, (*group.kept, rule))
    if found is None:
        return None
    out, best = found
    figures = {**lack.figures, "quality": best.quality}
    facts = known_facts(group.problem.instance.organisation(best.id), *lack.facts)
    return Sentence("swap", f"Put {best.id} in place of {out}: {lack.newcomer}.", figures, facts)


def _lead(group: Group) -> Lack:
    needed = group.request.contract_needed()
    contract = "" if needed is None else f", and could hold a contract of {number(needed)}"
    return Lack(
        because="",
        newcomer="it can lead" if group.request.lead == "required" else "it could lead",
        facts=("can_lead", "will_lead") if needed is None else LEAD_FACTS,
        otherwise=f"Find an organisation that can and wants to lead{contract}.",
        figures={} if needed is None else {"contract_value": needed},
    )


def _hub(_group: Group) -> Lack:
    return Lack(
        because="",
        newcomer="a member that can lead is then within two ties of everyone",
        facts=("ties",),
        otherwise="Find a member that can lead and is within two ties of everyone.",
        figures={},
    )


def _capacity(group: Group) -> Lack:
    wanted = group.request.target_days
    short = wanted - sum(one.spare_days or 0.0 for one in group.members)
    more = f"{number(short)} more a week {'is' if short == 1 else 'are'} needed"
    return Lack(
        because=f", and {more}",
        newcomer=f"its spare days fill what is short, {counted(short, 'day')} a week",
        facts=("spare_days",),
        otherwise=f"Find {counted(short, 'more spare day', 'more spare days')} a week.",
        figures={"short": short, "wanted": wanted},
    )


def _small(group: Group) -> Lack:
    request = group.request
    wanted = request.min_small if isinstance(request, Brief) else 0
    short = wanted - int(group.problem.small[group.positions].sum())
    below = number(request.small_turnover)
    more = f"{counted(short, 'more small member')} {'is' if short == 1 else 'are'} needed"
    return Lack(
        because=f", and {more}",
        newcomer=f"its turnover is below {below}",
        facts=("turnover",),
        otherwise=f"Find {counted(short, 'more member')} with a turnover below {below}.",
        figures={"short": short, "wanted": wanted, "small_turnover": request.small_turnover},
    )


LEAD_FACTS = ("can_lead", "will_lead", "max_contract")

_LACKS: Mapping[str, Callable[[Group], Lack]] = {
    LEAD: _lead,
    HUB: _hub,
    CAPACITY: _capacity,
    SMALL: _small,
}
