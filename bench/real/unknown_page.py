"""One page that lists who is not known yet, and what to ask them, in the engine's own words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from bench.briefs.markdown import table
from bench.real.grouping import Grouped
from bench.real.source import listed
from matching import LeftOut, Organisation

REASON = "not known yet"
ELSEWHERE = "#"
SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#&~])")

OPENING = """# Not known yet

Organisations of which too little is known to suggest a group: {unknown:,} of {everybody:,} in \
{files} files, each file counted by itself. This is no refusal: nobody has asked them yet. Below, \
by file: what to ask, and whom."""


def page(found: Sequence[Grouped]) -> str:
    """The whole page in Markdown: counts by file, then who and what to ask, by file."""
    everybody = sum(len(one.source.instance.organisations) for one in found)
    unknown = sum(len(not_known(one)) for one in found)
    opening = OPENING.format(unknown=unknown, everybody=everybody, files=len(found))
    parts = [opening, _counts(found), *(_of_file(one) for one in found if not_known(one))]
    return "\n\n".join(parts) + "\n"


def not_known(found: Grouped) -> list[LeftOut]:
    """Those of a file that are left out as not known yet."""
    return [one for one in found.outcome.left_out or () if one.reason == REASON]


def _counts(found: Sequence[Grouped]) -> str:
    rows = []
    for one in found:
        left, unknown = len(one.outcome.left_out or ()), len(not_known(one))
        everybody = len(one.source.instance.organisations)
        rows.append(
            [one.source.words, f"`{one.source.file}`",
             *(f"{count:,}" for count in (everybody, everybody - left, left - unknown, unknown))]
        )  # fmt: skip
    head = ["", "file", "organisations", "in a group", "left out for another reason", REASON]
    return table(head, rows)


def _of_file(found: Grouped) -> str:
    unknown = not_known(found)
    people = [found.source.instance.organisation(one.id) for one in unknown]
    asked = Counter(one.detail for one in unknown).most_common()
    return "\n\n".join(
        [
            f"## {found.source.words}: {len(unknown):,}",
            "\n".join(f"- What to ask: **{detail}** ({count:,})" for detail, count in asked),
            _more_unknown(people),
            *_listed(people, found.source.by),
        ]
    )


def _listed(people: Sequence[Organisation], by: str) -> Iterator[str]:
    """Everybody by first letter, under headings where the file has an attribute for them."""
    if not by:
        yield from _index(people)
        return
    ordered = sorted(people, key=lambda one: one.attributes.get(by, ""))
    for heading, some in groupby(ordered, lambda one: one.attributes.get(by, "")):
        few = list(some)
        yield f"### {_plain(' and '.join(listed(heading)) or 'Others')}: {len(few):,}"
        yield from _index(few)


def _more_unknown(people: Sequence[Organisation]) -> str:
    facts = Counter(fact for one in people for fact in one.unknown_facts)
    everybody = [fact.replace("_", " ") for fact, count in facts.items() if count == len(people)]
    some = [f"{fact.replace('_', ' ')} ({count:,})" for fact, count in facts.items()
            if count < len(people)]  # fmt: skip
    told = f"Not known of any of them: {', '.join(everybody)}."
    return told + (f" Nor of some: {', '.join(some)}." if some else "")


def _index(people: Sequence[Organisation]) -> Iterator[str]:
    """Names by first letter; where several have one name, each with its identifier."""
    names = Counter(_name(one).casefold() for one in people)
    ordered = sorted(people, key=lambda one: (_letter(one), _name(one).casefold(), one.id))
    for letter, some in groupby(ordered, _letter):
        called = [
            _plain(_name(one) if names[_name(one).casefold()] == 1 else f"{_name(one)} ({one.id})")
            for one in some
        ]
        yield f"**{_plain(letter)}** {' · '.join(called)}"


def _name(one: Organisation) -> str:
    return " ".join((one.name or one.id).split())


def _letter(one: Organisation) -> str:
    first = _name(one)[0].upper()
    return first if first.isalpha() else ELSEWHERE


def _plain(text: str) -> str:
    """Without anything that Markdown or a browser would read as a sign."""
    return SPECIAL.sub(r"\\\1", text)
