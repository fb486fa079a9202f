"""A file is previewed row by row and then taken in whole, or not at all."""

import pytest
import sqlalchemy as sa

from portal.errors import Conflict, Refused
from portal.models.audit import AuditEntry
from portal.models.base import db
from portal.models.organisations import Organisation, ProfileFact
from portal.organisations import service
from portal.organisations.history import list_history
from portal.organisations.imports import apply_plan
from portal.organisations.plans import plan_import
from portal.organisations.profiles import Source, get_profile, list_differences, state_fact
from tests.portal.factories import a_partnership
from tests.portal.organisations.factories import a_file, a_town


@pytest.fixture
def town(app):
    return a_town()


def plan(town, *rows, **header):
    return plan_import(town, a_file(*rows, **header))


def take_in(town, *rows, **header):
    planned = plan(town, *rows, **header)
    apply_plan(town, planned, file_name="file.csv", by=7)
    return planned


def actions(town, *rows, **header):
    return [row.action for row in plan(town, *rows, **header).rows]


def club(town):
    return service.find_by_name(town, "Club")


def test_new_rows_are_added_with_their_facts(town):
    take_in(town, "Club,GB-1,play:0.6", "Other,,none")
    assert [p.slug for p in service.list_participations(town)] == ["org-0001", "org-0002"]
    assert club(town).organisation.external_id == "GB-1"
    fact = get_profile(club(town)).facts["themes"]
    assert (fact.value, fact.source, fact.source_ref) == ({"play": 0.6}, "import", "file:file.csv")


def test_a_plan_changes_nothing(town):
    plan(town, "Club,GB-1,play")
    db.session.flush()
    assert service.list_participations(town) == []


def test_the_same_file_twice_changes_nothing(town):
    take_in(town, "Club,GB-1,play", "Other,,none")
    assert actions(town, "Club,GB-1,play", "Other,,none") == ["same", "same"]


def test_an_organisation_is_known_by_its_number_and_takes_the_new_name(town):
    take_in(town, "Club,GB-1,play")
    planned = take_in(town, "Moor Club,GB-1,play")
    assert [(c.field, c.before, c.after) for c in planned.rows[0].changes] == [
        ("name", "Club", "Moor Club")
    ]
    assert service.find_by_name(town, "moor club") is not None


def test_an_organisation_without_a_number_gets_one(town):
    take_in(town, "Club,,")
    take_in(town, "club,GB-1,")
    assert service.find_by_number("GB-1").name == "club"


def test_a_later_import_replaces_an_earlier_one(town):
    take_in(town, "Club,,play")
    [row] = take_in(town, "Club,,arts").rows
    assert [(c.field, c.kind) for c in row.changes] == [("themes", "replace")]
    history = [(f.value, f.state) for f in list_history(club(town), "themes")]
    assert history == [({"arts": 1.0}, "current"), ({"play": 1.0}, "superseded")]


def test_what_the_organisation_said_itself_is_asked_about_not_replaced(town):
    take_in(town, "Club,,play")
    state_fact(club(town), "staff", 3, Source("response"))
    [row] = take_in(town, "Club,5", header="name,staff").rows
    assert [(c.kind, c.before, c.after) for c in row.changes] == [("ask", 3, 5)]
    assert get_profile(club(town)).value("staff") == 3
    [(_, proposed)] = list_differences(club(town))
    assert proposed.value == 5


def test_asking_the_same_again_changes_nothing_and_asking_anew_replaces_the_question(town):
    take_in(town, "Club,,play")
    state_fact(club(town), "staff", 3, Source("typed"))
    take_in(town, "Club,5", header="name,staff")
    assert actions(town, "Club,5", header="name,staff") == ["same"]
    take_in(town, "Club,6", header="name,staff")
    assert [proposed.value for _, proposed in list_differences(club(town))] == [6]


def test_who_may_read_a_fact_stays_when_a_file_says_otherwise(town):
    take_in(town, "Club,,")
    state_fact(club(town), "summary", "We play.", Source("response"), "members")
    take_in(town, "Club,We sing.", header="name,summary")
    [(_, proposed)] = list_differences(club(town))
    assert proposed.visibility == "members"


def test_one_postcode_is_one_base_however_it_was_looked_up(town):
    take_in(town, "Club,,")
    base = {"postcode": "M401AB", "lat": 53.51, "lon": -2.21}
    state_fact(club(town), "base", base, Source("response"))
    assert actions(town, "Club,m40 1ab", header="name,postcode") == ["same"]


