"""Facts have sources and history; contradictions wait until the organisation settles them."""

import pytest

from portal.errors import Conflict, NotThere
from portal.models.organisations import VISIBILITIES
from portal.organisations import profiles
from portal.organisations.fields import FIELDS
from portal.organisations.history import change_fact, list_history
from portal.organisations.profiles import Source, get_profile, state_fact
from tests.portal.factories import a_participation, a_partnership
from tests.portal.partnerships.factories import a_fact

ANSWER = Source("response", "response:x:v1:q", "Sam")
IMPORT = Source("import", "file:x.csv")
TYPED = Source("typed", stated_by="Sam")


@pytest.fixture
def club(app):
    return a_participation(a_partnership())


def states(club, name="staff"):
    return [(fact.value, fact.state) for fact in list_history(club, name)]


def test_what_nobody_said_is_not_known(club):
    assert get_profile(club).value("staff") is None


def test_a_first_statement_is_current(club):
    assert state_fact(club, "staff", 3, IMPORT).state == "current"
    assert get_profile(club).value("staff") == 3


def test_known_to_be_none_is_known(club):
    state_fact(club, "needs", [], ANSWER)
    assert get_profile(club).value("needs") == []


def test_a_contradiction_waits(club):
    state_fact(club, "staff", 3, ANSWER)
    state_fact(club, "staff", 5, IMPORT)
    assert get_profile(club).value("staff") == 3
    [(known, proposed)] = profiles.list_differences(club)
    assert (known.value, proposed.value) == (3, 5)


def test_the_same_said_again_refreshes_source_and_date(club):
    state_fact(club, "staff", 3, IMPORT)
    state_fact(club, "staff", 3, ANSWER)
    assert get_profile(club).facts["staff"].source == "response"
    assert states(club) == [(3, "current"), (3, "superseded")]


def test_only_the_latest_contradiction_waits(club):
    for number in (3, 5, 6):
        state_fact(club, "staff", number, IMPORT)
    assert [proposed.value for _, proposed in profiles.list_differences(club)] == [6]


@pytest.mark.parametrize(("accept", "value"), [(True, 5), (False, 3)])
def test_a_difference_is_accepted_or_kept_out(club, accept, value):
    state_fact(club, "staff", 3, ANSWER)
    proposed = state_fact(club, "staff", 5, IMPORT)
    profiles.settle(club, proposed.id, accept=accept)
    assert get_profile(club).value("staff") == value
    assert profiles.list_differences(club) == []


def test_a_difference_is_settled_once(club):
    state_fact(club, "staff", 3, ANSWER)
    proposed = state_fact(club, "staff", 5, IMPORT)
    profiles.settle(club, proposed.id, accept=False)
    with pytest.raises(NotThere):
        profiles.settle(club, proposed.id, accept=True)


def test_another_organisation_cannot_settle_it(club):
    state_fact(club, "staff", 3, ANSWER)
    proposed = state_fact(club, "staff", 5, IMPORT)
    other = a_participation(a_partnership("valley", "Valley"))
    with pytest.raises(NotThere):
        profiles.settle(other, proposed.id, accept=True)


def test_what_the_owner_types_replaces_what_was_known(club):
    old = state_fact(club, "staff", 3, IMPORT)
    change_fact(club, "staff", 4, TYPED, seen=old.id)
    assert states(club) == [(4, "current"), (3, "superseded")]


def test_who_may_read_a_fact_stays_when_its_owner_changes_it(club):
    old = state_fact(club, "summary", "We play.", ANSWER, "members")
    change_fact(club, "summary", "We sing.", TYPED, seen=old.id)
    assert get_profile(club).facts["summary"].visibility == "members"


def test_what_the_owner_takes_back_is_not_known_again(club):
    old = state_fact(club, "staff", 3, ANSWER)
    state_fact(club, "staff", 5, IMPORT)
    change_fact(club, "staff", None, TYPED, seen=old.id)
    assert get_profile(club).value("staff") is None
    assert profiles.list_differences(club) == []


def test_taking_back_what_was_never_said_changes_nothing(club):
    change_fact(club, "staff", None, TYPED, seen=None)
    assert states(club) == []


def test_a_change_on_top_of_somebody_elses_is_a_conflict_that_shows_both(club):
    old = state_fact(club, "staff", 3, ANSWER)
    change_fact(club, "staff", 4, TYPED, seen=old.id)
    with pytest.raises(Conflict) as conflict:
        change_fact(club, "staff", 7, TYPED, seen=old.id)
    assert (conflict.value.yours, conflict.value.theirs) == (7, 4)


def test_a_first_answer_on_top_of_somebody_elses_is_a_conflict_too(club):
    state_fact(club, "staff", 3, ANSWER)
    with pytest.raises(Conflict):
        change_fact(club, "staff", 4, TYPED, seen=None)


def test_saving_what_is_there_is_no_conflict(club):
    state_fact(club, "staff", 3, ANSWER)
    change_fact(club, "staff", 3, TYPED, seen=None)
    assert states(club) == [(3, "current")]


@pytest.mark.parametrize(
    ("audience", "seen"),
    [("public", 1), ("members", 2), ("infrastructure", 3), ("coordinators", 4)],
)
def test_each_audience_reads_what_is_for_it_and_nobody_what_is_for_the_engine(club, audience, seen):
    fields = ["summary", "kind", "staff", "volunteers", "turnover"]
    for name, visibility in zip(fields, VISIBILITIES, strict=True):
        a_fact(club, name, 1, visibility=visibility)
    assert set(get_profile(club).seen_by(audience).facts) == set(fields[:seen])


def test_every_field_has_words_and_a_visibility():
    assert all(field.label and field.visibility in VISIBILITIES for field in FIELDS.values())
