"""A whole partnership with everything that an address can name, and somebody in each role."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import Flask, current_app
from flask.testing import FlaskClient

from portal.accounts.service import make_administrator, make_link
from portal.files import previews
from portal.inviting.invitations import invite
from portal.inviting.registrations import register
from portal.models.base import db
from portal.models.consortia import MatchingRun, Study
from portal.models.organisations import Participation
from portal.models.partnerships import Partnership
from portal.models.people import Person
from portal.models.surveys import Response, Survey
from portal.organisations.profiles import Source, state_fact
from portal.surveys import looking
from portal.surveys.questionnaires import definition_of
from portal.surveys.responses import fingerprint, save_page, send_response, start_response
from portal.surveys.service import create_survey, open_survey, set_registration
from portal.surveys.trials import save_trial
from portal.surveys.uploads import keep_file
from survey import registration_definition, upload_questions
from tests.portal.consortia.factories import a_town
from tests.portal.consortia.runs import (
    a_blocked_run,
    a_comparison,
    a_finished_grouping,
    a_finished_run,
    a_firmness,
)
from tests.portal.factories import a_member, a_person, a_resource, an_editorship
from tests.portal.files.sent import a_pdf

FILE = b"name\nA new club\n"
DEFINITION = registration_definition("Hillside").model_dump_json(exclude_defaults=True).encode()
AGREED = ("declaration", "suggestions", "public", "members", "infrastructure")
SIGNED_IN = ("owner", "editor", "neighbour", "viewer", "coordinator", "administrator", "outsider")
ROLES = ("nobody", "respondent", *SIGNED_IN)


@dataclass
class World:
    """One partnership; `at` holds a value for each name that its addresses ask for."""

    partnership: Partnership
    members: list[Participation]
    survey: Survey
    response: Response
    brief_run: MatchingRun
    blocked: MatchingRun
    grouping: MatchingRun
    comparison: Study
    people: dict[str, Person]
    link: str
    at: dict[str, Any]

    def values(self, endpoint: str) -> dict[str, Any]:
        """Give the values for the address of a page, those that its subject names otherwise too."""
        subject = endpoint.split(".")[0]
        return {**self.at, **self.at["only"].get(subject, {}), **self.at["only"].get(endpoint, {})}


def a_world(slug: str = "hillside", organisations: int = 7) -> World:
    """Build a partnership in which every kind of thing is there."""
    partnership, wards, members = a_town(organisations, slug)
    resource = a_resource(partnership)
    people = people_of(partnership, members)
    survey = create_survey(partnership, "Autumn survey", definition_with_a_file(slug))
    open_survey(survey)
    set_registration(survey, True)
    link = invite(survey, members[0], "club@example.org")
    response = start_response(survey, members[0])
    start_response(survey, members[1])
    proposal = state_fact(members[0], "radius_km", 9, Source("import"))
    friend = members[2].slug
    file = a_released_file(response)
    partners = {"picked": [friend], "ties": {friend: "joint"}}
    save_trial(survey, people["coordinator"], {"partners": partners})
    answer(
        response,
        partners=partners,
        plan=[{"id": file, "name": "plan.pdf"}],
    )
    grouping = a_finished_grouping(partnership)
    a_firmness(grouping)
    world = World(
        partnership=partnership,
        members=members,
        survey=survey,
        response=response,
        brief_run=a_finished_run(partnership, wards),
        blocked=a_blocked_run(partnership, wards),
        grouping=grouping,
        comparison=a_comparison(grouping, "Balanced", "By place"),
        people=people,
        link=link,
        at={"only": {}},
    )
    world.at |= plain_values(world) | {"fact_id": proposal.id, "file": file}
    world.at["only"] = values_by_subject(world, resource.id)
    db.session.commit()
    return world


def definition_with_a_file(slug: str) -> dict[str, Any]:
    """Give the ready survey with a question that is answered with a file."""
    document = registration_definition(slug).model_dump(mode="json", exclude_defaults=True)
    plan = {"kind": "upload", "id": "plan", "label": "Your plan", "visibility": "coordinators"}
    document["sections"][0]["questions"].append(plan)
    return document


def a_released_file(response: Response) -> str:
    """Keep a file of an answer that was looked at, and give its id."""
    question = upload_questions(definition_of(response.version))["plan"]
    upload = keep_file(response, question, "plan.pdf", BytesIO(a_pdf()))
    looking.settle(upload.id, "")
    return upload.public_id


def people_of(partnership: Partnership, members: list[Participation]) -> dict[str, Person]:
    """Put somebody into each role."""
    slug, people = partnership.slug, {}
    for role in SIGNED_IN[:-1]:
        people[role] = a_person(f"{role}@{slug}.example", f"{role.title()} of {slug}")
    people["administrator"] = make_administrator(people["administrator"].email)
    for role in ("viewer", "coordinator"):
        a_member(partnership, role, people[role])
    an_editorship(members[0].organisation, people["owner"], "owner")
    an_editorship(members[0].organisation, people["editor"], "editor")
    an_editorship(members[1].organisation, people["neighbour"], "owner")
    return people


def answer(response: Response, **answers: Any) -> None:
    """Answer a little and send it."""
    kept = {
        "summary": "We play.",
        "agree": dict.fromkeys(AGREED, True),
        **answers,
    }
    save_page(response, kept, fingerprint(response.answers, kept))
    send_response(
        response,
        send_key=f"key-{response.id}",
        revision=response.revision,
        answered_by="Kim",
    )


def plain_values(world: World) -> dict[str, Any]:
    """Give the values that mean the same on every page."""
    first = world.members[0]
    return {
        "partnership": world.partnership.slug,
        "organisation_id": first.organisation_id,
        "survey": world.survey.slug,
        "response": world.response.public_id,
        "brief_id": world.brief_run.brief_id,
        "other_id": world.comparison.other_id,
        "run_id": world.brief_run.id,
        "place": "briefs",
        "number": 1,
        "format_name": "gexf",
        "field": "themes",
        "section": "partners",
        "follow_up": "partners",
        "what": "answers",
        "language": "cy",
        "form": "csv",
        "wanted": "off",
        "choice": "keep",
        "act": "down",
        "page": "privacy",
        "role": "viewer",
        "member_id": id_of("memberships", person_id=world.people["viewer"].id),
        "editor_id": id_of("editorships", person_id=world.people["editor"].id),
    }


def id_of(table: str, **columns: Any) -> int:
    """Find the id of a row."""
    rows = db.metadata.tables[table]
    return int(db.session.scalar(db.select(rows.c.id).filter_by(**columns)) or 0)


def values_by_subject(world: World, resource_id: int) -> dict[str, dict[str, Any]]:
    """Give the values that mean something else from page to page."""
    tokens = [""]
    register(world.survey, "A club", "Kim", "kim@example.org", lambda token: keep(tokens, token))
    return {
        "accounts": {"token": make_link(world.people["viewer"].email)},
        "answering": {"token": world.link},
        "stopping": {"token": world.link},
        "registering": {"token": tokens[-1]},
        "importing": {"token": a_preview(world, "imports")},
        "invitees": {"token": a_preview(world, f"invitees/{world.survey.id}")},
        "versions": {"token": a_definition(world)},
        "network": {"kind": "ties"},
        "open_groups": {"run_id": world.grouping.id, "place": "groups"},
        "studies": {"run_id": world.comparison.run_id, "place": "groups"},
        "wordlists": {"kind": "resources", "entry_id": resource_id},
        "home.about": {"page": "privacy"},
    }


def keep(tokens: list[str], token: str) -> str:
    """Remember a token that is made for a letter."""
    tokens.append(token)
    return f"http://localhost/{token}"


def a_preview(world: World, folder: str) -> str:
    """Keep a file that the coordinator has sent, for an import or for invitations."""
    preview = previews.Preview(
        world.partnership.id,
        world.people["coordinator"].id,
        "clubs.csv",
        previews.hash_content(FILE),
    )
    return previews.keep(current_app.config["INSTANCE"] / folder, FILE, preview)


def a_definition(world: World) -> str:
    """Keep a file that the coordinator has sent as a new version of the survey."""
    preview = previews.Preview(
        world.partnership.id,
        world.people["coordinator"].id,
        "survey.json",
        previews.hash_content(DEFINITION),
    )
    folder = current_app.config["INSTANCE"] / "definitions" / str(world.survey.id)
    return previews.keep(folder, DEFINITION, preview)


def open_browsers(app: Flask, world: World, outside: World | None = None) -> dict[str, FlaskClient]:
    """Give a browser for each role; the outsider coordinates another partnership."""
    people = dict(world.people)
    if outside is not None:
        people["outsider"] = outside.people["coordinator"]
    found = {role: signed_in(app, person) for role, person in people.items()}
    return {"nobody": app.test_client(), "respondent": with_link(app, world), **found}


def signed_in(app: Flask, person: Person) -> FlaskClient:
    """Give a browser in which somebody is signed in."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = person.fs_uniquifier, True
        session["signed_in_at"] = 4_000_000_000.0
    return client


def with_link(app: Flask, world: World) -> FlaskClient:
    """Give a browser in which the organisation's personal link was opened."""
    client = app.test_client()
    client.post(f"/link/{world.link}")
    return client
