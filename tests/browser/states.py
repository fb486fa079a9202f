"""The demonstration, and the states of pages that it does not show by itself."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from portal.accounts.service import get_person, make_link
from portal.consortia.revising import bring_up_to_date
from portal.consortia.service import ask_to_cancel, list_runs, start_again, start_grouping
from portal.consortia.studies import Side, ask_for_comparison, ask_for_firmness, ask_to_stop
from portal.consortia.study_tasks import carry_out_study
from portal.consortia.tasks import carry_out
from portal.consortia.wishes import GroupingWishes
from portal.demonstration.building import SLUG, build_demonstration
from portal.demonstration.people import PEOPLE
from portal.files import previews
from portal.inviting.invitations import make_invitation
from portal.inviting.registrations import register
from portal.models.base import db, now
from portal.models.consortia import MatchingRun, Study
from portal.models.partnerships import Partnership
from portal.models.surveys import Response, Survey
from portal.organisations.profiles import Source, set_fact, state_fact
from portal.organisations.service import add_organisation, leave, list_participations
from portal.partnerships.service import add_member, create_partnership, get_partnership
from portal.surveys.opening import today
from portal.surveys.service import (
    close_survey,
    create_survey,
    get_survey,
    list_surveys,
    open_survey,
    publish,
)
from survey import registration_definition
from tests.browser.plans import a_survey_of_plans, with_files
from tests.portal.worlds import signed_in

IMPORTED = "name,themes,staff\nNew Lane Club,open-access-play,2\n,youth-clubs,3\nOld Hall,,many\n"
INVITEES = "name,email\nNew Lane Club,kim@example.org\nOld Hall,no address\n"
# What somebody finds who fills in the small forms that change an address.
LOOKED_FOR = [
    f"/p/{SLUG}/organisations?find=nobody+is+called+so",
    f"/p/{SLUG}/surveys/register-your-interest?find=nobody+is+called+so",
    f"/p/{SLUG}/surveys/register-your-interest/invite?state=invited",
    f"/p/{SLUG}/surveys/next-month/languages/cy",
    f"/p/{SLUG}/settings/areas/add?district=E08000003",
    f"/p/{SLUG}/briefs/new?step=levels",
    f"/p/{SLUG}/briefs/new?step=levels&theme=youth-clubs&theme=arts&area=E05011376",
    *(
        f"/p/{SLUG}/network?graph={graph}&view={view}&colour=community"
        for graph in ("ties", "affinity", "members")
        for view in ("picture", "organisations", "links")
    ),
]
REASON = "The search was begun several times and broke off each time, so it was given up."


@dataclass(frozen=True)
class Demonstration:
    """Addresses to start from, for each visitor, and the browsers in which they are signed in."""

    starts: dict[str, list[str]]
    browsers: dict[str, FlaskClient]


def build(app: Flask) -> Demonstration:
    """Build the demonstration with more states of runs, surveys and partnerships."""
    build_demonstration()
    partnership = get_partnership(SLUG)
    add_studies(partnership)
    add_revisions(partnership)
    add_runs(partnership)
    survey = list_surveys(partnership)[-1]
    add_surveys(partnership)
    add_partnership_without_anything()
    add_news(partnership)
    links, doors = add_links(survey)
    plans, door = add_plans(partnership)
    doors |= door
    db.session.commit()
    browsers = {role: signed_in(app, get_person(one.email)) for role, one in PEOPLE.items()}
    starts = {role: ["/", "/mine"] for role in browsers}
    files = [
        keep_a_file(app, partnership),
        keep_a_version(app, partnership),
        keep_invitees(app, survey),
    ]
    starts["coordinator"] += [plans, *files, *LOOKED_FOR, ask_late(partnership)]
    starts["nobody"] = links
    starts["respondent"] = [f"/answer/{one}/{page}" for one in doors for page in ("", "later")]
    browsers |= {"nobody": app.test_client(), "respondent": with_doors(app, doors)}
    return Demonstration(starts, browsers)


def add_runs(partnership: Partnership) -> None:
    """Add searches that wait, failed, were stopped early or late, and one that is proven now."""
    brief_run = next(run for run in list_runs(partnership, "brief") if run.outcome["consortia"])
    failed = start_again(brief_run)
    failed.state, failed.failure = "failed", REASON
    ask_to_cancel(start_again(brief_run))
    stopped = with_first_answer(brief_run)
    stopped.state, stopped.finished_at, stopped.bound = "cancelled", now(), 0.99
    stopped.outcome = proven(brief_run.outcome, status="bounded", bound=0.99, gap=0.25)
    with_first_answer(brief_run)
    start_grouping(partnership, GroupingWishes("One that waits"))
    db.session.flush()


def add_studies(partnership: Partnership) -> None:
    """Work out what the worker was asked for, and add studies that wait, failed or were stopped."""
    everybody = list_runs(partnership, "grouping")[-1].id
    for run in [one.id for one in list_runs(partnership) if one.state == "queued"]:
        carry_out(run)
    for number in list(db.session.scalars(db.select(Study.id))):
        carry_out_study(number)
    grouping = db.session.get_one(MatchingRun, everybody)
    ask_for_comparison(grouping, Side("Balanced"), Side("New connections"))
    stopped = ask_for_comparison(grouping, Side("Balanced"), Side("By place"))
    ask_to_stop(stopped)
    failed = ask_for_firmness(stopped.other)
    failed.state, failed.failure = "failed", REASON
    ask_for_firmness(ask_for_comparison(grouping, Side("Balanced"), Side("By theme")).other)
    db.session.flush()


def add_revisions(partnership: Partnership) -> None:
    """Bring the grouping of everybody up to date after news, and let the next time break off."""
    everybody = list_runs(partnership, "grouping")[-1]
    for one in list_participations(partnership)[10:22]:
        set_fact(one, "spare_days", 7, Source("typed"))
    late = add_organisation(partnership, "Late Comers")
    number = bring_up_to_date(everybody).id
    db.session.commit()
    carry_out(number)
    set_fact(late, "spare_days", 7, Source("typed"))
    failed = bring_up_to_date(db.session.get_one(MatchingRun, number))
    failed.state, failed.failure = "failed", REASON
    db.session.flush()


def with_first_answer(finished: MatchingRun) -> MatchingRun:
    """Add a search whose first answer is there and is being proven."""
    run = start_again(finished)
    run.state, run.phase, run.progress = "running", "Proving group 2 of 5", 0.02
    run.outcome = proven(finished.outcome, status="heuristic", bound=None, gap=None)
    run.picture, run.best, run.bound = finished.picture, 0.727, 0.741
    db.session.flush()
    return run


def proven(outcome: dict[str, Any], **proof: Any) -> dict[str, Any]:
    """Give an outcome in which every group has the same proof."""
    return outcome | {"consortia": [group | {"proof": proof} for group in outcome["consortia"]]}


def add_surveys(partnership: Partnership) -> None:
    """Add surveys that are being made, will open by themselves, have changed and have ended."""
    definition = registration_definition(partnership.name)
    create_survey(partnership, "Next year", definition)
    waits = create_survey(partnership, "Next month", definition)
    open_survey(waits, today() + timedelta(days=60), first_day=today() + timedelta(days=30))
    publish(waits, definition.model_copy(update={"title": "Next month"}), note="Its own title")
    ended = create_survey(partnership, "Last year", definition)
    open_survey(ended)
    close_survey(ended)


def add_partnership_without_anything() -> None:
    """Add a partnership that was just made, with the same coordinator."""
    fresh = create_partnership("Fresh Start", "fresh-start", "To be said.", "")
    add_member(fresh, PEOPLE["coordinator"].email, "coordinator")


def add_news(partnership: Partnership) -> None:
    """Let an organisation leave, and let the owner have something to settle."""
    everyone = list_participations(partnership)
    leave(next(one for one in everyone if one.contact_email.startswith("hello99@")))
    own = next(one for one in everyone if speaks_for(one, "owner"))
    state_fact(own, "radius_km", 3.5, Source("import", "file:clubs.csv", "clubs.csv"))


def speaks_for(participation: object, role: str) -> bool:
    """Tell whether one of the demonstration's people speaks for an organisation."""
    table = db.metadata.tables["editorships"]
    person = get_person(PEOPLE[role].email)
    query = db.select(table.c.id).filter_by(
        person_id=person.id, organisation_id=participation.organisation_id
    )
    return db.session.scalar(query) is not None


