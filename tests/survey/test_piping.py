"""Answers given before in the words of later questions."""

import pytest

from survey import Context, check_definition, pages, shown, validate
from tests.survey.posting import document_of, opened, question, small_context
from tests.survey.test_conditions import survey_of

NAMES = survey_of(
    {
        "questions": [
            question("staff", "number"),
            question("partners", "roster"),
            question("after", hint="Of the {staff} you named: {partners}.") | {"label": "{staff}?"},
        ]
    },
    {"questions": [question("total") | {"label": "{people} in all, {profile.turnover} a year"}]},
    calculations=[{"id": "people", "formula": "staff * 1000"}],
)


def labels(answers, context=None):
    found = shown(NAMES, context or small_context(), answers)
    return [(row.label, row.question.hint) for row in found[2:]]


def test_answers_stand_in_the_words_of_later_questions():
    answers = {"staff": 2.5, "partners": {"picked": ["ash"], "ties": {}}}
    context = small_context(known={"turnover": 12_000})
    (after, hint), (total, _) = labels(answers, context)
    assert after == "2.5?"
    assert hint == "Of the 2.5 you named: Ash Lane Club."
    assert total == "2,500 in all, 12,000 a year"


def test_what_was_not_said_is_said_to_be_unknown():
    (after, _), (total, _) = labels({})
    assert after == "(not known yet)?"
    assert total == "(not known yet) in all, (not known yet) a year"


def test_a_question_that_holds_an_answer_comes_on_a_page_after_it():
    found = [[q.id for q in page.questions] for page in pages(NAMES, small_context(), {})]
    assert found == [["staff", "partners"], ["after"], ["total"]]
    form = opened(NAMES, {"staff": 3}, page=pages(NAMES, small_context(), {"staff": 3})[1])
    assert form.questions[0].label.text == "3?"


@pytest.mark.parametrize(
    "typed", ["{staff}", "{{7*7}}", "{x.__class__}", "<b>", "{profile.turnover}"]
)
def test_what_somebody_typed_is_shown_as_it_is_and_never_read(typed):
    # FormBricks' recall and LimeSurvey's expressions ran what was typed.
    survey = survey_of(
        {"questions": [question("name", "text")]},
        {"questions": [question("next") | {"label": "Hello {name}, {{7*7}}"}]},
    )
    rows = shown(survey, Context(known={"turnover": 5}), {"name": typed})
    assert rows[1].label == f"Hello {typed}, {{{{7*7}}}}"
    assert validate(survey, Context(), {"name": typed}) == []


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Hello {nobody}", "there is no answer ‘nobody’"),
        ("Hello {profile.exclusions}", "there is no answer ‘profile.exclusions’"),
        ("Hello {apart}", "there is no answer ‘apart’"),
        ("Hello {next}", "‘next’ depends on itself"),
    ],
)
def test_words_that_could_never_be_filled_are_a_fault(label, words):
    apart = {**question("apart", "exclusions"), "visibility": "engine"}
    faults = check_definition(
        document_of({"questions": [apart]}, {"questions": [question("next") | {"label": label}]})
    )
    assert len(faults) == 1
    assert words in faults[0].message


def test_words_tell_nobody_what_they_may_not_see():
    private = {**question("money", "number"), "visibility": "coordinators"}
    survey = survey_of(
        {"questions": [private]},
        {"questions": [question("next") | {"label": "{money} or {twice}?"}]},
        calculations=[{"id": "twice", "formula": "money * 2"}],
    )

    def last(audience):
        return shown(survey, Context(audience=audience), {"money": 7})[-1].label

    assert last(None) == last("coordinators") == "7 or 14?"
    assert last("members") == "(not known yet) or (not known yet)?"


def test_an_option_is_said_in_its_words_and_not_sure_is_something_said():
    options = [{"key": "x", "label": "In summer"}, {"key": "y", "label": "In winter"}]
    survey = survey_of(
        {"questions": [question("when", "single", options=options), question("paid")]},
        {"questions": [question("next") | {"label": "{when}: {paid}, {before.paid}"}]},
    )
    context = Context(before={"paid": "yes"})
    rows = shown(survey, context, {"when": {"choice": "y"}, "paid": "not_sure"})
    assert rows[2].label == "In winter: Not sure, Yes"


PICKED = [{"key": "o1", "label": "Often"}, {"key": "o2", "label": "Never"}]
ROWS = [{"key": "r1", "label": "In town"}, {"key": "r2", "label": "Outside"}]


