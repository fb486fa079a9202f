"""Invented surveys, lists, posts and stored answers, for tests that walk at random."""

import json
from typing import Any

from hypothesis import strategies as st

from survey import Choice, Context, Definition, StoredFile, read_definition

HOSTILE = [
    "", " ", "\x00", "\ud800", "\u202eabc", "<script>", "'; drop table", "=1+1", "{{7*7}}", "%s",
    "1", "2", "12", "28", "2026", "November", "a", "b",
    "£12,000", "-1", "1e9", "NaN", "M40 5BE", "yes", "no", "none", "all", "most", "joint",
    "weekly", "money", "3", "_unlisted", "12k",
    "../..", "x" * 3000, "é\u0301", "\r\n\t", "１２", "a\nb;c",
]  # fmt: skip
CODES = [f"c{n}" for n in range(6)] + ["special", "other", "tie-c0", "all", "none"]
words = st.sampled_from(HOSTILE) | st.text(max_size=20)
labels = st.sampled_from(["Play", "Young carers", "Ärger & Co", "<b>"])


@st.composite
def choices(draw: st.DrawFn) -> list[Choice]:
    """Give a list of choices, some retired, some in groups."""
    codes = draw(st.lists(st.sampled_from(CODES), unique=True, max_size=6))
    groups, retired = st.sampled_from(["", "North", "South"]), st.booleans()
    return [Choice(code, draw(labels), group=draw(groups), retired=draw(retired)) for code in codes]


@st.composite
def files(draw: st.DrawFn) -> list[StoredFile]:
    """Give files that came with answers, in any state."""
    places = draw(st.lists(st.sampled_from(["q0", "q1", "q2"]), max_size=4))
    states = st.sampled_from(["quarantined", "released", "refused"])
    return [
        StoredFile(f"c{n}", place, draw(labels), 2000 * n, draw(states), "it is torn")
        for n, place in enumerate(places)
    ]


def contexts() -> st.SearchStrategy[Context]:
    """Give contexts with random lists, with and without a look-up of postcodes."""
    look_up = st.sampled_from([None, {"M40 5BE": (53.5, -2.2)}.get, {}.get])
    return st.builds(
        Context, themes=choices(), areas=choices(), organisations=choices(), offers=choices(),
        ages=choices(), find_postcode=look_up, files=st.none() | files(),
    )  # fmt: skip


@st.composite
def options(draw: st.DrawFn, exclusive: bool) -> list[dict[str, Any]]:
    """Give two live options at least, one of which may ask for words."""
    size = draw(st.integers(2, 5))
    found = [{"key": f"k{n}", "label": draw(labels)} for n in range(size)]
    if draw(st.booleans()):
        found[0]["other"] = True
    if exclusive and draw(st.booleans()):
        found[-1]["exclusive"] = True
    if size > 3 and draw(st.booleans()):
        found[1]["retired"] = True
    return found


FIELDS = [
    {"kind": "text", "id": "a", "label": "A", "required": True},
    {"kind": "date", "id": "b", "label": "B", "required": True},
    {"kind": "number", "id": "c", "label": "C", "max": 5},
    {"kind": "single", "id": "d", "label": "D",
     "options": [{"key": "k0", "label": "K", "other": True}, {"key": "k1", "label": "L"}]},
    {"kind": "yes_no", "id": "e", "label": "E"},
    {"kind": "text", "id": "f", "label": "F", "format": "url"},
]  # fmt: skip
TWO = [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}]


@st.composite
def questions(draw: st.DrawFn, n: int) -> dict[str, Any]:
    """Give a question of any kind with random settings."""
    kind = draw(st.sampled_from(sorted(SETTINGS)))
    settings = {name: draw(values) for name, values in SETTINGS[kind].items()}
    visibility = "engine" if kind == "exclusions" else draw(st.sampled_from(["public", "members"]))
    required = kind not in {"exclusions", "note"} and draw(st.booleans())
    basics = {"kind": kind, "id": f"q{n}", "label": draw(labels), "visibility": visibility}
    return {**basics, "required": required, **settings}


