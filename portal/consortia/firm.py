"""How firm suggested groups are, in plain words: who came together again in other searches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.consortia.directory import Directory
from portal.consortia.studies import FIRMNESS, get_latest
from portal.models.consortia import MatchingRun, Study
from portal.web.filters import as_count

# Shares of searches from which a group is called so.
FIRM, FAIRLY_FIRM = 0.75, 0.4
Stored = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FirmGroup:
    """A group: a word, how often its members met again, and for each member the others."""

    word: str
    share: float
    sentence: str
    members: Mapping[str, str]
    pairs: Mapping[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class FirmTeller:
    """Tells how firm the groups of one run are."""

    answer: Stored
    directory: Directory

    @property
    def runs(self) -> int:
        """How many searches the shares are of."""
        return len(self.answer["seeds"])

    def group(self, number: int) -> FirmGroup:
        """Tell of one group; numbers begin at 1."""
        stored = self.answer["groups"][number - 1]
        return FirmGroup(
            word=in_a_word(stored["mean"]),
            share=stored["mean"],
            sentence=f"Its members came together again {self.often(stored['mean'])}.",
            members={
                one["id"]: f"With the others {self.often(one['mean'])}" for one in stored["members"]
            },
            pairs={one["id"]: self.beside(one["beside"]) for one in stored["members"]},
        )

    def beside(self, others: Sequence[Stored]) -> tuple[tuple[str, str], ...]:
        """Say with whom of its group a member came together how often, most often first."""
        ranked = sorted(others, key=lambda one: (-one["share"], self.directory.name(one["id"])))
        return tuple(
            (self.directory.name(one["id"]), f"{self.times(one['share'])} of {self.runs}")
            for one in ranked
        )

    def often(self, share: float) -> str:
        """Say in how many of the searches, about where it is a mean."""
        exact = abs(share * self.runs - self.times(share)) < 1e-6
        searches = as_count(self.runs, "search", "searches")
        return f"in {'' if exact else 'about '}{self.times(share)} of {searches}"

    def times(self, share: float) -> int:
        """Give the number of searches behind a share."""
        return int(share * self.runs + 0.5)


def in_a_word(share: float) -> str:
    """Call a group firm, fairly firm or loose."""
    return "Firm" if share >= FIRM else "Fairly firm" if share >= FAIRLY_FIRM else "Loose"


def get_firmness(run: MatchingRun) -> Study | None:
    """Find what was asked last about how firm the groups of a run are."""
    return get_latest(run, FIRMNESS) if run.kind == "grouping" else None


def teller_of(study: Study | None, directory: Directory) -> FirmTeller | None:
    """Give who tells how firm groups are, where that has been worked out."""
    return FirmTeller(study.result, directory) if study is not None and study.result else None
