"""Formulas as text: what is read, what is refused and in which words, and written again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.errors import BadFormula
from survey.logic.parsing import DEEPEST, RESERVED, SOURCES, parse
from survey.logic.tree import Call, Listing, Literal, Name, Operation, Sign, names
from survey.logic.writing import write

words = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(
    lambda word: word not in {*RESERVED, *SOURCES}
)
plain = st.text(st.characters(codec="utf-8", exclude_characters="'\n\"‘’“”"), max_size=8)
literals = st.one_of(
    st.integers(0, 10**6).map(lambda n: Literal(n / 4, 0)),
    plain.map(lambda text: Literal(text, 0)),
    st.booleans().map(lambda yes: Literal(yes, 0)),
)
named = st.builds(
    lambda source, name, part: Name(source, name, part, 0),
    st.sampled_from(["", *SOURCES]), words, st.one_of(st.just(""), words),
)  # fmt: skip
leaves = st.one_of(literals, named, st.lists(literals, max_size=3).map(lambda i: Listing((*i,), 0)))
operators = ["and", "or", "=", "!=", "<", "<=", ">", ">=", "in", "has", "+", "-", "*", "/"]


def grown(parts):
    return st.one_of(
        st.builds(lambda o, a, b: Operation(o, a, b, 0), st.sampled_from(operators), parts, parts),
        st.builds(lambda o, a: Sign(o, a, 0), st.sampled_from(["not", "-"]), parts),
        st.builds(lambda a, b: Call("coalesce", (a, b), 0), parts, parts),
    )


trees = st.recursive(leaves, grown, max_leaves=12)


def placeless(node):
    """A tree without the places where its pieces stand."""
    if isinstance(node, Operation):
        return Operation(node.operator, placeless(node.left), placeless(node.right), 0)
    if isinstance(node, Sign):
        return Sign(node.operator, placeless(node.of), 0)
    if isinstance(node, Call):
        return Call(node.function, tuple(map(placeless, node.given)), 0)
    if isinstance(node, Listing):
        return Listing(tuple(map(placeless, node.items)), 0)
    if isinstance(node, Name):
        return Name(node.source, node.name, node.part, 0)
    return Literal(node.value, 0)


@given(trees)
def test_what_is_written_reads_as_the_same_tree(tree):
    assert placeless(parse(write(tree))) == tree


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_place_in_it(text):
    try:
        parse(text)
    except BadFormula as error:
        assert 0 <= error.at <= len(text)
        assert error.message


@pytest.mark.parametrize(
    ("formula", "same"),
    [
        ("a or b and c", "a or (b and c)"),
        ("not a and b", "(not a) and b"),
        ("not a = b", "not (a = b)"),
        ("1 + 2 * 3 - 4", "(1 + (2 * 3)) - 4"),
        ("8 / 4 / 2", "(8 / 4) / 2"),
        ("-a * b", "(-a) * b"),
        ("a ≥ 2 and b ≠ ‘x’", "a >= 2 and b != 'x'"),
        ("a <> “x”", "a != 'x'"),
        ("a = true", "a = yes"),
    ],
)
def test_what_binds_closer_is_worked_out_first(formula, same):
    assert placeless(parse(formula)) == placeless(parse(same))


def test_names_tell_where_they_come_from():
    found = list(names(parse("profile.turnover > 3 and before.staff < capacity.days or x")))
    assert [(one.source, one.name, one.part) for one in found] == [
        ("profile", "turnover", ""),
        ("before", "staff", ""),
        ("", "capacity", "days"),
        ("", "x", ""),
    ]


@pytest.mark.parametrize(
    ("formula", "at", "words"),
    [
        ("", 0, "is empty"),
        ("staff >", 7, "ends too early"),
        ("staff > 3 themes has 'x'", 10, "is an “and” missing"),
        ("staff > 3 & x", 10, "write “and”, “or”, “not” in words"),
        ("${staff} > 3", 0, "without brackets or signs"),
        ("name = 'Larkhill", 7, "never closed"),
        ("(staff > 3", 0, "‘(’ is never closed by ‘)’"),
        ("1 < staff < 3", 10, "join two comparisons with “and”"),
        ("exec('x')", 0, "there is no function ‘exec’"),
        ("themes in ['a' 'b']", 15, "put commas"),
        ("a.b.c.d > 1", 0, "one full stop too many"),
        ("a.1 > 1", 2, "a name must follow the full stop"),
        ("x ; y", 2, "‘;’ means nothing here"),
    ],
)
def test_a_formula_that_is_wrong_says_where_and_how_to_mend_it(formula, at, words):
    with pytest.raises(BadFormula) as caught:
        parse(formula)
    assert (caught.value.at, words in caught.value.message) == (at, True), caught.value.message


def test_a_formula_cannot_be_endless():
    with pytest.raises(BadFormula, match="nested too deeply"):
        parse("(" * (DEEPEST + 5) + "a" + ")" * (DEEPEST + 5))
    with pytest.raises(BadFormula, match="longer than 2,000 letters"):
        parse("a" * 2_001)
    with pytest.raises(BadFormula, match="more than 300 words and signs"):
        parse("-" * 300 + "1")
    for longest in (" and ".join(["a"] * 150), "not " * 299 + "a", "-" * 299 + "1"):
        assert write(parse(longest)) == longest


@pytest.mark.parametrize(
    "attack",
    ["{{7*7}}", "x.__class__", "__import__('os')", "9**9**9", "(lambda: 1)()", "a[0]", "`id`"],
)
def test_nothing_that_would_run_elsewhere_is_read_as_more_than_names(attack):
    try:
        tree = parse(attack)
    except BadFormula:
        return
    assert isinstance(tree, Name)
