"""What is said to those who are in no group, case by case."""

from matching import Grouping, Instance, suggest_groups

LEAD = {"themes": "t", "can_lead": "yes", "will_lead": "yes"}
HERE = {"lat": "53", "lon": "-2", "radius_km": "2"}
FAR = {"lat": "53.9", "lon": "-2", "radius_km": "2"}
THREE_HERE = [
    {"id": "a"} | LEAD | HERE,
    {"id": "b", "themes": "t"} | HERE,
    {"id": "c", "themes": "t"} | HERE,
]


def left_out(rows, low=3, high=3, ties=(), exclusions=(), **more):
    instance = Instance.from_tables(rows, ties=ties, exclusions=exclusions)
    request = Grouping.from_json({"id": "g", "size": {"min": low, "max": high}} | more)
    return {one.id: one for one in suggest_groups(instance, request).left_out}


def test_without_themes_an_organisation_is_asked_for_them():
    found = left_out([*THREE_HERE, {"id": "d", "themes": "none"}, {"id": "e"}])
    assert {one.reason for one in found.values()} == {"not known yet"}
    assert found["e"].detail == "Tell us your themes."


def test_far_from_any_lead_the_distance_that_would_help_is_said():
    no = {"can_lead": "no"}
    rows = [one | (no if one["id"] != "a" else {}) for one in THREE_HERE]
    found = left_out([*rows, {"id": "d", "themes": "t"} | no | FAR])
    assert found["d"].reason == "no eligible lead within reach"
    assert found["d"].detail == "A lead within 4 km would help; the nearest is 100 km away."


def test_where_a_neighbour_has_not_said_whether_it_could_lead_that_is_the_smallest_change():
    found = left_out([*THREE_HERE, {"id": "d", "themes": "t"} | FAR])
    assert found["d"].reason == "no eligible lead within reach"
    assert "one yes helps" in found["d"].detail


def test_a_tie_brings_a_lead_within_reach():
    ties = [{"from": "a", "to": "d", "strength": "0.5"}]
    speaking = [one | ({"ties_known": "yes"} if one["id"] == "a" else {}) for one in THREE_HERE]
    found = left_out([*speaking, {"id": "d", "themes": "t"} | FAR], ties=ties)
    reasons = {one.reason for one in found.values()}
    assert "no eligible lead within reach" not in reasons


def test_a_lead_on_its_own_is_told_how_far_company_is():
    found = left_out([*THREE_HERE, {"id": "d"} | LEAD | FAR])
    assert found["d"].reason == "too few organisations within reach"
    assert found["d"].detail.startswith("0 within reach and 2 needed. Working within")


def test_beside_a_full_group_there_is_no_workable_one():
    found = left_out([*THREE_HERE, {"id": "d", "themes": "t"} | HERE])
    (one,) = found.values()
    assert (one.reason, one.private) == ("no workable group within reach", False)


def test_an_exclusion_reads_like_a_full_group_and_is_marked():
    rows = [*THREE_HERE, {"id": "d", "themes": "u"} | HERE | {"lat": "53.02"}]
    full = left_out(rows)["d"]
    excluded = left_out(rows, high=4, exclusions=[{"a": "d", "b": "a"}])["d"]
    assert (excluded.reason, excluded.detail) == (full.reason, full.detail)
    assert excluded.private
    assert not full.private


def test_where_no_group_can_form_because_of_an_exclusion_it_is_marked():
    found = left_out(THREE_HERE, exclusions=[{"a": "b", "b": "c"}])
    assert {(one.reason, one.private) for one in found.values()} == {
        ("no workable group within reach", True)
    }


def test_one_who_asked_to_be_in_no_group_is_told_so():
    found = left_out([*THREE_HERE, {"id": "d", "themes": "t", "max_groups": "0"} | HERE])
    assert found["d"].reason == "no workable group within reach"
    assert found["d"].detail.startswith("It asked to be in no group.")


CLOSE_THREE = [
    {"id": "a", "needs": "none", "spare_days": "9"} | LEAD | HERE,
    {"id": "b", "themes": "t", "needs": "none", "spare_days": "9"} | HERE,
    {"id": "c", "themes": "t", "needs": "none", "spare_days": "9"} | HERE,
]
EDGE = {"id": "d", "themes": "u", "lat": "53.035", "lon": "-2", "radius_km": "2"}
PLACE_AND_FIT = {"weights": {"coverage": 0, "cohesion": 0, "added_value": 0, "small": 0}}


def test_one_who_would_lower_a_group_is_told_by_how_much():
    found = left_out([*CLOSE_THREE, EDGE | {"needs": "van"}], high=4, **PLACE_AND_FIT)
    assert found["d"].reason == "would lower every group that it could join"
    assert found["d"].detail.startswith("Closest is group 1, whose total would fall by ")


def test_an_unanswered_question_that_would_place_it_is_named():
    by_fit = {"weights": PLACE_AND_FIT["weights"] | {"geography": 0.2, "complementarity": 0.9}}
    rows = [one | ({"needs": "van", "offers": "van"}) for one in CLOSE_THREE]
    found = left_out([*rows, EDGE | {"needs": "car"}], high=4, **by_fit)
    assert "could place it" in found["d"].detail or "more than one change" in found["d"].detail
