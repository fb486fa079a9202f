"""Where a network comes from: the frozen inputs of a run, or what is known now."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import networkx as nx

from matching import Instance, Outcome, affinity_graph, members_graph, ties_graph
from portal.consortia.findings import homes
from portal.consortia.inputs import gather, hidden_ties, open_instance, without_ties_of
from portal.consortia.service import read_request
from portal.consortia.sketches import sketch
from portal.errors import NotThere
from portal.models.base import now
from portal.models.consortia import MatchingRun
from portal.models.partnerships import Partnership

GRAPHS = ("ties", "affinity", "members")
MOST_KEPT = 8
# Networks that are stored with no run, by data version and whose ties are left out: each is worked
# out once and shown often.
kept: OrderedDict[tuple[str, str, frozenset[str], int], dict[str, Any]] = OrderedDict()


@dataclass(frozen=True)
class Source:
    """What a network is drawn from, and how to name it.

    `hidden` are the organisations whose ties are left out, because the audience may not read them.
    """

    partnership: Partnership
    run: MatchingRun | None
    frozen: dict[str, Any]
    fingerprint: str
    organisations: int
    answered: int
    moment: datetime
    hidden: frozenset[str] = frozenset()

    def seen_by(self, audience: str) -> "Source":
        """Give the source as an audience may read it: without the ties that are not for it."""
        return replace(self, hidden=hidden_ties(self.frozen, audience))

    @property
    def key(self) -> str:
        """Name the source in an address."""
        return str(self.run.id) if self.run else "now"

    @property
    def instance(self) -> Instance:
        """Everything known but the exclusions."""
        return open_instance(self.frozen)

    @property
    def readable(self) -> Instance:
        """Everything known but the exclusions and the hidden ties."""
        return open_instance(without_ties_of(self.frozen, self.hidden))

    def graph(self, kind: str) -> "nx.Graph[str]":
        """Build one of the three networks; who is in which group shows no ties."""
        if kind == "ties":
            return ties_graph(self.readable)
        if kind == "affinity":
            request = read_request(self.run.kind, self.run.request) if self.run else None
            return affinity_graph(self.readable, request)
        if self.run is None or self.run.outcome is None:
            raise NotThere("Only a search that has ended has groups.")
        return members_graph(Outcome.from_json(self.run.outcome), self.instance)

    def sketch(self, kind: str) -> dict[str, Any]:
        """Give a network as a page reads it: stored with the run, or worked out once."""
        whole = kind == "members" or not self.hidden
        if whole and self.run is not None and self.run.picture is not None:
            stored: dict[str, Any] = self.run.picture["networks"][kind]
            return stored
        place = (self.fingerprint, kind, self.hidden, self.run.id if self.run else 0)
        if place not in kept:
            kept[place] = sketch(self.graph(kind), measured=kind != "members")
        while len(kept) > MOST_KEPT:
            kept.popitem(last=False)
        return kept[place]

    @property
    def homes(self) -> dict[str, Any]:
        """Where each organisation works."""
        if self.run is not None and self.run.picture is not None:
            found: dict[str, Any] = self.run.picture["homes"]
            return found
        return homes(self.instance, self.frozen)


def from_run(run: MatchingRun) -> Source:
    """Take a run's frozen inputs."""
    return Source(
        run.partnership,
        run,
        run.inputs,
        run.fingerprint,
        run.organisations,
        run.answered,
        run.finished_at or run.created_at,
    )


def from_now(partnership: Partnership) -> Source:
    """Take what is known at this moment."""
    inputs = gather(partnership)
    return Source(
        partnership,
        None,
        inputs.frozen,
        inputs.fingerprint,
        inputs.organisations,
        inputs.answered,
        now(),
    )
