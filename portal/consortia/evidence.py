"""Whom and what the engine's reasons speak of: its sentences hold codes, and pages need names."""

from collections.abc import Callable, Mapping
from typing import Any

from matching import Brief, Grouping, Instance

Told = dict[str, Any]


class Evidence:
    """Looks up, in what is known but exclusions, what a reason of one kind is about."""

    def __init__(self, instance: Instance, request: Brief | Grouping) -> None:
        """Put the stated ties together once."""
        self.instance, self.is_brief = instance, isinstance(request, Brief)
        self.tied = {tie.source: set[str]() for tie in instance.ties}
        for tie in instance.ties:
            if tie.strength > 0:
                self.tied[tie.source].add(tie.target)
        self.kinds: Mapping[str, Callable[[str, set[str]], Told]] = {
            "works_with": self.partners,
            "alike": self.shared_themes,
            "offers": self.given,
            "needs_met": self.taken,
            "only_one": self.themes_alone,
            "covers": self.themes,
        }

    def behind(self, kind: str, key: str, members: tuple[str, ...]) -> Told:
        """Give whom and what a member's reason is about: ids and codes, empty where it has none."""
        find = self.kinds.get(kind)
        return find(key, set(members) - {key}) if find else {}

    def partners(self, key: str, others: set[str]) -> Told:
        """Those with whom a tie of some strength is stated, by either side."""
        theirs = {one for one in others if key in self.tied.get(one, ())}
        return {"with": sorted(theirs | (others & self.tied.get(key, set())))}

    def shared_themes(self, key: str, others: set[str]) -> Told:
        """The themes that others do too, and who they are."""
        own = self.codes(key, "themes")
        alike = sorted(one for one in others if own & self.codes(one, "themes"))
        shared = {code for one in alike for code in own & self.codes(one, "themes")}
        return {"with": alike, "what": sorted(shared)}

    def given(self, key: str, others: set[str]) -> Told:
        """What it offers that somebody needs and nobody else could give them."""
        found: dict[str, list[str]] = {}
        for one in sorted(others):
            elsewhere = {code for who in others - {one} for code in self.codes(who, "offers")}
            for code in self.codes(one, "needs") & self.codes(key, "offers") - elsewhere:
                found.setdefault(code, []).append(one)
        return {"pairs": sorted(found.items())}

    def taken(self, key: str, others: set[str]) -> Told:
        """What it needs, each with those who offer it."""
        found = {
            code: sorted(one for one in others if code in self.codes(one, "offers"))
            for code in self.codes(key, "needs")
        }
        return {"pairs": sorted((code, who) for code, who in found.items() if who)}

    def themes_alone(self, key: str, others: set[str]) -> Told:
        """In an open group, the themes that nobody else here has."""
        elsewhere = {code for one in others for code in self.codes(one, "themes")}
        return {} if self.is_brief else {"what": sorted(self.codes(key, "themes") - elsewhere)}

    def themes(self, key: str, _others: set[str]) -> Told:
        """In an open group, all of its themes."""
        return {} if self.is_brief else {"what": sorted(self.codes(key, "themes"))}

    def codes(self, key: str, fact: str) -> set[str]:
        """Give the codes of one fact, none where it is not known."""
        return set(getattr(self.instance.organisation(key), fact) or ())
