"""What is not known yet of the members of a group, and what telling it could change."""

from matching.explanation.answers import UnknownFact
from matching.explanation.group import Group
from matching.explanation.ranges import Ranges
from matching.explanation.rule_answers import RuleAnswers
from matching.explanation.spans import NOTHING


def unknown_facts(group: Group) -> tuple[UnknownFact, ...]:
    """Every fact that could change the quality or a hard rule, by id and in table order."""
    ranges, rules = Ranges(group), RuleAnswers(group)
    found = (
        _described(group, ranges, rules, place, fact)
        for place, one in enumerate(group.members)
        for fact in one.unknown_facts
    )
    return tuple(one for one in found if one is not None)


def _described(
    group: Group, ranges: Ranges, rules: RuleAnswers, place: int, fact: str
) -> UnknownFact | None:
    span = ranges.of(place, fact)
    meets, breaks = rules.would_meet(place, fact), rules.would_break(place, fact)
    if max(abs(span.lowest), abs(span.highest)) <= NOTHING and not meets and not breaks:
        return None
    return UnknownFact(
        id=group.ids[place],
        fact=fact,
        lowest=group.quality + span.lowest,
        highest=group.quality + span.highest,
        terms=span.terms,
        would_meet=meets,
        would_break=breaks,
        along_with=rules.along_with(place, fact) if meets else (),
    )
