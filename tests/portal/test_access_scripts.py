"""What anybody typed is text for everybody: no page runs it, and no table works it out."""

import csv
import io

import pytest
import sqlalchemy as sa

from portal.inviting.invitations import invite
from portal.inviting.registrations import register
from portal.inviting.replies import ask_for_talk, decline
from portal.models.base import db
from portal.models.surveys import Response
from portal.surveys.responses import start_response
from portal.surveys.service import create_survey, open_survey, set_registration
from survey import registration_definition, texts, translated
from tests.portal.crawling import crawl
from tests.portal.test_access import address, doors
from tests.portal.worlds import a_world, answer, open_browsers

TAG = "<img src=x onerror=boom()>"
HOSTILE = f"={TAG}</script>'\"{{{{7*7}}}}"
READ_BY_BROWSERS = {"text/html", "image/svg+xml", "application/xhtml+xml", "text/xml"}
MOST_PAGES = 900
# Every column that holds what somebody typed, of what surveys are made of and those who answer.
TYPED = {
    "organisations": ("name", "kind"),
    "participations": ("contact_name",),
    "people": ("name",),
    "partnerships": ("name", "purpose"),
    "surveys": ("title",),
    "survey_versions": ("note",),
    "themes": ("label", "hint"),
    "resources": ("label",),
    "areas": ("name",),
    "partnership_areas": ("part",),
    "responses": ("answered_by", "declined_words", "talk_words", "late_reason"),
    "submissions": ("sent_by",),
    "uploads": ("name", "finding"),
    "registrations": ("organisation_name", "contact_name"),
    "profile_facts": ("stated_by",),
}


def louder(definition):
    """Give a survey in which every text begins with what would run."""
    words = {place: f"{HOSTILE[:40]} {text}"[:500] for place, text in texts(definition).items()}
    whole = definition.model_copy(update={"translations": {"cy": words}})
    return translated(whole, "cy").model_copy(update={"language": "en"})


def loud_survey(world):
    """Open a survey of loud questions to everybody, with replies of each kind."""
    plain = registration_definition("Hillside")
    survey = create_survey(world.partnership, "Loud survey", louder(plain))
    open_survey(survey)
    set_registration(survey, True)
    register(survey, "A club", "Kim", "loud@example.org", lambda token: f"http://localhost/{token}")
    for member in world.members[:3]:
        invite(survey, member, f"{member.slug}@example.org")
    sent, declined, asked = (start_response(survey, member) for member in world.members[:3])
    answer(sent, summary=HOSTILE)
    decline(declined, HOSTILE)
    ask_for_talk(asked, HOSTILE, "0161 496 0000")
    return survey


def shout():
    """Put what would run into every column that holds what somebody typed."""
    for name, columns in TYPED.items():
        table = db.metadata.tables[name]
        for column in columns:
            room = getattr(table.c[column].type, "length", None) or len(HOSTILE) + 20
            number = sa.cast(table.c.id, sa.String)
            words = sa.func.substr(sa.literal(HOSTILE[: room - 8]) + number, 1, room)
            db.session.execute(sa.update(table).values({column: words}))
    db.session.commit()
    db.session.expire_all()


@pytest.fixture
def world(app):
    """A partnership in which everything that anybody could type would run in a careless page."""
    world = a_world(organisations=5)
    world.loud = loud_survey(world)
    db.session.flush()
    shout()
    return world


def starts_of(app, world):
    """Give every address there is, for the ready survey and for the loud one."""
    for route, method in doors(app):
        if method == "GET":
            values = world.values(route.endpoint)
            yield address(route, values)
            if "survey" in route.arguments and "token" not in route.arguments:
                yield address(route, values | {"survey": world.loud.slug})


def runs_in(page):
    """Tell whether a browser would read a mark-up of what was typed, or the page worked it out."""
    return TAG in page or "onerror=boom()>" in page or "</script>'" in page or "49" * 2 in page


@pytest.mark.walk
def test_nothing_that_was_typed_is_markup_on_any_page_for_anybody(app, world):
    starts, wrong, met = list(starts_of(app, world)), [], 0
    loud = {one.public_id for one in db.session.scalars(sa.select(Response))}
    starts += [f"/answer/{public_id}/" for public_id in loud]
    for role, browser in open_browsers(app, world).items():
        pages = 0
        for at, page in crawl(browser, ["/", *starts], MOST_PAGES):
            pages += 1
            if page.status_code >= 500:
                wrong.append(f"{role} {at}: {page.status_code}")
            if page.mimetype not in READ_BY_BROWSERS:
                continue
            met += "onerror=boom()" in page.text
            if runs_in(page.text):
                wrong.append(f"{role} {at}")
        assert pages < MOST_PAGES, role
    assert wrong == []
    assert met > 300, "the premise: what was typed stands on the pages"


@pytest.mark.walk
def test_no_cell_of_any_table_is_worked_out(app, world):
    wrong, tables = [], 0
    browser = open_browsers(app, world)["coordinator"]
    for at, page in crawl(browser, list(starts_of(app, world)), MOST_PAGES):
        if page.mimetype != "text/csv":
            continue
        tables += 1
        for line in csv.reader(io.StringIO(page.text.removeprefix("\ufeff"))):
            wrong += [f"{at}: {cell}" for cell in line if cell.lstrip()[:1] in set("=+-@")]
    assert [one for one in wrong if not is_a_number(one)] == []
    assert tables >= 5


def is_a_number(told):
    """Tell whether a cell is a number below zero, which spreadsheets read and do not run."""
    try:
        float(told.rpartition(": ")[2])
    except ValueError:
        return False
    return True
