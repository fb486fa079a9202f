"""Sentences about who offers what somebody else in the group needs."""

from collections.abc import Mapping

from matching.explanation.answers import Sentence
from matching.explanation.dropping import Without
from matching.explanation.group import Group
from matching.explanation.wording import listed

Partners = Mapping[str, list[int]]


def need_reason(without: Without, place: int) -> Sentence | None:
    """What it alone offers to others, or else what others offer to it."""
    group = without.group
    return _gives(group, place) or _takes(group, place)


def _gives(group: Group, place: int) -> Sentence | None:
    key, others = group.ids[place], group.others(place)
    needed: dict[str, list[int]] = {}
    for j in others:
        elsewhere = {code for k in others if k != j for code in group.members[k].offers or ()}
        wanted = (group.members[j].needs or frozenset()) - elsewhere
        for code in sorted(wanted & (group.members[place].offers or frozenset())):
            needed.setdefault(code, []).append(j)
    if not needed:
        return None
    text = f"Only {key} offers what others here need: {_each(group, needed, 'for')}."
    return _sentence("offers", text, group, needed, (key, "offers"), "needs")


def _takes(group: Group, place: int) -> Sentence | None:
    key, others = group.ids[place], group.others(place)
    offered: dict[str, list[int]] = {}
    for code in sorted(group.members[place].needs or ()):
        who = [j for j in others if code in (group.members[j].offers or ())]
        if who:
            offered[code] = who
    if not offered:
        return None
    text = f"{key} gets what it needs: {_each(group, offered, 'from')}."
    return _sentence("needs_met", text, group, offered, (key, "needs"), "offers")


def _each(group: Group, found: Partners, word: str, most: int = 3) -> str:
    """`hall for oak and elm; bids for ash`."""
    parts = [
        f"{code} {word} {listed([group.ids[j] for j in who])}"
        for code, who in list(found.items())[:most]
    ]
    if len(found) > most:
        parts.append(f"{len(found) - most} more")
    return "; ".join(parts)


def _sentence(
    kind: str, text: str, group: Group, found: Partners, own: tuple[str, str], fact: str
) -> Sentence:
    partners = sorted({j for who in found.values() for j in who})
    figures = {"services": len(found), "partners": len(partners)}
    return Sentence(kind, text, figures, (own, *((group.ids[j], fact) for j in partners)))