def add_plans(partnership: Partnership) -> tuple[str, dict[str, int]]:
    """Add a survey with files; give where some were sent, and the door to a draft."""
    survey = a_survey_of_plans(partnership)
    first, second = list_participations(partnership)[3:5]
    with_files(survey, first, sent=True)
    draft = with_files(survey, second)
    invitation, _ = make_invitation(survey, second, "kim@e.org")
    db.session.flush()
    sent = f"/p/{partnership.slug}/surveys/{survey.slug}/organisations/{first.organisation_id}"
    return sent, {draft.public_id: invitation.id}


def add_links(survey: Survey) -> tuple[list[str], dict[str, int]]:
    """Make the links that letters hold; give them, and doors to a draft and to sent answers."""
    slug, kept = survey.partnership.slug, []
    query = db.select(Response).filter_by(survey_id=survey.id).order_by(Response.id)
    responses = {one.state: one for one in db.session.scalars(query)}
    doors, tokens = {}, {}
    for state, response in responses.items():
        invitation, tokens[state] = make_invitation(survey, response.participation, "kim@e.org")
        doors[response.public_id] = invitation.id
    register(survey, "A new club", "Kim", "new@example.org", lambda one: kept.append(one) or one)
    sign_in = make_link(PEOPLE["viewer"].email)
    links = [f"/link/{token}" for token in tokens.values()]
    links += [f"/register/{kept[0]}", f"/sign-in/{sign_in}", "/sign-in/used-up", "/sign-in/sent"]
    links += [f"/link/{token}/stop" for token in tokens.values()]
    links += ["/link-again/sent", "/", "/system", "/health", "/.well-known/security.txt"]
    return [*links, f"/p/{slug}/register/{survey.slug}/sent"], doors


