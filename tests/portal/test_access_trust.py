"""How far somebody trusts others is told to the engine and to themselves, and to nobody else."""

import copy

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import Submission
from portal.surveys.service import current_version, publish
from tests.portal.test_access_exclusions import ITSELF, read_all
from tests.portal.worlds import a_world, open_browsers

TRUST = {"kind": "trust", "id": "secretly", "label": "How far do you trust them?",
         "visibility": "engine", "of": "partners"}  # fmt: skip


def ask_for_trust(world):
    """Give what was sent another version of its survey, which asks for trust as well."""
    survey = world.response.survey
    asked = copy.deepcopy(current_version(survey).definition)
    for section in asked["sections"]:
        if any(question["id"] == "partners" for question in section["questions"]):
            section["questions"].append(TRUST)
    world.response.version = publish(survey, asked)
    for sent in list_submissions(world):
        sent.version = world.response.version
    rate(world, None)


def list_submissions(world):
    return db.session.scalars(sa.select(Submission).filter_by(response_id=world.response.id))


def rate(world, rating):
    """Put a rating into what was sent."""
    world.response.answers = {**world.response.answers, "secretly": rating}
    for sent in list_submissions(world):
        sent.answers = world.response.answers
    db.session.commit()


@pytest.mark.walk
def test_nothing_that_others_read_changes_when_somebody_is_rated(app):
    world = a_world(organisations=5)
    ask_for_trust(world)
    browsers = open_browsers(app, world)
    roles = ("owner", "neighbour", "viewer", "coordinator")
    before = {role: read_all(app, world, browsers[role]) for role in roles}
    assert len(before["coordinator"]) > 150
    friend = world.members[2]
    rate(world, {"reliable": {friend.slug: 1}, "mission": {friend.slug: 4}})
    for role in roles:
        after = read_all(app, world, browsers[role])
        changed = [at for at in {**before[role], **after} if before[role].get(at) != after.get(at)]
        if role in ITSELF:
            assert [at for at in changed if "reliable: not at all" in after[at]], role
        else:
            assert changed == [], role
            assert not [at for at, text in after.items() if "reliable:" in text], role