@pytest.mark.parametrize(
    ("settings", "answer", "name", "words"),
    [
        ({"kind": "roster"}, {"picked": ["ash"], "ties": {"ash": "joint"}}, "a", "Ash Lane Club"),
        ({"kind": "roster", "unlisted": True}, {"picked": ["ash"], "unlisted": ["Elm"]}, "a",
         "Ash Lane Club, Elm"),
        ({"kind": "roster", "nobody": "Nobody"}, {"picked": [], "special": "none"}, "a", "Nobody"),
        ({"kind": "matrix", "items": ROWS, "options": PICKED}, {"r1": "o2"}, "a.r1", "Never"),
        ({"kind": "matrix", "items": ROWS, "options": PICKED}, {"r1": "o2"}, "a.r2",
         "(not known yet)"),
        ({"kind": "matrix", "items": ROWS, "options": PICKED}, {"r1": "o2"}, "a", "In town: Never"),
        ({"kind": "offers_and_needs"}, {"offers": {"picked": ["minibus"]}}, "a.offers",
         "A minibus"),
        ({"kind": "offers_and_needs"}, {"needs": {"picked": [], "special": "none"}}, "a.needs",
         "nothing just now"),
        ({"kind": "organisation"}, {"code": "ash"}, "a", "Ash Lane Club"),
        ({"kind": "organisation"}, {"name": "Elm"}, "a", "Elm"),
        ({"kind": "capacity"}, {"staff": 1200, "can_lead": "yes"}, "a.staff", "1,200"),
        ({"kind": "capacity"}, {"staff": 1200, "can_lead": "yes"}, "a.can_lead", "yes"),
    ],
)  # fmt: skip
def test_words_hold_the_names_of_what_was_chosen_and_nothing_besides(settings, answer, name, words):
    survey = survey_of(
        {"questions": [question("a") | settings]},
        {"questions": [question("next") | {"label": f"You said {{{name}}}."}]},
    )
    assert shown(survey, small_context(), {"a": answer})[-1].label == f"You said {words}."


@pytest.mark.parametrize(
    ("field", "fact", "words"),
    [
        ("themes", {"play": 1, "care": 0}, "Open-access play"),
        ("offers", ["minibus"], "A minibus"),
        ("ties", {"ash": 0.5, "gone": 0.5}, "Ash Lane Club, (no longer in the list)"),
        ("networks", ["Play Wales", "A net"], "A net, Play Wales"),
        ("staff", 1200, "1,200"),
        ("can_lead", True, "yes"),
        ("summary", "We play", "We play"),
        ("ages", None, "(not known yet)"),
    ],
)
def test_words_hold_what_a_profile_says_in_the_words_of_its_lists(field, fact, words):
    survey = survey_of({"questions": [question("next") | {"label": f"{{profile.{field}}}"}]})
    (row,) = shown(survey, small_context(known={field: fact}), {})
    assert row.label == words


STRAY = "would be shown with its brackets: an answer stands in the label or hint of a question"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"intro": "Hello {name}"}, "intro"),
        ({"notice": "Hello {nobody}"}, "notice"),
        ({"sections[0].title": "{name}"}, "sections[0].title"),
        ({"sections[0].intro": "{before.name}"}, "sections[0].intro"),
        ({"if_empty": "{name}"}, "sections[1].questions[0].if_empty"),
        ({"rules": [{"must": "name != ''", "message": "{name}!"}]},
         "sections[1].questions[0].rules[0].message"),
        ({"kind": "single", "options": [PICKED[0], PICKED[1] | {"label": "Like {name}"}]},
         "sections[1].questions[0].options[1].label"),
        ({"kind": "matrix", "options": PICKED, "items": [ROWS[0] | {"hint": "{name}"}, ROWS[1]]},
         "sections[1].questions[0].items[0].hint"),
        ({"kind": "note", "text": "You said {name}"}, "sections[1].questions[0].text"),
        ({"kind": "group", "fields": [{"kind": "text", "id": "f", "label": "{name}"}]},
         "sections[1].questions[0].fields[0].label"),
    ],
)  # fmt: skip
def test_a_name_in_brackets_where_no_answer_is_put_is_a_fault(changes, place):
    last, more = question("last"), {}
    first = {"questions": [question("name", "text")]}
    for key, value in changes.items():
        if key.startswith("sections"):
            first[key.split(".")[1]] = value
        else:
            (more if key in ("intro", "notice") else last)[key] = value
    (fault,) = check_definition(document_of(first, {"questions": [last, question("z")]}, **more))
    assert fault.place == place
    assert fault.message.endswith(STRAY)


def test_brackets_that_hold_no_name_are_words_like_others():
    last = question("last") | {"if_empty": "{} {{7*7}} {two words} { name }"}
    assert check_definition(document_of({"questions": [question("name"), last]})) == []
