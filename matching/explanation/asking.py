"""Whom to ask for what so that a broken rule could be kept: the change that moves nobody."""

from matching.explanation.answers import Sentence
from matching.explanation.group import Group
from matching.explanation.rule_answers import RuleAnswers
from matching.explanation.wording import FACTS, listed

Order = tuple[int, bool, float, str]


def question(group: Group, rule: str, because: str) -> Sentence | None:
    """The member of whom least would have to be asked; of equal ones the largest turnover."""
    answers = RuleAnswers(group)
    found: list[tuple[Order, tuple[str, ...]]] = []
    for place, one in enumerate(group.members):
        for fact in one.unknown_facts:
            if rule not in answers.would_meet(place, fact):
                continue
            facts = (fact, *answers.along_with(place, fact))
            order = (len(facts), one.turnover is None, -(one.turnover or 0.0), one.id)
            found.append((order, facts))
    if not found:
        return None
    (count, _, _, key), facts = min(found, key=lambda each: each[0])
    what = listed([FACTS[fact].format(key) for fact in facts])
    verb = "is" if count == 1 else "are"
    return Sentence("ask", f"Ask {key}: {what} {verb} not known yet{because}.", {"facts": count})
