"""Whom each organisation should meet: against every pair, in any order, without a secret told."""

import json
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import (
    Brief,
    Grouping,
    Instance,
    MembersError,
    RequestError,
    ResultError,
    generate_instance,
    suggest_groups,
)
from matching.meeting import candidates
from matching.meeting.answer import Meetings
from matching.meeting.finding import meetings
from tests.matching.meeting.slow import lists, outcome_of
from tests.matching.strategies import (
    instances,
    random_brief,
    random_grouping,
    random_tables,
    requests,
    seeds,
)

GROUPING = Grouping.from_json({"id": "g", "size": {"min": 2, "max": 3}})
AREAS = [{"code": "d", "name": "Dale"}, {"code": "w", "name": "Wold", "parent": "d"}]


def some_groups(instance, seed):
    """Groups of two or three, some organisations in none."""
    draw, ids = Random(seed), [one.id for one in instance.organisations]
    draw.shuffle(ids)
    groups = [ids[:3], ids[3:5]][: draw.randint(0, 2)]
    return [group for group in groups if len(group) > 1]


def chosen(found):
    return {(one.id, other.id): other for one in found.organisations for other in one.meetings}


@settings(max_examples=80, deadline=None)
@given(instances(2, 10), requests, seeds, st.integers(1, 4), st.integers(1, 4))
def test_lists_and_reasons_are_those_of_the_formulas(instance, request, seed, each, cap):
    outcome = outcome_of(instance, request, some_groups(instance, seed))
    found = chosen(meetings(instance, outcome, each=each, cap=cap))
    expected = lists(instance, outcome, each, cap)
    assert found.keys() == expected.keys()
    for pair, meeting in found.items():
        those = expected[pair]
        assert meeting.worth == pytest.approx(those.worth, abs=2e-9)
        assert meeting.added == pytest.approx(those.added, abs=1e-12)
        assert {(one.theme, one.by): one.areas for one in meeting.brought} == those.brought
        needs = {(one.service, one.needed_by, one.offered_by) for one in meeting.needs}
        assert (needs, meeting.networks) == (those.needs, those.networks)
        assert meeting.kilometres == (those.kilometres and pytest.approx(those.kilometres))


@settings(max_examples=30, deadline=None)
@given(seeds, requests)
def test_the_order_of_rows_changes_nothing(seed, request):
    draw, tables = Random(seed), random_tables(seed, 9)
    instance = Instance.from_tables(**tables)
    mixed = {name: draw.sample(rows, len(rows)) for name, rows in tables.items()}
    mixed["exclusions"] = [{"a": row["b"], "b": row["a"]} for row in mixed["exclusions"]]
    other = Instance.from_tables(**mixed)
    first = meetings(instance, outcome_of(instance, request))
    assert first == meetings(other, outcome_of(other, request))


@settings(max_examples=30, deadline=None)
@given(seeds, requests)
def test_who_is_kept_apart_reads_exactly_as_if_they_were_in_one_group(seed, request):
    tables = random_tables(seed, 9)
    couples = [(row["a"], row["b"]) for row in tables["exclusions"]]
    apart, free = (
        Instance.from_tables(**tables),
        Instance.from_tables(**tables | {"exclusions": []}),
    )
    told = meetings(apart, outcome_of(apart, request))
    assert told == meetings(free, outcome_of(free, request, couples))
    assert not chosen(told).keys() & {*couples, *((b, a) for a, b in couples)}


@settings(max_examples=20, deadline=None)
@given(instances(2, 9), requests)
def test_an_answer_can_be_stored_and_read_again(instance, request):
    found = meetings(instance, outcome_of(instance, request))
    assert Meetings.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_a_stored_answer_that_cannot_be_read_names_the_part():
    with pytest.raises(ResultError, match=r"organisations\.0\.id"):
        Meetings.from_json({"organisations": [{"sentence": "", "not_known": [], "meetings": []}]})


def told(*rows, groups=(), ties=(), exclusions=(), request=GROUPING, **more):
    instance = Instance.from_tables(rows, AREAS, ties=ties, exclusions=exclusions)
    found = meetings(instance, outcome_of(instance, request, groups), **more)
    return {one.id: one for one in found.organisations}


def texts(meeting):
    return [one.text for one in meeting.sentences]


BROAD = {
    "id": "a", "themes": "play;art", "areas": "w", "lat": "53", "lon": "-2", "radius_km": "5",
    "needs": "hall", "offers": "bus", "networks": "forum", "ties_known": "yes",
}  # fmt: skip
OTHER = BROAD | {
    "id": "b", "themes": "play;sport;music", "lat": "53.01", "needs": "bus", "offers": "hall;bids",
    "networks": "ring",
}  # fmt: skip


def test_every_reason_is_said_with_its_figures():
    (meeting,) = told(BROAD, OTHER)["a"].meetings
    assert texts(meeting) == [
        "a offers what b needs: bus; b offers what a needs: hall.",
        "They share no network and no tie between them is stated: a is in forum, b in ring.",
        "In Dale, a brings art and b brings music and sport: together they cover 50% of a full "
        "breadth of themes, the better one alone 38%.",
        "a and b are 1.1 km apart.",
    ]
    assert {one.kind for one in meeting.sentences} == {
        "cells_together", "needs_met", "networks_joined", "near",
    }  # fmt: skip
    assert ("a", "ties") in meeting.sentences[1].rests_on


