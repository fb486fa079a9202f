"""The answer to an open grouping, made of groups that are done."""

import numpy as np

from matching.groupings.carrying import Known, cards_of, told_of
from matching.groupings.left_out import reasons_of
from matching.groupings.state import State
from matching.outcome import Outcome, Provenance
from matching.rules import TOLERANCE
from matching.scoring import consortia_of


def outcome_of(
    state: State, bound: float, provenance: Provenance, known: Known | None = None
) -> Outcome:
    """Cards best first, everybody else with a reason, and how close to the best possible it is.

    What is `known` of an earlier outcome is carried over where it is still so.
    """
    made = consortia_of(state.problem, state.groups) if known is None else cards_of(state, known)
    numbered = sorted(enumerate(made), key=lambda one: (-one[1].quality, one[1].members))
    cards, order = tuple(card for _, card in numbered), [number for number, _ in numbered]
    reasons = reasons_of(state, order) if known is None else told_of(state, order, made, known)
    total = float(np.sum([len(card.members) * card.quality for card in cards]))
    bound = max(bound, total)
    proven = provenance.stopped == "proof" or bound - total <= TOLERANCE
    return Outcome(
        request=state.material.grouping,
        consortia=cards,
        provenance=provenance,
        left_out=tuple(reasons),
        total=total,
        bound=total if proven else bound,
        gap=0.0 if proven else (bound - total) / bound,
        status="optimal" if proven else "bounded",
    )
