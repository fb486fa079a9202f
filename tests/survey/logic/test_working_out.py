"""Formulas worked out where everything is known, and where something is not."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.logic.days import Day
from survey.logic.domains import MISSING, NUMBER, TEXT, YES_NO, Domain, Partly, Type
from survey.logic.evaluating import evaluate, holds
from survey.logic.parsing import parse
from survey.logic.tree import Call, Literal, Name, Operation, Sign
from survey.logic.typing import domain_of


class Told:
    """What is told, by name; what is hidden was not asked."""

    def __init__(self, hidden=(), **told):
        self.told, self.hidden = told, hidden

    def value(self, name):
        return MISSING if str(name) in self.hidden else self.told.get(str(name), MISSING)

    def is_asked(self, name):
        return str(name) not in self.hidden

    def is_answered(self, name):
        return self.is_asked(name) and str(name) in self.told


def gives(formula, hidden=(), **told):
    return evaluate(parse(formula), Told(hidden, **told))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("2 + 3 * 4", 14.0),
        ("10 / 4", 2.5),
        ("-3 + 5", 2.0),
        ("7 > 3 and not 2 > 3", True),
        ("'a' in ['a', 'b']", True),
        ("'c' in ['a', 'b']", False),
        ("['b', 'a'] = ['a', 'b']", True),
        ("count(['a', 'b', 'a'])", 2.0),
        ("length('play')", 4.0),
        ("contains('Holiday Play', 'PLAY')", True),
        ("starts_with('Play', 'pl')", True),
        ("sum(1, 2, 3.5)", 6.5),
        ("min(3, 1, 2) + max(3, 1, 2)", 4.0),
        ("round(2.345, 2)", 2.35),
        ("round(1250, -3)", 1000.0),
        ("if(1 < 2, 'yes', 'no')", "yes"),
        ("coalesce(1, 2)", 1.0),
        ("yes != no", True),
    ],
)
def test_what_is_known_is_worked_out(formula, value):
    assert gives(formula) == (pytest.approx(value) if isinstance(value, float) else value)


@pytest.mark.parametrize(
    "formula",
    ["x > 3", "x = 3", "x != 3", "not x > 3", "x + 1", "-x", "sum(1, x)", "length(x)", "x in [1]",
     "1 / 0", "if(x > 1, 1, 2)", "coalesce(x, y)", "x", "round(x)", "1 / (x * 0)"],
)  # fmt: skip
def test_what_rests_on_something_unknown_is_unknown(formula):
    assert gives(formula) is MISSING
    assert not holds(parse(f"({formula}) = ({formula})"), Told())


@pytest.mark.parametrize(
    "formula",
    ["'2026-10-31' < month", "month < '2026-11-02'", "month <= day and month >= day",
     "month = day", "day in ['2026-11']", "month != '2026'", "year = '2026-01-01'", "year <= month",
     "coalesce(x, '2026') >= '2026-01'", "starts_with(month, '2026')", "not (month = 'November')"],
)  # fmt: skip
def test_dates_are_compared_by_their_first_day(formula):
    dates = {"day": Day("2026-11-01"), "month": Day("2026-11"), "year": Day("2026")}
    assert gives(formula, **dates) is True


def test_text_that_looks_like_a_date_is_compared_as_text():
    assert gives("name = '2026-01-01'", name="2026") is False


THREE = {"yes": True, "no": False, "x": MISSING}


def kleene(operator, left, right):
    """The tables of Kleene's strong logic, by their lowest and highest value."""
    rank = {False: 0, MISSING: 1, True: 2}
    chosen = (min if operator == "and" else max)(rank[left], rank[right])
    return {number: value for value, number in rank.items()}[chosen]


def test_and_and_or_are_those_of_kleene():
    for operator, left, right in product(("and", "or"), THREE, THREE):
        expected = kleene(operator, THREE[left], THREE[right])
        assert gives(f"{left} {operator} {right}") is expected


KEYS = ("care", "play", "sport")


