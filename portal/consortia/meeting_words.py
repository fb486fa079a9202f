"""Why two organisations should meet, in words, as far as one audience may read what it rests on.

A reason stands under the name of the other, in the row of the organisation that is told: so the
other is "they", and the organisation itself is "it".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.consortia.covers import Names
from portal.consortia.readers import Reader
from portal.consortia.telling import Reason, named
from portal.web.filters import as_words

MOST_THEMES = 3
NEAR = "near"
Stored = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MeetingTeller:
    """Tells the reasons of one run's meetings to one audience."""

    reader: Reader
    names: Names

    def reasons(self, key: str, meeting: Stored) -> list[Reason]:
        """Say why `key` should meet another, strongest first; none where nothing may be told."""
        tell: Mapping[str, Callable[[str, Stored, Stored], Reason]] = {
            "cells_together": self.together,
            "needs_met": self.needs,
            "networks_joined": self.networks,
            NEAR: self.near,
        }
        return [
            tell[sentence["kind"]](key, meeting, sentence["figures"])
            for sentence in meeting["sentences"]
            if sentence["kind"] in tell and self.reader.reads_all(sentence["rests_on"])
        ]

    def together(self, key: str, meeting: Stored, figures: Stored) -> Reason:
        """Say what each brings where both work."""
        theirs, own = (self.brought(one, meeting) for one in (meeting["id"], key))
        parts = [f"they bring {theirs}"] if theirs else []
        parts += [f"it brings {own}"] if own else []
        where = as_words([self.names.area(code) for code in meeting["brought"][0]["areas"]])
        text = f"In {where} {'; '.join(parts)}."
        if self.reader.figures:
            both, alone = (round(100 * figures[name]) for name in ("together", "alone"))
            text += f" Together {both}% of a full breadth of themes, not {alone}%."
        return Reason("plus", "More together.", text)

    def brought(self, key: str, meeting: Stored) -> str:
        """Name the themes that one of the two has and the other lacks, as people chose them."""
        codes = [one["theme"] for one in meeting["brought"] if one["by"] == key]
        rest = len(codes) - MOST_THEMES
        more = [f"{rest} more"] if rest > 0 else []
        return ", ".join([*map(self.names.theme, codes[:MOST_THEMES]), *more])

    def needs(self, key: str, meeting: Stored, _figures: Stored) -> Reason:
        """Say who offers what the other needs."""
        theirs, own = (self.offered(one, meeting) for one in (meeting["id"], key))
        parts = [f"They offer {theirs}, which it needs."] if theirs else []
        parts += (
            [f"{'It' if not theirs else 'And it'} offers {own}, which they need."] if own else []
        )
        return Reason("fits", "A need met.", " ".join(parts))

    def offered(self, key: str, meeting: Stored) -> str:
        """Name what one of the two offers and the other needs."""
        found = [one["service"] for one in meeting["needs"] if one["offered_by"] == key]
        return named([self.names.resource(code) for code in found], MOST_THEMES)

    def networks(self, _key: str, meeting: Stored, _figures: Stored) -> Reason:
        """Say which networks they would join."""
        own, theirs = (as_words([f"“{name}”" for name in some]) for some in meeting["networks"])
        text = f"They are in {theirs}, it is in {own}, and no tie joins the two yet."
        return Reason("people", "Networks bridged.", text)

    def near(self, _key: str, meeting: Stored, _figures: Stored) -> Reason:
        """Say how far apart they are."""
        return Reason(NEAR, "Near each other.", f"{meeting['kilometres']:.1f} km apart.")
