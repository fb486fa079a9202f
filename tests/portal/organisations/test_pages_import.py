"""The pages between a coordinator's file and the organisation that it contradicts."""

import re
from io import BytesIO

from portal.organisations.profiles import Source, state_fact
from tests.portal.factories import a_member, a_participation, an_editorship
from tests.portal.organisations.factories import a_file, a_town

UPLOAD = "/p/town/organisations/import"


def a_club_that_told_its_volunteers(town):
    club = a_participation(town, name="Hilltop Youth Club")
    state_fact(club, "volunteers", 2, Source("typed"))
    return club


def bring_in(client, *rows):
    """Send a file and press the button of its preview; give the page that follows."""
    file = (BytesIO(a_file(*rows, header="name,volunteers")), "clubs.csv")
    preview = client.post(UPLOAD, data={"file": file}).location
    shown = re.search(r'name="shown"[^>]*value="([^"]+)"', client.get(preview).text)
    assert shown is not None
    return client.post(preview, data={"shown": shown[1]}, follow_redirects=True)


def test_the_page_after_an_import_counts_as_its_preview_did(client, sign_in):
    # Bug: what had been added was counted as changed, as it took part by then.
    town = a_town()
    a_club_that_told_its_volunteers(town)
    sign_in(a_member(town).person.email)
    page = bring_in(client, "New Club,", "Hilltop Youth Club,7")
    assert "Imported: 1 added, 1 changed." in page.text


def test_an_organisation_sees_what_a_file_says_otherwise(client, sign_in):
    # Bug: the page tried to print the list of differences as their number.
    club = a_club_that_told_its_volunteers(a_town())
    state_fact(club, "volunteers", 7, Source("import", ref="file:clubs.csv"))
    sign_in(an_editorship(club.organisation).person.email)
    page = client.get(f"/p/town/organisations/{club.organisation_id}")
    assert "1 difference to settle" in page.text
