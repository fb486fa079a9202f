"""What a partnership knows becomes the engine's tables, with unknown kept apart from none."""

import pytest

from portal.consortia.inputs import gather, instance_of, open_instance
from portal.models.base import db, now
from portal.organisations.profiles import Source
from tests.portal.consortia.factories import a_town, excludes, knows, ties
from tests.portal.factories import a_participation, a_partnership, an_area

pytestmark = pytest.mark.usefixtures("app")


def row_of(inputs, participation):
    rows = inputs.frozen["tables"]["organisations"]
    return next(row for row in rows if row["id"] == participation.slug)


def test_what_is_not_known_stays_blank_and_known_to_be_none_is_said():
    partnership = a_partnership()
    silent = a_participation(partnership)
    plain = knows(
        a_participation(partnership),
        needs=[], areas=[], themes={"play": 0}, networks=[], can_lead=False, turnover=0,
    )  # fmt: skip
    inputs = gather(partnership)
    quiet, said = row_of(inputs, silent), row_of(inputs, plain)
    assert set(quiet.values()) - {silent.slug} == {""}
    assert [said[name] for name in ("needs", "areas", "themes", "networks")] == ["none"] * 4
    assert (said["can_lead"], said["turnover"], said["will_lead"]) == ("no", "0", "")


def test_the_engine_reads_back_what_was_told():
    partnership, wards, members = a_town()
    one = knows(
        members[0], networks=["Play North; East", "None", " play  north, east"], max_groups=2
    )
    read = instance_of(gather(partnership).frozen).organisation(one.slug)
    assert read.themes == {"arts": 1.0, "youth": 0.3}
    assert read.areas == (wards[0].area.code,)
    assert read.place == (53.5, -2.2)
    assert read.networks == frozenset({"play north, east"})
    assert (read.spare_days, read.max_groups, read.can_lead) == (2.0, 2, True)


def test_no_name_stands_in_the_inputs():
    partnership, _, members = a_town()
    names = {member.organisation.name for member in members}
    text = str(gather(partnership).frozen)
    assert [name for name in names if name in text] == []


def test_areas_bring_the_areas_that_they_lie_in_even_one_that_was_never_imported():
    partnership, wards, members = a_town()
    an_area("E08000001", "Hill District", kind="district", parent="E47000001")
    knows(members[0], areas=["E05009999"])
    areas = {row["code"]: row for row in gather(partnership).frozen["tables"]["areas"]}
    assert areas[wards[0].area.code]["parent"] == "E08000001"
    assert areas["E08000001"]["name"] == "Hill District"
    assert areas["E47000001"] == {
        "code": "E47000001", "name": "E47000001", "parent": "", "lat": "", "lon": "",
    }  # fmt: skip
    assert "E05009999" in areas


def test_ties_count_only_where_both_are_here():
    partnership, _, members = a_town()
    ties(members[2], members[3], members[4], intensity=0.25)
    members[4].left_at = now()
    db.session.flush()
    stated = {(row["from"], row["to"]): row["strength"] for row in tables(partnership)["ties"]}
    assert stated == {
        (members[0].slug, members[1].slug): "0.75",
        (members[2].slug, members[3].slug): "0.25",
    }
    assert len(tables(partnership)["organisations"]) == 5


def tables(partnership):
    return gather(partnership).frozen["tables"]


def test_an_exclusion_reaches_the_engine_and_nothing_else():
    partnership, _, members = a_town()
    before = gather(partnership)
    excludes(members[1], members[0])
    excludes(members[0], members[1])
    after = gather(partnership)
    assert instance_of(after.frozen).exclusions == {(members[0].slug, members[1].slug)}
    assert open_instance(after.frozen).exclusions == frozenset()
    assert after.fingerprint == before.fingerprint


def test_the_fingerprint_changes_with_what_is_known():
    partnership, _, members = a_town()
    before = gather(partnership).fingerprint
    knows(members[0], spare_days=9)
    assert gather(partnership).fingerprint != before


def test_an_organisation_counts_as_answered_once_it_told_something_itself():
    partnership, _, _ = a_town(organisations=3)
    a_participation(partnership)
    imported = a_participation(partnership)
    knows(imported, Source("import"), themes={"play": 1.0})
    inputs = gather(partnership)
    assert (inputs.organisations, inputs.answered) == (5, 3)


def test_another_partnership_stays_out():
    partnership, _, members = a_town()
    other, _, _ = a_town(slug="valley")
    ids = {row["id"] for row in tables(partnership)["organisations"]}
    assert ids == {member.slug for member in members}
    assert len(tables(other)["organisations"]) == 6
