"""Short ways to ask for a tally and to read it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from survey import Counts, Grid, Measures, Tally, tallies
from survey.kinds import kind_of
from survey.kinds.counted import Piece
from tests.survey.posting import small_context, survey_of


def one_tally(question: Mapping[str, Any], responses: Iterable[Mapping[str, Any]]) -> Tally:
    """Give the tally of a survey with this one question."""
    return tallies(survey_of(question), small_context(), responses)[0]


def pieces_of(question: Mapping[str, Any], answers: Sequence[Any]) -> list[Piece]:
    """Give what a kind itself makes of these stored answers, whoever may see them."""
    partners = {"kind": "roster", "id": "q9", "label": "Who?"}
    others = [partners] if question["kind"] == "trust" else []
    if question["kind"] == "note":
        others = [{"kind": "yes_no", "id": "q9", "label": "Well?"}]
    asked = survey_of(*others, {"id": "q0", **question}).question("q0")
    kind = kind_of(asked)
    values = [kind.load(answer) for answer in answers]
    assert None not in values, "the premise: the answers have the right shape"
    return list(kind.tally(asked, small_context(), values))


def counts(piece: Counts) -> dict[str, int]:
    """Give the number of each thing."""
    return {row.key: row.number for row in piece.rows}


def measures_of(piece: Measures) -> dict[str, Any]:
    """Give each figure by its name."""
    return {row.key: row.value for row in piece.rows}


def grid_of(piece: Grid) -> dict[str, dict[str, Any]]:
    """Give the figures of each line by their names."""
    return {row.key: {cell.key: cell.value for cell in row.cells} for row in piece.rows}
