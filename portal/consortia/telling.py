"""Reasons in words: what a stored reason says to one audience, or that it may say nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.consortia.covers import Names
from portal.consortia.directory import Directory
from portal.consortia.readers import RULE_FACTS, TERM_FACTS, Reader
from portal.consortia.words import BRINGS, NEEDED
from portal.web.filters import as_number, as_pounds, as_words

MOST_REASONS = 3
MOST_NAMED = 3
# Half a point; the engine tells the same from here on, but pages read rounded figures.
WORTH_TELLING = 0.005 + 1e-6
# The rule or the quality that each kind of reason of the engine is about.
RULE_KINDS = {
    "needed_to_lead": "lead",
    "needed_as_hub": "hub",
    "time_needed": "capacity",
    "small_needed": "small",
    "named": "must_include",
}
TERM_KINDS = {
    "only_one": "coverage",
    "covers": "coverage",
    "near": "geography",
    "offers": "complementarity",
    "needs_met": "complementarity",
    "works_with": "cohesion",
    "alike": "cohesion",
    "time": "capacity",
    "small": "small",
    "new": "added_value",
}

Stored = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reason:
    """One plain sentence with the fact that it rests on; `short` is for a line on a card."""

    kind: str
    fact: str
    text: str
    short: str = ""


class Teller:
    """Tells the reasons of one run's groups to one audience."""

    def __init__(
        self, reader: Reader, names: Names, directory: Directory, request: Mapping[str, Any]
    ) -> None:
        self.reader, self.names, self.directory = reader, names, directory
        self.request = request
        self.sentences: Mapping[str, Callable[[Stored], str]] = {
            "needed_to_lead": self.needed_to_lead,
            "time_needed": self.time_needed,
            "small_needed": self.small_needed,
            "near": self.near,
            "offers": self.offers,
            "needs_met": self.needs_met,
            "works_with": self.works_with,
            "alike": self.alike,
            "time": self.time,
            "small": self.small,
            "new": self.new,
        }

    def reasons(self, brings: Stored, points: Mapping[str, float]) -> list[Reason]:
        """Say what a member brings, strongest first, three reasons at most.

        `points` is what each quality loses without it, weighted.
        """
        found: list[Reason] = []
        for reason in self.all_reasons(brings, points):
            if len(found) == MOST_REASONS:
                break
            found.append(reason)
        return found

    def all_reasons(self, brings: Stored, points: Mapping[str, float]) -> Iterator[Reason]:
        """Go through the rules that need a member, then the qualities that lose most without it."""
        stored = {reason["kind"]: reason for reason in brings.get("reasons", ())}
        rules = {RULE_KINDS[kind]: one for kind, one in stored.items() if kind in RULE_KINDS}
        terms = {TERM_KINDS[kind]: one for kind, one in stored.items() if kind in TERM_KINDS}
        needed = [rule for rule in NEEDED if rule in brings["needed_for"]]
        for rule in needed:
            words, facts = NEEDED[rule], RULE_FACTS[rule]
            yield from self.one(brings["id"], "caution", words, facts, rules.get(rule))
        for term in sorted(points, key=lambda name: -points[name]):
            if points[term] <= WORTH_TELLING or term in needed:
                continue
            if term == "coverage":
                yield from self.covering(brings, terms.get(term))
            else:
                words, facts = BRINGS[term], TERM_FACTS[term]
                yield from self.one(brings["id"], "fits", words, facts, terms.get(term))

    def one(
        self,
        key: str,
        kind: str,
        words: tuple[str, str],
        facts: tuple[str, ...],
        reason: Stored | None,
    ) -> Iterator[Reason]:
        """Tell a reason with its facts, or without them, or not at all."""
        fact, plain = words
        short = f"{fact} {plain}"
        if reason is not None and self.reader.reads_all(reason["rests_on"]):
            tell = self.sentences.get(reason["kind"])
            yield Reason(kind, fact, tell(reason) if tell else plain, short)
        elif self.reader.reads(key, *facts):
            yield Reason(kind, fact, plain, short)

    def covering(self, brings: Stored, reason: Stored | None) -> Iterator[Reason]:
        """Tell what it covers, and that nobody else does where that is so."""
        key = brings["id"]
        if reason is not None and "what" in reason:
            yield from self.covering_themes(key, reason)
            return
        alone = self.reader.cells(key, brings["alone"])
        cells = alone or self.reader.cells(key, brings["serves"])
        if cells:
            fact = "The only one for" if alone else "Covers"
            themes = list(dict.fromkeys(self.names.theme(cell["theme"]) for cell in cells))
            text = f"{self.names.served(cells)}.{self.covered(reason, 'what is wanted')}"
            yield Reason("plus", fact, text, f"{fact.casefold()} {named(themes, 2)}.")

    def covering_themes(self, key: str, reason: Stored) -> Iterator[Reason]:
        """Tell which themes it adds to an open group."""
        if not self.reader.reads_all(reason["rests_on"]):
            return
        fact = "The only one here for" if reason["kind"] == "only_one" else "Adds to"
        themes = [self.names.theme(code) for code in reason["what"]]
        text = f"{named(themes, MOST_NAMED)}.{self.covered(reason, 'a full breadth of themes')}"
        yield Reason("plus", fact, text, f"{fact.casefold()} {named(themes, 2)}.")

    def covered(self, reason: Stored | None, whole: str) -> str:
        """Say how much is covered without it, to those who are told figures."""
        if reason is None or not self.reader.figures:
            return ""
        before, after = (round(100 * reason["figures"][name]) for name in COVERED)
        return f" Without it {after}% of {whole} is covered, not {before}%."

    def needed_to_lead(self, reason: Stored) -> str:
        """Say that nobody else is known to be able to lead."""
        value = reason["figures"].get("contract_value")
        contract = f" a contract of {as_pounds(value)} a year" if value else ""
        return f"Without it nobody here is known to be able to lead{contract}."

    def time_needed(self, reason: Stored) -> str:
        """Say how many days the others have, and how many are asked for."""
        figures = reason["figures"]
        left, wanted = days(figures["days_without"]), as_number(figures["wanted"])
        return f"Without it the others have {left} a week between them; {wanted} are asked for."

    def small_needed(self, reason: Stored) -> str:
        """Say how many small organisations would be left."""
        left, wanted = (int(reason["figures"][name]) for name in ("small_without", "wanted"))
        return f"Without it {left} of the {wanted} small organisations asked for would be left."

    def near(self, reason: Stored) -> str:
        """Say how far away the others are."""
        nearest, mean = (reason["figures"][name] for name in ("nearest_km", "mean_km"))
        told = f"{nearest:.1f} km from the nearest member"
        alike = abs(nearest - mean) < NO_DISTANCE
        return f"{told}." if alike else f"{told}, {mean:.1f} km from the others on average."

    def offers(self, reason: Stored) -> str:
        """Say what only it offers, and who needs it."""
        return f"Nobody else here offers {self.exchanged(reason, 'which', 'needs', 'need')}."

    def needs_met(self, reason: Stored) -> str:
        """Say what it needs, and who offers it."""
        return f"It needs {self.exchanged(reason, 'which', 'offers', 'offer')}."

    def exchanged(self, reason: Stored, link: str, one: str, many: str) -> str:
        """Write things with the partners who need or offer them."""
        parts = []
        for code, who in reason["pairs"][:2]:
            verb = one if len(who) == 1 else many
            parts.append(f"{self.names.resource(code)}, {link} {self.people(who)} {verb}")
        rest = len(reason["pairs"]) - 2
        return "; ".join([*parts, *([f"and {rest} more"] if rest > 0 else [])])

    def works_with(self, reason: Stored) -> str:
        """Say with whom it works."""
        return f"Works with {self.people(reason['with'])} already."

    def alike(self, reason: Stored) -> str:
        """Say which themes it shares with whom."""
        themes = [self.names.theme(code) for code in reason["what"]]
        return f"{named(themes, 2)}, like {self.people(reason['with'])}."

    def time(self, reason: Stored) -> str:
        """Say how many of the group's days are its own."""
        figures = reason["figures"]
        told = f"{as_number(figures['days'])} of the {days(figures['group_days'])} a week"
        asked = self.request.get("min_capacity_days")
        return f"{told} here; {as_number(asked)} are asked for." if asked else f"{told} here."

    def small(self, reason: Stored) -> str:
        """Say below what its turnover is."""
        return f"Its turnover is below {as_pounds(reason['figures']['small_turnover'])} a year."

    def new(self, reason: Stored) -> str:
        """Say with how many of the others nothing joins it yet."""
        new, others = (int(reason["figures"][name]) for name in ("new", "others"))
        whom = "any of the others" if new == others else f"{new} of the {others} others"
        return f"No tie and no shared network with {whom} is known yet."

    def people(self, keys: list[str]) -> str:
        """Name some members."""
        return named(sorted(self.directory.name(key) for key in keys), MOST_NAMED)


COVERED = ("coverage", "coverage_without")
NO_DISTANCE = 0.05


def named(names: list[str], most: int) -> str:
    """Write some names, and how many more there are."""
    rest = len(names) - most
    if rest == 1:
        return as_words(names)
    return as_words([*names[:most], f"{rest} more"] if rest > 0 else names)


def days(number: float) -> str:
    """Write a number of days."""
    return "1 day" if number == 1 else f"{as_number(number)} days"
