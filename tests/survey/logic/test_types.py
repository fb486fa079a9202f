"""What makes no sense is said while the survey is written, not while somebody answers it."""

import pytest

from survey.errors import BadFormula
from survey.logic.domains import DATE, NUMBER, TEXT, YES_NO, Domain, Type
from survey.logic.parsing import parse
from survey.logic.typing import check_condition, domain_of

KINDS = frozenset({"charity", "cic", "club"})
KNOWN = {
    "staff": NUMBER,
    "volunteers": NUMBER,
    "summary": TEXT,
    "paid": YES_NO,
    "kind": Domain(Type.CHOICE, KINDS),
    "models": Domain(Type.CHOICES, frozenset({"lead", "hub"})),
    "themes": Domain(Type.CHOICES),
    "profile.turnover": NUMBER,
    "before.paid": YES_NO,
    "capacity.days": NUMBER,
    "starts": DATE,
    "before.ends": DATE,
}


def known(name):
    return KNOWN.get(str(name))


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("staff + volunteers * 2", Type.NUMBER),
        ("staff > 3 and (paid or before.paid = no)", Type.YES_NO),
        ("kind = 'club' or kind in ['charity', 'cic']", Type.YES_NO),
        ("kind = summary", Type.YES_NO),
        ("models has 'hub' and themes has 'play'", Type.YES_NO),
        ("models = ['hub']", Type.YES_NO),
        ("staff in [1, 2]", Type.YES_NO),
        ("themes has kind", Type.YES_NO),
        ("count(themes) >= 2", Type.YES_NO),
        ("coalesce(staff, capacity.days, 0)", Type.NUMBER),
        ("if(paid, summary, kind)", Type.TEXT),
        ("if(answered(staff), kind, 'club')", Type.CHOICE),
        ("round(profile.turnover / 12, 2)", Type.NUMBER),
        ("sum(staff, volunteers, 1)", Type.NUMBER),
        ("contains(summary, 'play') and length(summary) > 3", Type.YES_NO),
        ("not asked(models)", Type.YES_NO),
        ("paid != answered(staff)", Type.YES_NO),
        ("before.ends > starts and starts >= '2026-11'", Type.YES_NO),
        ("starts = '2026' or '2026-11-28' < starts", Type.YES_NO),
        ("starts in ['2026', '2027'] and starts_with(starts, '2026')", Type.YES_NO),
        ("coalesce(before.ends, '2026-12-31') > starts", Type.YES_NO),
        ("if(paid, starts, before.ends)", Type.DATE),
        ("coalesce(starts, summary)", Type.TEXT),
    ],
)
def test_a_formula_that_makes_sense_has_a_type(formula, found):
    assert domain_of(formula, parse(formula), known).type is found


@pytest.mark.parametrize(
    ("formula", "at", "words"),
    [
        ("stuff > 3", 0, "there is no question ‘stuff’"),
        ("profile.wealth > 3", 0, "there is no profile field ‘profile.wealth’"),
        ("staff = 'three'", 6, "compares a number with text, which are never the same"),
        ("paid = 'yes'", 5, "compares yes or no with text"),
        ("kind = 'charty'", 7, "‘charty’ is not one of the options, which are: charity, cic, club"),
        ("'klub' = kind", 0, "‘klub’ is not one of the options"),
        ("kind in ['club', 'klub']", 17, "‘klub’ is not one of the options"),
        ("models has 'huub'", 11, "‘huub’ is not one of the options, which are: hub, lead"),
        ("summary > 3", 0, "beside “>” must stand a number, and this is text"),
        ("staff and paid", 0, "beside “and” must stand yes or no, and this is a number"),
        ("not staff", 4, "after “not” must stand yes or no"),
        ("-summary > 1", 1, "after “-” must stand a number"),
        ("staff has 3", 0, "“has” needs several of a list, and this is a number"),
        ("themes in models", 0, "“in” needs a single value on this side"),
        ("count(kind) > 1", 6, "‘count’ needs several of a list here, and this is one of a list"),
        ("length() > 1", 0, "‘length’ needs 1 in its brackets"),
        ("round(1, 2, 3) > 1", 0, "‘round’ needs 1 or more in its brackets"),
        ("answered(3)", 0, "‘answered’ needs the id of a question"),
        ("if(paid, 1, 'x') = 1", 0, "what ‘if’ chooses from must be of one type"),
        ("coalesce(staff, summary) = 1", 0, "must be of one type"),
        ("starts > 'soon'", 9, "‘soon’ is not a date; write it as 2026-11-28, 2026-11 or 2026"),
        ("starts = '2026-02-30'", 9, "‘2026-02-30’ is not a date"),
        ("starts in ['2026', 'soon']", 19, "‘soon’ is not a date"),
        ("starts > 2026", 9, "must stand a date, such as '2026-11-28', and this is a number"),
        ("summary < starts", 0, "must stand a date, such as '2026-11-28', and this is text"),
        ("coalesce(starts, summary) > starts", 0, "must stand a date"),
        ("'2026' < '2027'", 0, "must stand a number, and this is text"),
        ("starts = 2026", 7, "compares a date with a number, which are never the same"),
        ("kind in []", 8, "a list must hold values of one type, and at least one"),
        ("kind in ['a', 1]", 8, "a list must hold values of one type"),
    ],
)
def test_a_formula_that_makes_none_says_where_and_why(formula, at, words):
    with pytest.raises(BadFormula) as caught:
        domain_of(formula, parse(formula), known)
    assert (caught.value.at, words in caught.value.message) == (at, True), caught.value.message


def test_each_name_is_looked_at_once_however_deep_it_stands():
    formula, seen = "staff", []
    for _ in range(16):
        formula = f"if(1 < {formula}, 1, 2)"

    def looked_at(name):
        seen.append(name)
        return known(name)

    domain_of(formula, parse(formula), looked_at)
    assert len(seen) == 1


def test_a_condition_must_give_yes_or_no():
    check_condition("paid", parse("paid"), known)
    with pytest.raises(BadFormula, match="gives a number; a condition must give yes or no"):
        check_condition("staff + 1", parse("staff + 1"), known)
