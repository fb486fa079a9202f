"""An explanation as plain lines for people to read."""

from collections.abc import Iterable, Iterator

from matching.explanation.answers import Explanation, MemberPart, TermShare, UnknownFact
from matching.explanation.wording import FACTS, TERMS, listed
from matching.outcome import Consortium


def report(card: Consortium, found: Explanation, number: int, count: int) -> str:
    """The whole explanation of group `number` of `count`, section by section."""
    sections = (
        [_title(card, number, count), *(f"  {one.text}" for one in found.sentences)],
        ["How the quality is made up", *map(_term, found.terms)],
        ["What each member brings", *_members(found.members)],
        ["What is not known yet, and the quality if it were told", *_unknowns(found.unknowns)],
    )
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def _title(card: Consortium, number: int, count: int) -> str:
    led = f"led by {card.lead}" if card.lead else "no lead yet"
    if card.ask_first:
        led += f", ask {card.ask_first} first"
    return (
        f"Group {number} of {count}: {listed(card.members, len(card.members))}; {led}; "
        f"quality {card.quality:.3f}"
    )


def _term(term: TermShare) -> str:
    name = f"{TERMS[term.name][0].upper()}{TERMS[term.name][1:]}"
    made_up = f"{term.share:.2f} x {term.value:.2f} = {term.points:.3f}"
    return f"  {name:<25} {made_up}, missing {term.missing:.3f}"


def _members(parts: Iterable[MemberPart]) -> Iterator[str]:
    for part in parts:
        yield f"  {part.id}: without it the quality changes by {-part.loss:+.3f}"
        yield from (f"    {one.text}" for one in part.sentences)
        if part.replacements:
            instead = [f"{one.id} ({one.change:+.3f})" for one in part.replacements]
            yield f"    In its place: {', '.join(instead)}."


def _unknowns(unknowns: Iterable[UnknownFact]) -> list[str]:
    return [_unknown(one) for one in unknowns] or ["  Nothing that would change this group."]


def _unknown(one: UnknownFact) -> str:
    line = f"  {FACTS[one.fact].format(one.id)}: {one.lowest:.3f} to {one.highest:.3f}"
    if one.would_meet:
        line += f"; would keep a rule that is broken: {', '.join(one.would_meet)}"
    if one.would_break:
        line += f"; could break a rule: {', '.join(one.would_break)}"
    return line
