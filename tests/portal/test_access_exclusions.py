"""Whom somebody cannot work with is told to the engine and to themselves, and to nobody else."""

import io
import re
import zipfile

import pytest
import sqlalchemy as sa

from portal.consortia.inputs import gather
from portal.consortia.tasks import carry_out
from portal.models.audit import AuditEntry
from portal.models.base import db
from portal.models.consortia import MatchingRun, Study
from portal.models.jobs import OutgoingEmail
from portal.models.organisations import Exclusion
from portal.organisations.profiles import Source, state_exclusions
from portal.surveys.submissions import list_latest
from tests.portal.consortia.runs import worked_out
from tests.portal.crawling import crawl
from tests.portal.factories import a_participation, an_editorship
from tests.portal.test_access import address, doors
from tests.portal.worlds import a_world, open_browsers

ITSELF = {"owner", "editor", "respondent"}
CANARY = "canary-7f3a"
TARGET = "Zebra Finch Club"
# Values that are made anew for each page, and mean nothing.
FRESH = re.compile(r'(?s)<input\b[^>]*\bname="(?:csrf_token|send_key)"[^>]*>')
MOST_PAGES = 700


@pytest.fixture
def world(app):
    """A partnership in which the one that will be named is silent, so that no group changes."""
    world = a_world(organisations=5)
    target = a_participation(world.partnership, name=TARGET)
    world.people["target"] = an_editorship(target.organisation).person
    world.members.append(target)
    search_again(world)
    return world


@pytest.fixture
def browsers(app, world):
    return open_browsers(app, world)


def exclude(world):
    """Say it in all the ways in which it is kept: as a row, in the answers, in the inputs."""
    sayer, target = world.members[0], world.members[-1]
    state_exclusions(sayer, [target.id], Source("response", CANARY, CANARY))
    said = {"exclusions": {"picked": [target.slug]}}
    for kept in (world.response, *list_latest(world.survey)):
        kept.answers = {**kept.answers, **said}
    search_again(world)


def search_again(world):
    """Carry everything out anew with what is known now, as though it had been known then."""
    for run in db.session.scalars(sa.select(MatchingRun).order_by(MatchingRun.id)).all():
        number, ended = run.id, run.finished_at
        run.inputs, run.state = gather(world.partnership).frozen, "queued"
        db.session.commit()
        carry_out(number)
        db.session.expire_all()
        db.session.get_one(MatchingRun, number).finished_at = ended
        db.session.commit()
    for study in db.session.scalars(sa.select(Study).order_by(Study.id)).all():
        ended, study.state = study.finished_at, "queued"
        worked_out(study).finished_at = ended
        db.session.commit()


def outcomes(world):
    """Give what the runs found; where it came from is not the same, and stands on no page."""
    runs = (world.brief_run, world.blocked, world.grouping)
    found = [(run.state, dict(run.outcome)) for run in runs]
    assert all(outcome.pop("provenance") for _, outcome in found)
    return found


def read_all(app, world, browser):
    """Read every page and file that somebody can open, by links and by all known addresses."""
    routes = [route for route, method in doors(app) if method == "GET"]
    starts = [address(route, world.values(route.endpoint)) for route in routes]
    starts += [
        f"/p/{world.partnership.slug}/network/{kind}/{name}?run={run}"
        for kind in ("ties", "affinity", "members")
        for name in ("gexf", "graphml", "csv", "json")
        for run in (world.brief_run.id, world.grouping.id, "now")
    ]
    found = crawl(browser, ["/", *starts], MOST_PAGES, lambda at: is_telling(at, world))
    pages = {at: content(answer) for at, answer in found}
    assert len(pages) < MOST_PAGES
    return pages


def is_telling(at, world):
    """Leave out what is much the same for each organisation, but for the two that matter."""
    both = world.members[0], world.members[-1]
    if "/history/" in at:
        return any(f"/organisations/{one.organisation_id}/" in at for one in both)
    return "organisation=" not in at or any(at.endswith(f"={one.slug}") for one in both)


def content(answer):
    """Give all that an answer tells, files in a zip unpacked."""
    if answer.mimetype == "application/zip":
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            return "\n".join(archive.read(name).decode() for name in archive.namelist())
    if answer.mimetype == "application/pdf":
        return f"{answer.status_code} a printed copy"  # the plain one beside it tells the same
    return f"{answer.status_code} {answer.location} {FRESH.sub('', answer.text)}"


@pytest.mark.walk
def test_nothing_that_others_read_changes_when_somebody_is_excluded(app, world, browsers):
    del browsers["editor"]  # who may read what the owner may
    before = {role: read_all(app, world, browser) for role, browser in browsers.items()}
    assert len(before["coordinator"]) > 150
    found = outcomes(world)
    exclude(world)
    assert outcomes(world) == found, "the premise: no group changes"
    for role, browser in browsers.items():
        after = read_all(app, world, browser)
        changed = [at for at in {**before[role], **after} if before[role].get(at) != after.get(at)]
        if role in ITSELF:
            assert [at for at in changed if TARGET in after[at]], f"{role} sees what it said"
        else:
            assert changed == [], role
            assert not [at for at, text in after.items() if CANARY in text], role


def test_no_letter_and_no_trail_tells(app, world, browsers):
    exclude(world)
    target = world.members[-1]
    assert db.session.scalar(sa.select(Exclusion.to_id)) == target.id
    letters = [f"{one.subject} {one.body}" for one in db.session.scalars(sa.select(OutgoingEmail))]
    trail = [f"{one.action} {one.detail}" for one in db.session.scalars(sa.select(AuditEntry))]
    assert letters
    assert trail
    told = [one for one in letters + trail if TARGET in one or target.slug in one or CANARY in one]
    assert told == []