def test_contact_is_filled_and_changed_and_never_emptied(town):
    header = "name,contact_name,contact_email"
    take_in(town, "Club,Sam,sam@example.org", header=header)
    take_in(town, "Club,,kim@example.org", header=header)
    assert (club(town).contact_name, club(town).contact_email) == ("Sam", "kim@example.org")


def test_one_unreadable_row_stops_everything(town):
    planned = plan(town, "Club,,play", "Other,,sport")
    assert [row.action for row in planned.rows] == ["add", "unreadable"]
    with pytest.raises(Refused, match="can't be read"):
        apply_plan(town, planned, file_name="file.csv")
    assert service.list_participations(town) == []


def test_name_and_number_of_two_organisations_are_a_fault(town):
    take_in(town, "Club,GB-1,", "Other,GB-2,")
    [row] = plan(town, "Club,GB-2,").rows
    assert row.line.faults == ["name: Club has another number than GB-2"]


def test_another_number_for_a_known_name_is_a_fault(town):
    take_in(town, "Club,GB-1,")
    assert "is known as GB-1" in plan(town, "Club,GB-9,").rows[0].line.faults[0]


def test_an_organisation_that_left_is_a_fault(town):
    take_in(town, "Club,GB-1,")
    service.leave(club(town))
    assert "has left" in plan(town, "Club,GB-1,play").rows[0].line.faults[0]


def test_an_organisation_of_another_partnership_joins_as_it_is(town):
    service.add_organisation(a_partnership(), "Moor Club", external_id="GB-1")
    [row] = take_in(town, "Club,GB-1,play").rows
    assert "joins as Moor Club" in row.line.notes[0]
    assert service.find_by_name(town, "Moor Club").organisation is row.organisation
    assert db.session.scalar(sa.select(sa.func.count(Organisation.id))) == 1


def test_an_organisation_that_others_know_keeps_its_name(town):
    service.add_organisation(a_partnership(), "Moor Club", external_id="GB-1")
    take_in(town, "Moor Club,GB-1,")
    [row] = take_in(town, "Renamed,GB-1,play").rows
    assert "stays Moor Club" in row.line.notes[0]
    assert service.find_by_name(town, "Renamed") is None


def test_a_number_that_belongs_elsewhere_cannot_be_taken_over(town):
    service.add_organisation(a_partnership(), "Moor Club", external_id="GB-1")
    take_in(town, "Club,,")
    assert "belongs to Moor Club" in plan(town, "Club,GB-1,").rows[0].line.faults[0]


def test_facts_of_other_partnerships_are_never_touched(town):
    elsewhere = service.add_organisation(a_partnership(), "Club", external_id="GB-1")
    state_fact(elsewhere, "themes", {"old": 1.0}, Source("import"))
    take_in(town, "Club,GB-1,play")
    assert get_profile(elsewhere).value("themes") == {"old": 1.0}


def test_a_preview_is_held_to_its_word(town):
    planned = plan(town, "Club,,play")
    service.add_organisation(town, "Club")
    again = plan(town, "Club,,play")
    with pytest.raises(Conflict, match="since the preview"):
        apply_plan(town, again, file_name="f", expected=planned.fingerprint)


def test_values_are_shown_in_words(town):
    planned = plan(town, "Club,Ash,play", header="name,areas,themes")
    said = [planned.value_in_words(c, c.after) for c in planned.rows[0].changes]
    assert sorted(said) == ["Ash", "Open-access play: most of the work"]
    assert planned.value_in_words(planned.rows[0].changes[0], None) == "not known yet"


def test_the_trail_counts_what_was_done(town):
    take_in(town, "Club,,play", "Other,,")
    entry = db.session.scalar(sa.select(AuditEntry))
    assert (entry.person_id, entry.detail) == (7, {"added": 2, "changed": 0})


def test_the_facts_of_two_thousand_rows_are_written_at_once(town):
    statements = []
    listen = lambda *arguments: statements.append(arguments[2])  # noqa: E731
    sa.event.listen(db.engine, "before_cursor_execute", listen)
    take_in(town, *(f"Club {n},,play" for n in range(2_000)))
    sa.event.remove(db.engine, "before_cursor_execute", listen)
    assert db.session.scalar(sa.select(sa.func.count(ProfileFact.id))) == 2_000
    assert len([text for text in statements if "profile_facts" in text]) < 10
