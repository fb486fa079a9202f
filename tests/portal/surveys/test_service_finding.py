"""Organisations are found by where they work, if all members may know it."""

from portal.organisations.profiles import Source, state_fact
from portal.surveys.questionnaires import context_for
from survey.kinds.finding import find_in
from tests.portal import factories as make


def found(survey, club, words):
    choices = context_for(survey, club).organisations
    return [one.label for _, some in find_in(choices, (), words).groups for one in some]


def works_in(participation, area, visibility):
    state_fact(participation, "areas", [area.code], Source("typed"), visibility)


def test_an_area_finds_those_who_told_it_to_all_members(survey, club, owls):
    area = make.an_area()
    make.a_partnership_area(survey.partnership, area)
    works_in(owls, area, "members")
    assert found(survey, club, "hilltop") == ["Owl Play"]
    assert found(survey, club, "north owl") == ["Owl Play"]


def test_what_was_told_to_fewer_finds_nobody(survey, club, owls):
    area = make.an_area()
    make.a_partnership_area(survey.partnership, area)
    works_in(owls, area, "infrastructure")
    assert found(survey, club, "hilltop") == []
    assert found(survey, club, "owl") == ["Owl Play"]
