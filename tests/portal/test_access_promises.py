"""Answers without names are in the table and the results alone, whoever opens every page."""

import io
import zipfile

import pytest

from portal.accounts.service import make_administrator
from portal.models.base import db
from portal.surveys.service import close_survey
from tests.portal import factories as make
from tests.portal.crawling import crawl
from tests.portal.surveys.promised import a_promising_survey, answered
from tests.portal.worlds import signed_in

pytestmark = pytest.mark.walk

CANARY = "canary-c0de"
NAMES = [f"Warbler Club {number}" for number in range(6)]
STAFF = "41,00"
MOST_PAGES = 400


@pytest.fixture
def partnership(app):
    return make.a_partnership()


def text_of(answer):
    """Give all that an answer tells, files in a zip unpacked."""
    if zipfile.is_zipfile(io.BytesIO(answer.data)):
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            return "\n".join(
                archive.read(name).decode(errors="ignore") for name in archive.namelist()
            )
    return answer.data.decode(errors="ignore")


def browsers_of(app, partnership, neighbour):
    """Give a browser for everybody but those who answered."""
    people = {role: make.a_member(partnership, role).person for role in ("coordinator", "viewer")}
    people["administrator"] = make_administrator("admin@example.org")
    people["neighbour"] = make.an_editorship(neighbour.organisation).person
    db.session.commit()
    return {"nobody": app.test_client()} | {
        role: signed_in(app, person) for role, person in people.items()
    }


@pytest.mark.parametrize("mode", ["identified", "confidential", "anonymous"])
def test_no_page_or_file_puts_an_answer_and_a_name_together(app, partnership, mode):
    survey = a_promising_survey(mode, partnership)
    for number, name in enumerate(NAMES):
        answered(survey, name, words=f"{CANARY} {number}", staff=41_000 + number)
    close_survey(survey)
    neighbour = make.a_participation(partnership, name="Neighbours")
    telling = {}
    for role, browser in browsers_of(app, partnership, neighbour).items():
        pages = {at: text_of(one) for at, one in crawl(browser, ["/", "/p/hillside"], MOST_PAGES)}
        assert len(pages) < MOST_PAGES
        telling[role] = {at for at, text in pages.items() if CANARY in text or STAFF in text}
        if mode != "identified":
            for at in telling[role]:
                assert not [name for name in NAMES if name in pages[at]], f"{role}: {at}"
    table = "/p/hillside/surveys/how-are-things/answers.csv"
    if mode == "identified":
        assert len(telling["coordinator"]) > 1, "the premise: with names other pages tell"
    else:
        results = "/p/hillside/surveys/how-are-things/results"
        assert telling.pop("coordinator") == {table, results}
        assert set().union(*telling.values()) == set()
