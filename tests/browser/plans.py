"""A survey with a note, a group of records and files, for the browser tests of these kinds."""

from io import BytesIO

from portal.models.organisations import Participation
from portal.models.partnerships import Partnership
from portal.models.surveys import Response, Survey
from portal.surveys import looking
from portal.surveys.questionnaires import definition_of
from portal.surveys.responses import fingerprint, save_page, send_response, start_response
from portal.surveys.service import create_survey, open_survey
from portal.surveys.uploads import keep_file
from survey import upload_questions
from tests.portal.files.sent import PNG, a_pdf

FIELDS = [
    {"kind": "text", "id": "name", "label": "Name", "required": True},
    {"kind": "number", "id": "days", "label": "Days a week", "max": 7},
    {"kind": "date", "id": "since", "label": "With us since", "precision": "month"},
    {"kind": "single", "id": "role", "label": "Role",
     "options": [{"key": "lead", "label": "Leads"}, {"key": "play", "label": "Plays"}]},
    {"kind": "yes_no", "id": "paid", "label": "Paid?"},
]  # fmt: skip
QUESTIONS = [
    {"kind": "note", "id": "now", "label": "How it is worded now", "open": True,
     "text": "Every ward has one session a week.\n\nTwo people run it.",
     "facts": [{"key": "ages", "term": "Ages", "words": "8 to 16"}],
     "source": "https://larkhill.example/framework", "source_label": "Play framework"},
    {"kind": "group", "id": "team", "label": "Who would run it?", "item_label": "Person",
     "hint": "One entry a person.", "visibility": "infrastructure", "fields": FIELDS, "most": 3},
    {"kind": "upload", "id": "policy", "label": "Your safeguarding policy",
     "hint": "The latest.", "visibility": "coordinators"},
    {"kind": "upload", "id": "rooms", "label": "Pictures of your rooms", "visibility": "members",
     "accept": ["pictures"], "most": 2},
]  # fmt: skip
SECTION = {"id": "plans", "title": "People and plans", "questions": QUESTIONS}
PLANS = {"id": "plans", "title": "Plans", "notice": "For planning alone.", "sections": [SECTION]}
TEAM = {"records": [{"id": "r1", "given": {"name": "Kim", "days": 2.5}},
                    {"id": "r2", "typed": {"days": {"": ["lots"]}}}], "last": 2}  # fmt: skip
WHOLE = {"records": TEAM["records"][:1], "last": 2}


def a_survey_of_plans(partnership: Partnership) -> Survey:
    """The survey, open."""
    survey = create_survey(partnership, "Plans", PLANS)
    open_survey(survey)
    return survey


def with_files(survey: Survey, participation: Participation, *, sent: bool = False) -> Response:
    """A response with files in every state, or one that was sent with one that is released."""
    response = start_response(survey, participation)
    policy = a_file(response, "policy", "Safeguarding.pdf", a_pdf(), "")
    answers = {"team": WHOLE if sent else TEAM, "policy": policy, "rooms": None}
    if not sent:
        answers["rooms"] = [
            *a_file(response, "rooms", "Hall.png", PNG, None),
            *a_file(response, "rooms", "Yard.png", PNG, "it is damaged"),
        ]
    save_page(response, answers, fingerprint(response.answers, answers))
    if sent:
        send_response(response, send_key="plans", revision=response.revision, answered_by="Kim")
    return response


def a_file(
    response: Response, question: str, name: str, content: bytes, finding: str | None
) -> list[dict[str, str]]:
    """Keep a file; it stays in quarantine where there is no finding, not even an empty one."""
    asked = upload_questions(definition_of(response.version))[question]
    upload = keep_file(response, asked, name, BytesIO(content))
    kept = [{"id": upload.public_id, "name": name}]
    if finding is not None:
        looking.settle(upload.id, finding)
    return kept
