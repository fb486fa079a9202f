"""What the engine answers, exactly as result.json holds it."""

from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Literal

from matching.request import Brief, Grouping
from matching.stored import Stored

ProofStatus = Literal["optimal", "bounded", "heuristic"]
Stopped = Literal["effort", "proof", "seconds", "cancelled"]

NOT_KNOWN_YET = "not known yet"
NO_LEAD = "no eligible lead within reach"
TOO_FEW = "too few organisations within reach"
NO_WORKABLE_GROUP = "no workable group within reach"
WOULD_LOWER = "would lower every group that it could join"
REASONS = (NOT_KNOWN_YET, NO_LEAD, TOO_FEW, NO_WORKABLE_GROUP, WOULD_LOWER)


@dataclass(frozen=True, slots=True)
class Terms:
    """The seven terms of a group, each 0 to 1."""

    coverage: float
    geography: float
    complementarity: float
    cohesion: float
    capacity: float
    small: float
    added_value: float


@dataclass(frozen=True, slots=True)
class Unknown:
    """A member and the names of the facts about it that are not known yet."""

    id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell of a brief that a group does not fill, and how much is missing."""

    theme: str
    area: str
    missing: float


@dataclass(frozen=True, slots=True)
class Proof:
    """How close to the best possible a value is; bound and gap are None when not known."""

    status: ProofStatus = "heuristic"
    bound: float | None = None
    gap: float | None = None


@dataclass(frozen=True, slots=True)
class Consortium:
    """One suggested group; `lead` may be None, then `ask_first` says whom to ask."""

    members: tuple[str, ...]
    lead: str | None
    quality: float
    terms: Terms
    ask_first: str | None = None
    unknowns: tuple[Unknown, ...] = ()
    gaps: tuple[Gap, ...] | None = None
    proof: Proof = field(default_factory=Proof)


@dataclass(frozen=True, slots=True)
class Nearest:
    """An organisation outside the best group of a brief, and what keeps it out.

    `loss` is the quality lost by the best swap that keeps the rules, in place of `instead_of`;
    where none keeps them both are None and `rule` names the one that fails.
    """

    id: str
    loss: float | None
    instead_of: str | None
    rule: str | None
    detail: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An organisation in no group: one of `REASONS`, and the smallest change that would help."""

    id: str
    reason: str
    detail: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is needed to get the same answer again."""

    engine_version: str
    seed: int
    effort: int
    stopped: Stopped
    input_fingerprint: str


@dataclass(frozen=True, slots=True)
class Outcome(Stored):
    """The answer to a brief or to a grouping.

    `nearest` belongs to a brief; `left_out`, `total`, `bound`, `gap` and `status` belong to an
    open grouping and are None for a brief.
    """

    request: Brief | Grouping
    consortia: tuple[Consortium, ...]
    provenance: Provenance
    nearest: tuple[Nearest, ...] | None = None
    left_out: tuple[LeftOut, ...] | None = None
    total: float | None = None
    bound: float | None = None
    gap: float | None = None
    status: ProofStatus | None = None

    @property
    def pairs(self) -> set[tuple[str, str]]:
        """Ids, the smaller first, of every two that are in a group together."""
        return {pair for one in self.consortia for pair in combinations(sorted(one.members), 2)}

    def to_json(self) -> dict[str, Any]:
        """The plain object that result.json holds."""
        plain = Stored.to_json(self)
        for key in _BELONGS_TO_GROUPING if isinstance(self.request, Brief) else ("nearest",):
            del plain[key]
        for consortium in plain["consortia"]:
            _drop_what_does_not_apply(consortium)
        return plain


_BELONGS_TO_GROUPING = ("left_out", "total", "bound", "gap", "status")


def _drop_what_does_not_apply(consortium: dict[str, Any]) -> None:
    if consortium["lead"] is not None:
        del consortium["ask_first"]
    if consortium["gaps"] is None:
        del consortium["gaps"]