@given(
    st.sampled_from(["some has 'play'", "'care' in some", "some = ['play']", "some != others",
                     "count(some) > 1", "count(some) = 2", "count(some) != 0", "2 >= count(some)",
                     "count(some) <= count(others)", "not (some has 'care')"]),
    st.fixed_dictionaries({key: st.sampled_from([True, False, None]) for key in KEYS}),
    st.sets(st.sampled_from(KEYS)),
)  # fmt: skip
def test_what_is_known_in_part_decides_as_far_as_all_that_it_can_be_agrees(formula, told, others):
    yes, unsure = ({key for key in KEYS if told[key] is one} for one in (True, None))
    some = Partly(yes, unsure) if unsure else frozenset(yes)
    found = gives(formula, some=some, others=frozenset(others))
    whole = [yes | {*more} for n in range(len(unsure) + 1) for more in combinations(unsure, n)]
    could_be = {gives(formula, some=frozenset(s), others=frozenset(others)) for s in whole}
    assert found is (could_be.pop() if len(could_be) == 1 else MISSING)


def test_answered_and_asked_always_know():
    told = {"staff": 3.0}
    assert gives("answered(staff) and asked(staff)", **told) is True
    assert gives("answered(wards)", **told) is False
    assert gives("asked(wards)", **told) is True
    assert gives("asked(staff)", hidden=("staff",), **told) is False
    assert gives("answered(staff)", hidden=("staff",), **told) is False
    assert gives("staff > 1", hidden=("staff",), **told) is MISSING


numbers = st.one_of(
    st.floats(-1e6, 1e6).map(lambda n: Literal(n, 0)),
    st.sampled_from(["n", "lost"]).map(lambda name: Name("", name, "", 0)),
)
texts = st.sampled_from(["a", "b", ""]).map(lambda text: Literal(text, 0))


def more_numbers(parts):
    return st.one_of(
        st.builds(lambda o, a, b: Operation(o, a, b, 0), st.sampled_from("+-*/"), parts, parts),
        st.builds(lambda a: Sign("-", a, 0), parts),
        st.builds(
            lambda f, a, b: Call(f, (a, b), 0), st.sampled_from(["sum", "min"]), parts, parts
        ),
        parts.map(lambda a: Call("round", (a,), 0)),
    )


arithmetic = st.recursive(numbers, more_numbers, max_leaves=8)
facts = st.one_of(
    st.builds(lambda o, a, b: Operation(o, a, b, 0), st.sampled_from(["=", "<", ">="]), arithmetic,
              arithmetic),
    st.builds(lambda a, b: Operation("!=", a, b, 0), texts, texts),
    st.sampled_from(["n", "lost"]).map(lambda name: Call("answered", (Name("", name, "", 0),), 0)),
)  # fmt: skip


def more_facts(parts):
    return st.one_of(
        st.builds(lambda o, a, b: Operation(o, a, b, 0), st.sampled_from(["and", "or"]), parts,
                  parts),
        parts.map(lambda a: Sign("not", a, 0)),
        st.builds(lambda a, b, c: Call("if", (a, b, c), 0), parts, parts, parts),
    )  # fmt: skip


conditions = st.recursive(facts, more_facts, max_leaves=10)
DOMAINS = {"n": NUMBER, "lost": NUMBER, "t": TEXT, "p": YES_NO, "c": Domain(Type.CHOICES)}


@given(conditions, st.floats(-1e6, 1e6))
def test_whatever_makes_sense_gives_its_type_or_is_missing_and_never_fails(tree, n):
    assert domain_of("", tree, lambda name: DOMAINS[name.name]).type is Type.YES_NO
    found = evaluate(tree, Told(n=n))
    assert found is MISSING or isinstance(found, bool)


@given(arithmetic, st.floats(-1e6, 1e6))
def test_numbers_are_finite_or_missing(tree, n):
    found = evaluate(tree, Told(n=n))
    assert found is MISSING or abs(found) < float("inf")
