"""The invented organisations are the same every time, and nobody real is among them."""

from portal.demonstration.invention import distance, invent_organisations, read_wards
from portal.demonstration.replies import answers_of
from portal.demonstration.words import NETWORKS, RESOURCES, THEMES
from survey import Answers, Choice, Context, registration_definition, validate


def test_the_same_organisations_are_invented_every_time():
    assert invent_organisations() == invent_organisations()


def test_about_120_organisations_bear_different_names():
    names = [one.name for one in invent_organisations()]
    assert len(names) == len(set(names)) == 120


def test_all_parts_of_town_have_organisations():
    parts = {one.ward.part for one in invent_organisations()}
    assert parts == {"North", "Central", "South"}
    assert len(read_wards()) == 32


def test_everyone_stands_near_the_middle_of_its_ward():
    for one in invent_organisations():
        assert abs(one.lat - one.ward.lat) < 0.01
        assert abs(one.lon - one.ward.lon) < 0.01


def test_nobody_is_tied_to_or_kept_from_itself():
    for number, one in enumerate(invent_organisations()):
        assert number not in (one.ties or {})
        assert number not in one.exclusions


def test_neighbours_know_each_other_more_often_than_strangers():
    found = invent_organisations()
    near, far = [], []
    for number, one in enumerate(found):
        for other, candidate in enumerate(found):
            if one.ties is not None and other != number:
                (near if distance(one, candidate) < 2 else far).append(other in one.ties)
    assert sum(near) / len(near) > 3 * sum(far) / len(far)


def test_much_is_not_known_so_that_silence_can_be_seen():
    found = invent_organisations()
    for name in ("ages", "offers", "needs", "turnover", "spare_days", "can_lead", "ties"):
        unknown = sum(getattr(one, name) is None for one in found)
        assert 5 <= unknown <= 70, name


def test_every_reply_could_be_sent():
    found = invent_organisations()
    slugs = [f"org-{number:04d}" for number in range(len(found))]
    definition = registration_definition("Hillside", [Choice(c, w) for c, w, _ in NETWORKS])
    context = Context(
        themes=[Choice(code, label) for code, label, _ in THEMES],
        areas=[Choice(ward.code, ward.name) for ward in read_wards()],
        organisations=[Choice(slug, slug) for slug in slugs],
        offers=[Choice(code, label) for code, label in RESOURCES],
        ages=[Choice(code, code) for code in ("0-4", "5-7", "8-12", "13-15", "16-18", "19-25")],
    )
    for number, one in enumerate(found):
        answers = Answers(answers_of(one, number, slugs, "M0 1AA"))
        assert validate(definition, context, answers) == [], one.name