def test_for_a_brief_the_cells_are_those_of_the_brief():
    cells = [{"theme": theme, "area": "w", "level": 1} for theme in ("play", "art", "sport")]
    brief = Brief.from_json({"id": "x", "size": {"min": 2, "max": 3}, "cells": cells})
    (meeting,) = told(BROAD, OTHER, request=brief)["b"].meetings
    assert [(one.theme, one.by, one.areas) for one in meeting.brought] == [
        ("art", "a", ("w",)), ("sport", "b", ("w",)),
    ]  # fmt: skip
    assert (
        "b brings sport in Wold and a brings art in Wold: together they cover 100% of what the "
        "brief wants, the better one alone 67%."
    ) in texts(meeting)


def test_whoever_is_in_a_group_together_or_works_together_needs_no_introduction():
    assert told(BROAD, OTHER, groups=["ab"])["a"].meetings == ()
    tie = {"from": "b", "to": "a", "strength": "0.5"}
    assert told(BROAD, OTHER, ties=[tie])["a"].meetings == ()
    slight = told(BROAD, OTHER, ties=[tie | {"strength": "0.25"}])["a"].meetings
    assert [one.networks for one in slight] == [((), ())]


def test_of_whom_nothing_is_known_it_is_said_and_nobody_is_sent_there():
    found = told(BROAD, OTHER, {"id": "c"}, {"id": "d", "turnover": "5"})
    assert found["c"].sentence == (
        "Not known yet: where c is based, where c works, what c does, what c offers, what c needs "
        "and in which networks c is."
    )
    assert found["c"].meetings == found["d"].meetings == ()
    assert [one.id for one in found["a"].meetings] == ["b"]


def test_a_list_by_what_is_known_says_what_is_not():
    only_needs = {"id": "c", "needs": "bids"}
    found = told(BROAD, OTHER, only_needs)["c"]
    assert [(one.id, one.kilometres) for one in found.meetings] == [("b", None)]
    assert found.sentence == (
        "1 worth meeting, by what is known. Not known yet: where c is based, where c works, "
        "what c does, what c offers and in which networks c is."
    )


def test_an_empty_list_reads_alike_whatever_emptied_it():
    empty = "By what is known so far, nobody within reach stands out."
    for found in (
        told(BROAD, OTHER, exclusions=[{"a": "b", "b": "a"}]),
        told(BROAD, OTHER, groups=["ab"]),
        told(BROAD, OTHER | {"lat": "56", "areas": "none"}),
    ):
        assert [(one.sentence, one.meetings) for one in found.values()] == [(empty, ())] * 2


def test_out_of_reach_a_need_is_no_reason():
    far = {"lat": "56", "areas": "none"}
    assert told(BROAD, OTHER | far)["a"].meetings == ()


def test_being_near_alone_comes_after_any_other_reason():
    beside = {"id": "n", "lat": "53", "lon": "-2", "radius_km": "5"}
    further = {"id": "z", "lat": "53.06", "lon": "-2", "radius_km": "5", "offers": "hall"}
    found = told(BROAD | {"networks": "none"}, beside, further)["a"].meetings
    assert [one.id for one in found] == ["z", "n"]


def test_among_many_who_are_alike_nobody_is_passed_over_for_an_id():
    rows = [BROAD | {"id": f"o{number:03}", "needs": "bus"} for number in range(150)]
    found = told(*rows, cap=4)
    assert {len(one.meetings) for one in found.values()} == {3}
    times = Counter(other.id for one in found.values() for other in one.meetings)
    assert len(times) == 150
    assert max(times.values()) <= 4


def test_nobody_is_in_more_lists_than_the_cap_and_the_rest_get_the_next_best():
    hub = OTHER | {"id": "hub"}
    rows = [BROAD | {"id": f"o{number}"} for number in range(9)]
    found = told(hub, *rows, cap=2, each=1)
    times = Counter(other.id for one in found.values() for other in one.meetings)
    assert times["hub"] == 2
    assert max(times.values()) <= 2


def test_size_money_and_willingness_to_lead_make_nobody_more_welcome():
    plain = told(BROAD, OTHER, BROAD | {"id": "c"})
    known = {"turnover": "9000000", "staff": "90", "can_lead": "yes", "will_lead": "yes"}
    assert told(BROAD, OTHER | known, BROAD | {"id": "c"}) == plain


@pytest.mark.parametrize("seed", range(6))
def test_an_instance_looked_through_in_tiles_gives_the_same(seed, monkeypatch):
    city, scattered = generate_instance(200, seed), Instance.from_tables(**random_tables(seed, 60))
    cases = [(city, GROUPING), (scattered, random_brief(seed)), (scattered, random_grouping(seed))]
    outcomes = [(instance, outcome_of(instance, request)) for instance, request in cases]
    whole = [meetings(*one) for one in outcomes]
    monkeypatch.setattr(candidates, "MOST_ROWS", 7)
    assert [meetings(*one) for one in outcomes] == whole


def test_after_a_grouping_nobody_is_sent_to_its_own_group():
    instance = generate_instance(40, seed=2)
    outcome = suggest_groups(instance, GROUPING, effort=0)
    met = {frozenset(pair) for pair in chosen(meetings(instance, outcome))}
    inside = [set(group.members) for group in outcome.consortia]
    assert met
    assert not any(pair <= group for pair in met for group in inside)
    assert not met & {frozenset(pair) for pair in instance.exclusions}


def test_a_list_without_room_and_a_member_who_is_not_there_are_refused():
    with pytest.raises(RequestError, match="each: must be 1 or more"):
        told(BROAD, OTHER, each=0)
    with pytest.raises(RequestError, match="cap: must be 1 or more"):
        told(BROAD, OTHER, cap=0)
    with pytest.raises(MembersError, match="no organisation 'x'"):
        told(BROAD, OTHER, groups=["ax"])
