"""What all responses come to: asked, answered, and what each kind of question makes of answers."""

import pytest

from survey import tallies
from survey.kinds import KINDS
from tests.survey.inventing import FIELDS, TWO
from tests.survey.posting import small_context, survey_of
from tests.survey.tallied import counts, grid_of, measures_of, one_tally, pieces_of

OPTIONS = {"options": [{"key": "a", "label": "A"}, {"key": "b", "label": "B", "other": True},
                       {"key": "old", "label": "Old", "retired": True}]}  # fmt: skip
ITEMS = {"items": TWO}
ENDS = {"low_label": "Bad", "high_label": "Good"}

# Kind -> settings, answers, and what the first piece of the tally says.
EXAMPLES = {
    "text": ({}, ["We play", "We play out"], {"words": 5, "mean": 2.5}),
    "number": (
        {"unit": "£"},
        [4, 1, 2.5, 10],
        {"n": 4, "least": 1, "lower": 2.125, "median": 3.25, "upper": 5.5, "most": 10,
         "mean": 4.375, "sum": 17.5},
    ),
    "single": (OPTIONS, [{"choice": "a"}, {"choice": "a"}], {"a": 2, "b": 0}),
    "multiple": (OPTIONS, [{"picked": ["a", "old"]}, {"picked": ["a"]}],
                 {"a": 2, "b": 0, "old": 1}),
    "yes_no": ({}, ["yes", "not_sure", "yes"], {"yes": 2, "no": 0, "not_sure": 1}),
    "themes": (
        {},
        [{"play": "most", "care": None}, {"play": "little"}],
        {"play": {"none": 0, "little": 1, "fair": 0, "most": 1, "_answered": 2, "mean": 0.65},
         "care": {"none": 0, "little": 0, "fair": 0, "most": 0, "_answered": 0, "mean": None}},
    ),
    "areas": (
        {"everywhere": "Everywhere"},
        [{"picked": ["moston", "hulme"], "special": "all"}, {"picked": ["hulme"]}],
        {"moston": 1, "hulme": 2, "all": 1},
    ),
    "postcode": (
        {},
        [{"postcode": "M40 5BE", "lat": 53.5, "lon": -2.2}, {"postcode": "M1 1AA"}],
        {"known": 1, "unknown": 1},
    ),
    "ages": ({}, [{"picked": [], "special": "not_sure"}, {"picked": ["5-9"]}],
             {"0-4": 0, "5-9": 1, "all": 0, "not_sure": 1}),
    "capacity": ({"parts": ["can_lead", "staff"]}, [{"can_lead": "yes"}, {"staff": 2}],
                 {"yes": 1, "no": 0, "not_sure": 0}),
    "offers_and_needs": (
        {},
        [{"offers": {"picked": ["minibus"]}}, {"offers": {"picked": [], "special": "none"}}],
        {"minibus": 1, "kitchen": 0, "none": 1},
    ),
    "roster": (
        {},
        [{"picked": ["ash", "birch-2"]}, {"picked": [], "special": "none"}],
        {"n": 2, "least": 0, "lower": 0.5, "median": 1, "upper": 1.5, "most": 2, "mean": 1,
         "sum": 2},
    ),
    "exclusions": ({"visibility": "engine"}, [{"picked": ["ash"]}], None),
    "date": ({}, ["2026-11-28", "2024-01-02", "2025-06-01", "2024-03-05"],
             {"first": "2024-01-02", "median": "2024-03-05", "last": "2026-11-28"}),
    "matrix": (
        {**ITEMS, "options": TWO},
        [{"a": "a", "b": "a"}, {"a": "b"}],
        {"a": {"a": 1, "b": 1, "_answered": 2}, "b": {"a": 1, "b": 0, "_answered": 1}},
    ),
    "ranking": (
        ITEMS,
        [["a", "b"], ["b"], ["a", "b"]],
        {"a": {"mean": 1, "first": 2, "placed": 2}, "b": {"mean": 5 / 3, "first": 1, "placed": 3}},
    ),
    "scale": (ENDS, [1, 5, 5], {"1": 1, "2": 0, "3": 0, "4": 0, "5": 2}),
    "split": ({**ITEMS, "unit": "£"}, [{"a": 100}, {"a": 40, "b": 60}],
              {"a": {"mean": 70, "sum": 140}, "b": {"mean": 30, "sum": 60}}),
    "organisation": ({}, [{"code": "ash"}, {"name": "A new club"}], {"ash": 1, "_unlisted": 1}),
    "trust": ({"visibility": "engine", "of": "q9"}, [{"open": {"ash": 4}}], None),
    "consent": ({"items": TWO}, [{"a": True, "b": False}, {"a": True}], {"a": 2, "b": 0}),
    "note": ({"text": "Read this"}, [], None),
    "upload": ({}, [[{"id": "f1", "name": "A.pdf"}], [{"id": "f2", "name": "B.pdf"}]],
               {"files": 2, "mean": 1}),
    "group": (
        {"fields": FIELDS},
        [{"records": [{"id": "r1", "given": {"e": "yes"}}, {"id": "r2", "given": {"c": 3}}]}],
        {"n": 1, "least": 2, "lower": 2, "median": 2, "upper": 2, "most": 2, "mean": 2, "sum": 2},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_knows_what_its_answers_come_to(name):
    assert name in EXAMPLES, f"the kind {name} needs an example of a tally here"
    settings, answers, expected = EXAMPLES[name]
    pieces = pieces_of({"kind": name, **settings}, answers)
    if expected is None:
        assert pieces == []
        return
    say = {"counts": counts, "measures": measures_of, "grid": grid_of}
    assert say[pieces[0].shape](pieces[0]) == expected


def test_choices_are_counted_each_by_itself_and_not_in_combinations():
    """Charts of others count "a, b" as an answer of its own: decidim#16421, decidim#17491."""
    answers = [{"picked": ["a", "b"]}, {"picked": ["b"]}, {"picked": ["a", "b"]}]
    [piece, _] = pieces_of({"kind": "multiple", **OPTIONS}, answers)
    assert counts(piece) == {"a": 2, "b": 3}
    assert piece.of == 3


def test_asked_and_left_empty_is_not_the_same_as_not_asked():
    found = one_tally({"kind": "number"}, [{"q0": 3}, {"q0": None}, {}, {"other": 1}])
    assert (found.asked, found.answered, found.not_answered, found.not_asked) == (2, 1, 1, 2)


def test_what_cannot_be_read_counts_as_not_answered():
    found = one_tally({"kind": "number"}, [{"q0": "many"}])
    assert (found.asked, found.answered) == (1, 0)


def test_a_question_that_nobody_answered_has_counts_of_nothing_and_no_mean():
    assert counts(pieces_of({"kind": "yes_no"}, [])[0]) == {"yes": 0, "no": 0, "not_sure": 0}
    assert measures_of(pieces_of({"kind": "number"}, [])[0])["mean"] is None


def test_what_is_for_the_engine_only_and_notes_are_in_no_tally():
    survey = survey_of(
        {"kind": "exclusions", "visibility": "engine"},
        {"kind": "number", "visibility": "engine"},
        {"kind": "note", "text": "Read this"},
        {"kind": "yes_no"},
    )
    found = tallies(survey, small_context(), [{"q0": {"picked": ["ash"]}, "q1": 2, "q3": "yes"}])
    assert [one.question.id for one in found] == ["q3"]


def test_a_retired_question_is_tallied_where_somebody_was_asked_it():
    survey = survey_of({"kind": "yes_no", "retired": True}, {"kind": "yes_no"})
    ids = [one.question.id for one in tallies(survey, small_context(), [{"q1": "yes"}])]
    assert ids == ["q1"]
    ids = [one.question.id for one in tallies(survey, small_context(), [{"q0": None}])]
    assert ids == ["q0", "q1"]


def test_words_written_instead_of_a_choice_are_listed_by_the_alphabet():
    answers = [{"choice": "b", "other": words} for words in ("Swim", "art", "Dance")]
    written = pieces_of({"kind": "single", **OPTIONS}, answers)[1]
    assert written.texts == ("art", "Dance", "Swim")


def test_a_text_is_never_in_its_tally():
    pieces = pieces_of({"kind": "text", "long": True}, ["canary one", "canary two"])
    assert "canary" not in repr(pieces)
    assert pieces_of({"kind": "text", "format": "email"}, ["canary@example.org"]) == []


def test_a_postcode_is_never_in_its_tally():
    assert "M40" not in repr(pieces_of({"kind": "postcode"}, [{"postcode": "M40 5BE"}]))


def test_percentages_have_no_sum():
    split = {"kind": "split", **ITEMS}
    assert grid_of(pieces_of(split, [{"a": 100}])[0])["a"] == {"mean": 100}
    assert "sum" not in measures_of(pieces_of({"kind": "number", "unit": "%"}, [50, 70])[0])


def test_a_code_that_is_gone_from_the_list_still_counts():
    [piece] = pieces_of({"kind": "areas"}, [{"picked": ["ardwick"]}])
    assert counts(piece) == {"moston": 0, "hulme": 0, "ardwick": 1}
    assert piece.rows[-1].label == "(no longer in the list)"


def test_each_side_of_an_exchange_rests_on_those_who_answered_it():
    answers = [{"offers": {"picked": ["minibus"]}}, {"needs": {"picked": ["minibus"]}}, {
        "needs": {"picked": [], "special": "none"}}]  # fmt: skip
    offers, needs = pieces_of({"kind": "offers_and_needs"}, answers)
    assert (offers.answered, needs.answered) == (1, 2)
    assert counts(needs) == {"minibus": 1, "kitchen": 0, "none": 1}


def test_ties_are_counted_by_strength_and_nobody_by_how_often_they_are_named():
    question = {"kind": "roster", "follow_ups": ["closeness", "frequency", "flows"]}
    answers = [
        {"picked": ["ash", "birch-2"], "ties": {"ash": "joint", "birch-2": None},
         "often": {"ash": "weekly"}, "flows": {"ash": ["money", "rooms"], "birch-2": []}},
        {"picked": ["ash"], "ties": {"ash": "joint", "birch-2": "formal"}},
    ]  # fmt: skip
    _, close, often, flows = pieces_of(question, answers)
    assert {k: n for k, n in counts(close).items() if n} == {"joint": 2}
    assert (close.of, close.answered) == (2, 2)
    assert (often.of, often.answered) == (1, 1)
    assert {k: n for k, n in counts(flows).items() if n} == {"rooms": 1, "money": 1, "none": 1}
    assert (flows.of, flows.answered) == (2, 1)
    assert "ash" not in repr(pieces_of(question, answers)).lower()


def test_fields_of_records_rest_on_organisations_and_not_on_records():
    records = [{"id": f"r{n}", "given": {"e": "yes", "d": {"choice": "k1"}}} for n in range(1, 7)]
    pieces = {
        piece.part: piece
        for piece in pieces_of({"kind": "group", "fields": FIELDS}, [{"records": records}])
    }
    assert counts(pieces["e"]) == {"yes": 6, "no": 0, "not_sure": 0}
    assert (pieces["e"].of, pieces["e"].answered) == (6, 1)
    assert pieces["d"].label == "D"
    assert pieces["d.other"].label == "D: In their words"


def test_a_page_can_leave_out_what_rests_on_too_few():
    capacity = {"kind": "capacity", "parts": ["staff", "can_lead"]}
    answers = [{"staff": n, **({"can_lead": "yes"} if n < 2 else {})} for n in range(6)]
    found = one_tally(capacity, [{"q0": one} for one in answers])
    assert [piece.part for piece in found.pieces] == ["staff", "can_lead"]
    assert [piece.part for piece in found.resting_on(5)] == ["staff"]
