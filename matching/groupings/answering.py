"""The answer to an open grouping, made of groups that are done."""

import numpy as np

from matching.groupings.left_out import reasons_of
from matching.groupings.state import State
from matching.outcome import Outcome, Provenance
from matching.rules import TOLERANCE
from matching.scoring import consortia_of


def outcome_of(state: State, bound: float, provenance: Provenance) -> Outcome:
    """Cards best first, everybody else with a reason, and how close to the best possible it is."""
    numbered = sorted(
        enumerate(consortia_of(state.problem, state.groups)),
        key=lambda one: (-one[1].quality, one[1].members),
    )
    cards = tuple(card for _, card in numbered)
    total = float(np.sum([len(card.members) * card.quality for card in cards]))
    bound = max(bound, total)
    proven = provenance.stopped == "proof" or bound - total <= TOLERANCE
    return Outcome(
        request=state.material.grouping,
        consortia=cards,
        provenance=provenance,
        left_out=tuple(reasons_of(state, [number for number, _ in numbered])),
        total=total,
        bound=total if proven else bound,
        gap=0.0 if proven else (bound - total) / bound,
        status="optimal" if proven else "bounded",
    )
