"""Who could take whose place is looked for with exclusions, and no page lets anybody see that."""

import re

import pytest

from portal.consortia.inputs import gather
from portal.consortia.tasks import carry_out
from portal.models.base import db
from portal.models.consortia import MatchingRun
from portal.organisations.profiles import Source, state_exclusions
from tests.portal.consortia.factories import knows
from tests.portal.test_access_exclusions import CANARY, content
from tests.portal.worlds import a_world, open_browsers

READERS = ("viewer", "coordinator")
TABLE = re.compile(r"(?s)<table[^>]*><caption>Who could take its place.*?</table>")
FOLD = re.compile(r"(?s)<summary>If (.*?) dropped out</summary>(.*?)</details>")
NOBODY = "No workable group within reach with anybody else in its place."


@pytest.fixture
def world(app):
    return a_world(organisations=9)


@pytest.fixture
def browsers(app, world):
    found = open_browsers(app, world)
    return {role: found[role] for role in READERS}


def read(world, browsers):
    """Read the page of the brief's first group in every role that may."""
    at = f"/p/{world.partnership.slug}/briefs/run/{world.brief_run.id}/group/1"
    return {role: content(browser.get(at)) for role, browser in browsers.items()}


def search_again(world):
    """Carry the brief out anew with what is known now, as though it had been known then."""
    number, ended = world.brief_run.id, world.brief_run.finished_at
    run = world.brief_run
    run.inputs, run.state = gather(world.partnership).frozen, "queued"
    db.session.commit()
    carry_out(number)
    db.session.expire_all()
    db.session.get_one(MatchingRun, number).finished_at = ended
    db.session.commit()


def first(world):
    """Give the first group as it was found, and who is offered for each of its members."""
    brings = world.brief_run.picture["groups"][0]["brings"]
    offered = {one["id"]: [option["id"] for option in one["instead"]] for one in brings}
    return dict(world.brief_run.outcome["consortia"][0]), offered


def exclude(world, sayer, *others):
    """Let an organisation say with whom it cannot work."""
    ids = [other.id for other in others]
    state_exclusions(sayer, ids, Source("response", CANARY, CANARY))


def by_slug(world):
    return {member.slug: member for member in world.members}


def test_only_who_is_offered_changes_where_one_who_was_offered_is_excluded(world, browsers):
    group, offered = first(world)
    members, before = by_slug(world), read(world, browsers)
    candidate = next(iter(offered.values()))[0]
    partner = next(key for key in group["members"] if candidate in offered[key])
    exclude(world, members[candidate], members[partner])
    search_again(world)
    assert first(world)[0] == group, "the premise: no group changes"
    after = read(world, browsers)
    name, of_partner = (members[key].organisation.name for key in (candidate, partner))
    for role in READERS:
        assert before[role] != after[role]
        assert TABLE.sub("", before[role]) == TABLE.sub("", after[role])
        named = [member for member, fold in FOLD.findall(after[role]) if name in fold]
        assert named == [of_partner]
        assert CANARY not in after[role]


def test_nobody_left_to_offer_reads_alike_whatever_the_reason(world, browsers):
    group, _ = first(world)
    members = by_slug(world)
    outside = [one for key, one in members.items() if key not in group["members"]]
    stays = members[group["members"][0]]
    for one in outside:
        exclude(world, one, stays)
    search_again(world)
    assert first(world)[0] == group, "the premise: no group changes"
    private = read(world, browsers)
    for one in outside:
        exclude(world, one)
        knows(one, themes={})
    search_again(world)
    assert first(world)[0]["members"] == group["members"], "the premise: no group changes"
    plain = read(world, browsers)
    for role in READERS:
        folds = dict(FOLD.findall(plain[role]))
        assert set(folds) == {members[key].organisation.name for key in group["members"]}
        del folds[stays.organisation.name]
        told = dict(FOLD.findall(private[role]))
        for name, fold in folds.items():
            assert NOBODY in fold
            assert told[name] == fold