def with_doors(app: Flask, doors: dict[str, int]) -> FlaskClient:
    """Give a browser in which personal links were opened."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["doors"] = doors
    return client


def ask_late(partnership: Partnership) -> str:
    """Give the page on which one organisation is let into a survey that has closed."""
    one = list_participations(partnership)[0].organisation_id
    return f"/p/{partnership.slug}/surveys/last-year/organisations/{one}/late"


def keep_sent(app: Flask, partnership: Partnership, folder: str, name: str, content: str) -> str:
    """Keep a file that the coordinator has sent, and give the token of its preview."""
    person, data = get_person(PEOPLE["coordinator"].email), content.encode()
    preview = previews.Preview(partnership.id, person.id, name, previews.hash_content(data))
    return previews.keep(app.config["INSTANCE"] / folder, data, preview)


def keep_a_file(app: Flask, partnership: Partnership) -> str:
    """Keep a file of organisations, and give the address of its preview."""
    token = keep_sent(app, partnership, "imports", "clubs.csv", IMPORTED)
    return f"/p/{partnership.slug}/organisations/import/{token}"


def keep_invitees(app: Flask, survey: Survey) -> str:
    """Keep a file of those to invite, and give the address of its preview."""
    folder = f"invitees/{survey.id}"
    token = keep_sent(app, survey.partnership, folder, "invite.csv", INVITEES)
    return f"/p/{survey.partnership.slug}/surveys/{survey.slug}/invite/file/{token}"


def keep_a_version(app: Flask, partnership: Partnership) -> str:
    """Keep the file of a version that is not safe, and give the address of its preview."""
    survey = get_survey(partnership, "next-month")
    document = registration_definition(partnership.name).model_dump(exclude_defaults=True)
    document["sections"] = document["sections"][:-1]
    folder, content = f"definitions/{survey.id}", json.dumps(document)
    token = keep_sent(app, partnership, folder, "survey.json", content)
    return f"/p/{partnership.slug}/surveys/{survey.slug}/versions/new/{token}"