SETTINGS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "text": {"long": st.booleans(), "limit": st.sampled_from([None, 5, 100])},
    "number": {
        "unit": st.sampled_from(["", "£", "%", "days a week"]),
        "max": st.sampled_from([None, 10]),
        "whole": st.booleans(),
    },
    "single": {"options": options(exclusive=False)},
    "multiple": {
        "options": options(exclusive=True),
        "fewest": st.integers(0, 1),
        "most": st.sampled_from([None, 2]),
    },
    "yes_no": {},
    "themes": {"feeds": st.none()},
    "areas": {"everywhere": st.sampled_from(["", "Everywhere"])},
    "postcode": {},
    "ages": {"nobody": st.sampled_from(["", "Nobody"])},
    "capacity": {"parts": st.just(["staff", "volunteers", "turnover", "can_lead"])},
    "offers_and_needs": {},
    "roster": {
        "unlisted": st.booleans(),
        "follow_ups": st.sampled_from([[], ["closeness"], ["flows", "frequency", "closeness"]]),
    },
    "organisation": {"unlisted": st.sampled_from(["", "Another one"])},
    "trust": {"of": st.just("q0"), "visibility": st.just("engine"), "required": st.just(False)},
    "exclusions": {},
    "scale": {"high": st.sampled_from([2, 5]), "low_label": labels, "high_label": labels},
    "matrix": {"items": st.just(TWO), "options": st.just(TWO)},
    "split": {"items": st.just(TWO), "total": st.sampled_from([12, 100])},
    "ranking": {"items": st.just(TWO), "top": st.sampled_from([None, 1])},
    "date": {"precision": st.sampled_from(["day", "month", "year"]),
             "latest": st.sampled_from([None, "2026-11-28"])},
    "upload": {"accept": st.sampled_from([["pictures"], ["documents", "pictures"]]),
               "most": st.integers(1, 2)},
    "group": {"fields": st.just(FIELDS), "least": st.integers(0, 2), "most": st.integers(2, 3)},
    "note": {"text": st.just("A\n\nB"), "open": st.booleans()},
    "consent": {"items": st.just([{"key": "a", "label": "A", "must": True},
                                  {"key": "b", "label": "B"}])},
}  # fmt: skip


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    """Give a survey of one section with up to four questions of any kind."""
    size = draw(st.integers(1, 4))
    drawn = [draw(questions(n)) for n in range(size)]
    if all(question["kind"] == "note" for question in drawn):
        drawn[0] = {"kind": "text", "id": "q0", "label": "Q", "visibility": "public"}
    if any(question["kind"] == "trust" for question in drawn):
        # Trust is in those who were picked before.
        drawn = [{"kind": "roster", "id": "q0", "label": "Who?", "visibility": "members"},
                 *(drawn[1:] or [draw(questions(1))])]  # fmt: skip
    section = {"id": "one", "title": "One", "questions": drawn}
    document = {"id": "survey", "title": "A survey", "sections": [section]}
    return read_definition(json.dumps(document))


PARTS = [
    "", "-other", "-special", "-offers", "-needs", "-offers-special", "-staff", "-can_lead",
    "-c0", "-c1", "-a", "-b", "-day", "-month", "-year", "-tie-c0", "-tie-c1",
    "-often-c0", "-flow-c0", "-trust-c0", "-unlisted", "-name", "-nonsense", "-",
    "-kept", "-remove", "-add", "-r1-a", "-r1-b-day", "-r1-c", "-r1-d",
    "-r2-d-other", "-r2-a", "-r999999-a", "-r999999999-a", "-r-a",
]  # fmt: skip
names = st.builds("q_q{}{}".format, st.integers(0, 4), st.sampled_from(PARTS))
posts = st.dictionaries(names, st.lists(words | st.sampled_from(CODES), max_size=3), max_size=12)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["picked", "special", "ties", "choice", "offers", "staff",
                                       "postcode", "lat", "c0", "other"]), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
stored = st.dictionaries(st.sampled_from([f"q{n}" for n in range(5)]), json_values, max_size=5)
