"""What would be lost without a member, and who could step in, as each audience is told."""

from matching.weights import TERM_NAMES
from portal.consortia.covers import Names
from portal.consortia.directory import GONE, Directory, Entry
from portal.consortia.losses import LossTeller
from portal.consortia.readers import Reader

PEOPLE = {
    f"org-{n}": Entry(name, n) for n, name in enumerate(("Ash", "Bee", "Cat", "Dot", "Elm"), 1)
}
NAMES = Names({"play": "Play", "arts": "Arts"}, {"W1": "Moston", "W2": "Irk"})
SHARES = dict(zip(TERM_NAMES, (0.3, 0.15, 0.15, 0.15, 0.1, 0.05, 0.1), strict=True))
CELLS = [{"theme": "play", "area": "W1"}, {"theme": "play", "area": "W2"}]
BRIEF = {"size": {"min": 3, "max": 5}, "cells": [{}]}
OPEN = {"size": {"min": 3, "max": 5}}


def teller(audience="coordinators", visibility=None, people=PEOPLE):
    return LossTeller(Reader(audience, visibility or {}), NAMES, Directory(people, {}), SHARES)


def brings(instead=(), **more):
    terms = {"coverage": 0.2, "geography": 0.4, "capacity": 0.3, "small": -0.5}
    return {"id": "org-1", "loss": 0.124, "terms": terms, "alone": CELLS} | (
        {"instead": list(instead)} | more
    )


def option(key, change, **terms):
    return {"id": key, "change": change, "terms": terms}


def test_what_is_lost_is_told_with_where_most_of_it_lies_and_what_nobody_else_serves():
    found = teller().lost(brings(), 0.7)
    assert (found.points, found.parts) == (12, ("Covers the need", "Close to each other"))
    assert found.alone == ("Play in Moston and Irk",)


def test_a_quality_made_of_what_may_not_be_read_is_not_named():
    found = teller("infrastructure").lost(brings(), 0.7)
    assert found.parts == ("Covers the need", "Time to deliver")
    hidden = {"org-1": {"areas": "coordinators", "spare_days": "engine"}}
    found = teller("infrastructure", hidden).lost(brings(), 0.7)
    assert (found.parts, found.alone) == ((), ())


def test_organisations_are_told_neither_losses_nor_replacements():
    one = brings([option("org-4", -0.02)])
    for audience in ("members", "public"):
        assert teller(audience).lost(one, 0.7) is None
        assert teller(audience).substitutes(one, 0.7, None) is None


def test_a_member_without_whom_the_group_is_better_loses_less_than_nothing():
    assert teller().lost(brings(loss=-0.031), 0.7).points == -3


def test_who_could_step_in_stands_with_the_points_then_and_what_changes_most():
    terms = {"geography": 0.2, "coverage": -0.1, "capacity": -0.2, "small": 0.05}
    (found,) = teller().substitutes(brings([option("org-4", -0.018, **terms)]), 0.741, None)
    assert (found.name, found.organisation_id) == ("Dot", 4)
    assert (found.quality, found.change) == (72, -2)
    assert found.differs == "Closer together, covers less, less time"
    assert found.place == ""


def test_points_and_their_change_agree_however_they_are_rounded():
    for change in (-0.0149, -0.004, 0.0, 0.0051, 0.02):
        (found,) = teller().substitutes(brings([option("org-4", change)]), 0.7449, None)
        assert found.quality == 74 + found.change


def test_what_is_lost_and_what_would_be_left_add_up_however_they_are_rounded():
    for loss in (0.138, 0.1321, 0.004, 0.0, -0.0151):
        left = {"id": "org-1", "quality": 0.744 - loss, "cells": [], "broken": []}
        _, text = teller().if_one_drops_out(left, 0.744, 3, OPEN)
        lost = teller().lost(brings(loss=loss), 0.744).points
        assert text == f"at worst Ash: {74 - lost} of 74 points would be left."


def test_what_changes_is_told_only_where_the_facts_of_both_may_be_read():
    one = brings([option("org-4", -0.02, geography=0.2, capacity=-0.2)])
    (found,) = teller("infrastructure").substitutes(one, 0.7, None)
    assert found.differs == "Less time"
    for key in ("org-1", "org-4"):
        hidden = {key: {"spare_days": "coordinators"}}
        (found,) = teller("infrastructure", hidden).substitutes(one, 0.7, None)
        assert found.differs == ""


def test_in_an_open_grouping_it_is_said_where_somebody_is_now():
    one = brings([option("org-4", 0.01), option("org-5", -0.02)])
    found = teller().substitutes(one, 0.7, {"org-4": [3, 7]})
    assert [each.place for each in found] == ["In groups 3 and 7 now", "In no group yet"]


def test_one_that_has_left_is_not_offered():
    people = PEOPLE | {"org-4": Entry(GONE, None, left=True)}
    one = brings([option("org-4", 0.01), option("org-5", -0.02)])
    assert [each.name for each in teller(people=people).substitutes(one, 0.7, None)] == ["Elm"]


def test_nobody_looked_for_is_not_nobody_found():
    one = brings()
    assert teller().substitutes(one, 0.7, None) == ()
    del one["instead"]
    assert teller().substitutes(one, 0.7, None) is None


WORST = {"id": "org-1", "quality": 0.6, "cells": CELLS, "broken": ["size", "lead", "capacity"]}


def test_the_worst_loss_is_told_with_what_is_left_and_which_rules_break():
    fact, text = teller().if_one_drops_out(WORST, 0.74, 3, BRIEF)
    assert fact == "If any one drops out,"
    assert text == (
        "at worst Ash: 60 of 74 points would be left, nobody here would serve Play in Moston and "
        "Irk, nobody here would be known to be able to lead, the days that are asked for would "
        "not be reached and fewer than the 3 asked for would be left."
    )


def test_a_rule_is_told_only_to_those_who_may_read_what_it_rests_on():
    hidden = {"org-1": {"spare_days": "coordinators", "themes": "coordinators"}}
    _, text = teller("infrastructure", hidden).if_one_drops_out(WORST, 0.74, 4, BRIEF)
    assert "days" not in text
    assert "Play" not in text
    assert "known to be able to lead" in text


def test_an_open_group_is_not_told_by_cells_and_organisations_by_no_points():
    assert "Play" not in teller().if_one_drops_out(WORST, 0.74, 3, OPEN)[1]
    plain = WORST | {"broken": []}
    assert teller("members").if_one_drops_out(plain, 0.74, 3, OPEN)[1] == (
        "at worst Ash: the group would be weaker."
    )


def test_of_two_nobody_can_be_missed():
    fact, text = teller().if_one_drops_out(WORST, 0.74, 2, BRIEF)
    assert f"{fact} {text}" == "If either of the two drops out, no group is left."
