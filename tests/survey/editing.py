"""Edits of a survey at random: those that are safe while answers are there."""

import copy
import json
from typing import Any

from hypothesis import strategies as st

from survey import Definition, read_definition

Document = dict[str, Any]
NEW = {"kind": "text", "id": "fresh", "label": "Anything else?", "visibility": "members"}
LIMITS = {
    "limit": [19_000], "max": [None, 1_000], "most": [20], "fewest": [0], "min": [None, -5],
    "top": [None], "least": [0], "most_mb": [10], "latest": [None, "2100-01-01"],
    "whole": [False], "required": [False],
}  # fmt: skip


def as_document(definition: Definition) -> Document:
    """Give a definition as the document that it is read from, the settings of questions spelt out.

    Those of the fields of a record are not: what is said of the whole must not stand there.
    """
    document = definition.model_dump(mode="json")
    brief = definition.model_dump(mode="json", exclude_defaults=True)
    for question, short in zip(questions_of(document), questions_of(brief), strict=True):
        if "fields" in short:
            question["fields"] = short["fields"]
    return document


def from_document(document: Document) -> Definition:
    """Read a document."""
    return read_definition(json.dumps(document))


def questions_of(document: Document) -> list[Document]:
    """Give all questions of a document."""
    return [question for section in document["sections"] for question in section["questions"]]


def lists_of(document: Document) -> list[tuple[Document, str]]:
    """Give each question that has a list, with the name of the list, parts of a block left out."""
    found = [(q, name) for q in questions_of(document) for name in ("options", "items")]
    return [(question, name) for question, name in found if name in question]


def live(entries: list[Document]) -> list[Document]:
    """Give the entries that are not retired."""
    return [entry for entry in entries if not entry.get("retired")]


def reword(draw: st.DrawFn, document: Document) -> None:
    """Give a question, an option or the survey other words."""
    entries = [e for question, name in lists_of(document) for e in live(question[name])]
    thing = draw(st.sampled_from([*live(questions_of(document)), *entries]))
    thing[draw(st.sampled_from(["label", "hint"]))] = draw(
        st.sampled_from(["Other words", "Ü <b>"])
    )
    document["title"] = draw(st.sampled_from(["A survey", "Another title"]))


def reorder(draw: st.DrawFn, document: Document) -> None:
    """Put the questions, and the entries of each list, into another order."""
    section = document["sections"][0]
    section["questions"] = draw(st.permutations(section["questions"]))
    for question, name in lists_of(document):
        question[name] = draw(st.permutations(question[name]))


def add_option(draw: st.DrawFn, document: Document) -> None:
    """Add an option or a line to a list, unless every line must be answered."""
    open_lists = [
        (question, name)
        for question, name in lists_of(document)
        if not (name == "items" and question["kind"] == "matrix" and question["required"])
    ]
    if open_lists:
        question, name = draw(st.sampled_from(open_lists))
        place = draw(st.integers(0, len(question[name])))
        question[name].insert(place, {"key": f"new{len(question[name])}", "label": "New"})


def retire_option(draw: st.DrawFn, document: Document) -> None:
    """Retire an entry of a list that has more than it needs."""
    long = [(q, n) for q, n in lists_of(document) if len(live(q[n])) > 2 and q["kind"] != "consent"]
    if long:
        question, name = draw(st.sampled_from(long))
        draw(st.sampled_from(live(question[name])))["retired"] = True


def add_question(draw: st.DrawFn, document: Document) -> None:
    """Add a question that need not be answered, in a part that is there or a new one."""
    questions = document["sections"][0]["questions"]
    if any(question["id"] == "fresh" for question in questions_of(document)):
        return
    if draw(st.booleans()):
        questions.insert(draw(st.integers(0, len(questions))), dict(NEW))
    else:
        section = {"id": "more", "title": "More", "questions": [dict(NEW)]}
        document["sections"].insert(draw(st.integers(0, 1)), section)


def retire_question(draw: st.DrawFn, document: Document) -> None:
    """Retire a question of a part that has another."""
    questions = document["sections"][-1]["questions"]
    if len(live(questions)) > 1:
        draw(st.sampled_from(live(questions)))["retired"] = True


def loosen(draw: st.DrawFn, document: Document) -> None:
    """Loosen a limit of a question."""
    question = draw(st.sampled_from(questions_of(document)))
    name = draw(st.sampled_from([name for name in LIMITS if name in question] or ["required"]))
    if question.setdefault(name, False) is not None or name == "limit":
        question[name] = draw(st.sampled_from(LIMITS[name]))


def narrow(draw: st.DrawFn, document: Document) -> None:
    """Let fewer people see the answers to a question."""
    question = draw(st.sampled_from(questions_of(document)))
    if question["visibility"] != "engine":
        question["visibility"] = "coordinators"


EDITS = [
    reword, reorder, add_option, retire_option, add_question, retire_question, loosen, narrow,
]  # fmt: skip


@st.composite
def safe_edits(draw: st.DrawFn, definition: Definition) -> Definition:
    """Give a survey after one to five edits, each of which is safe."""
    document = copy.deepcopy(as_document(definition))
    for edit in draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=5)):
        edit(draw, document)
    return from_document(document)
