"""Whatever is asked and answered: tallies add up, in any order, in halves as in the whole."""

from collections import Counter
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from survey import Answers, Counts, Grid, Measures, Tally, kept, read_answers, tallies
from tests.survey.inventing import contexts, definitions, posts, stored
from tests.survey.posting import posted
from tests.survey.tallied import measures_of, one_tally


@st.composite
def sent(draw):
    """Give a survey, its lists, and a few responses: posted in a browser, or anything at all."""
    survey, context = draw(definitions()), draw(contexts())
    responses = [draw(stored) for _ in range(draw(st.integers(0, 2)))]
    for _ in range(draw(st.integers(0, 4))):
        form = posted(survey, draw(posts), Answers(), context)
        responses.append(kept(survey, context, read_answers(form)))
    return survey, context, responses


def pieces_in(found: list[Tally]):
    """Give each piece with the tally that it is of."""
    return [(tally, piece) for tally in found for piece in tally.pieces]


def numbers_in(found: list[Tally]) -> Counter:
    """Give all that is counted, by where it stands; nothing where it is 0."""
    numbers: Counter = Counter()
    for tally in found:
        at = tally.question.id
        numbers[at, "asked"], numbers[at, "answered"] = tally.asked, tally.answered
        numbers[at, "not asked"] = tally.not_asked
        for piece in tally.pieces:
            numbers[at, piece.part, "rests on"] = piece.answered
            if isinstance(piece, Counts):
                numbers.update({(at, piece.part, row.key): row.number for row in piece.rows})
            elif isinstance(piece, Grid):
                numbers.update({(at, row.key, "rests on"): row.answered for row in piece.rows})
    return +numbers


@settings(max_examples=30)
@given(sent())
def test_asked_is_answered_and_not_answered_and_nobody_is_lost(asked):
    survey, context, responses = asked
    for tally in tallies(survey, context, responses):
        assert tally.asked == tally.answered + tally.not_answered
        assert tally.asked + tally.not_asked == len(responses)
        assert 0 <= tally.answered <= tally.asked
        assert all(0 <= piece.answered <= tally.answered for piece in tally.pieces)


@settings(max_examples=30)
@given(sent())
def test_no_option_is_counted_more_often_than_there_are_answers(asked):
    for tally, piece in pieces_in(tallies(*asked)):
        if isinstance(piece, Counts):
            assert all(0 <= row.number <= piece.of for row in piece.rows)
            assert len({row.key for row in piece.rows}) == len(piece.rows)
            assert piece.part or piece.of == tally.answered


@settings(max_examples=30)
@given(sent())
def test_where_one_is_chosen_the_counts_come_to_the_answers(asked):
    for tally, piece in pieces_in(tallies(*asked)):
        one_only = tally.question.kind in {"single", "yes_no", "scale", "organisation", "postcode"}
        if one_only and isinstance(piece, Counts):
            assert sum(row.number for row in piece.rows) == tally.answered


@settings(max_examples=30)
@given(sent())
def test_a_line_of_a_matrix_comes_to_those_who_answered_it(asked):
    for tally, piece in pieces_in(tallies(*asked)):
        if tally.question.kind == "matrix":
            for row in piece.rows:
                *chosen, answered = (cell.value for cell in row.cells)
                assert sum(chosen) == answered == row.answered <= tally.answered


@settings(max_examples=30)
@given(sent(), st.randoms(use_true_random=False))
def test_the_order_of_the_responses_makes_no_difference(asked, dice):
    survey, context, responses = asked
    shuffled = list(responses)
    dice.shuffle(shuffled)
    assert tallies(survey, context, responses) == tallies(survey, context, shuffled)


@settings(max_examples=30)
@given(sent(), st.integers(0, 6))
def test_two_halves_count_what_the_whole_counts(asked, at):
    survey, context, responses = asked
    whole, first, second = (
        numbers_in(tallies(survey, context, some))
        for some in (responses, responses[:at], responses[at:])
    )
    assert whole == first + second


@given(st.lists(st.integers(-1000, 1000) | st.floats(-1e6, 1e6), min_size=1, max_size=9))
def test_the_figures_of_numbers_are_those_of_exact_fractions(numbers):
    from_kind = _figures(numbers)
    exact = sorted(map(Fraction, numbers))
    assert from_kind["least"] == exact[0]
    assert from_kind["most"] == exact[-1]
    assert from_kind["sum"] == float(sum(exact))
    middle = (exact[(len(exact) - 1) // 2] + exact[len(exact) // 2]) / 2
    assert abs(from_kind["median"] - middle) <= 1e-6
    order = ("least", "lower", "median", "upper", "most")
    values = [from_kind[name] for name in order]
    assert values == sorted(values)


def _figures(numbers):
    """Give the figures of a question that was answered with these numbers."""
    question = {"kind": "number", "min": None}
    [piece] = one_tally(question, [{"q0": number} for number in numbers]).pieces
    assert isinstance(piece, Measures)
    return measures_of(piece)
