"""How far somebody trusts others is told to the engine and to themselves, and to nobody else."""

import copy

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import Submission, SurveyVersion
from tests.portal.test_access_exclusions import ITSELF, read_all
from tests.portal.worlds import a_world, open_browsers

TRUST = {"kind": "trust", "id": "secretly", "label": "How far do you trust them?",
         "visibility": "engine", "of": "partners"}  # fmt: skip


def asked_for_trust(world):
    """Ask for trust in the survey that was sent, as though it had always been asked."""
    table = SurveyVersion.__table__
    for number, definition in db.session.execute(sa.select(table.c.id, table.c.definition)).all():
        changed = copy.deepcopy(definition)
        for section in changed["sections"]:
            if any(question["id"] == "partners" for question in section["questions"]):
                section["questions"].append(TRUST)
        there = table.c.id == number
        db.session.execute(sa.update(table).where(there).values(definition=changed))
    db.session.expire_all()
    rate(world, None)


def rate(world, rating):
    """Put a rating into what was sent."""
    world.response.answers = {**world.response.answers, "secretly": rating}
    for sent in db.session.scalars(sa.select(Submission).filter_by(response_id=world.response.id)):
        sent.answers = world.response.answers
    db.session.commit()


@pytest.mark.walk
def test_nothing_that_others_read_changes_when_somebody_is_rated(app):
    world = a_world(organisations=5)
    asked_for_trust(world)
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
