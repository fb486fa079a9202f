"""A survey of sixty questions with branches, and how somebody answers it by hand."""

from portal.models.base import db
from portal.models.surveys import Survey
from portal.surveys.service import create_survey, open_survey
from tests.portal import factories as make

SECTIONS = 10
PLACES = ("hall", "park", "school")
AGES = ("young", "grown", "old", "all")
# In every other section the answer leads to one more question.
BRANCHING = range(0, SECTIONS, 2)


def a_long_survey() -> Survey:
    """An open survey of ten sections; the sixth question of each is asked after a yes alone."""
    sections = [section(number) for number in range(SECTIONS)]
    survey = create_survey(
        make.a_partnership(),
        "A long survey",
        {"id": "long", "title": "A long survey", "sections": sections},
    )
    open_survey(survey)
    db.session.commit()
    return survey


def section(number: int) -> dict[str, object]:
    """Six questions of five kinds."""
    asked: list[dict[str, object]] = [
        {
            "kind": "text",
            "id": f"what_{number}",
            "label": f"What do you do {number}?",
            "long": True,
        },
        {"kind": "number", "id": f"many_{number}", "label": f"How many {number}?"},
        {
            "kind": "single",
            "id": f"where_{number}",
            "label": f"Where {number}?",
            "options": [{"key": key, "label": f"In a {key}"} for key in PLACES],
        },
        {
            "kind": "multiple",
            "id": f"whom_{number}",
            "label": f"Whom for {number}?",
            "options": [{"key": key, "label": f"The {key}"} for key in AGES],
        },
        {"kind": "yes_no", "id": f"more_{number}", "label": f"Is there more {number}?"},
        {
            "kind": "text",
            "id": f"why_{number}",
            "label": f"What more {number}?",
            "show_if": f"more_{number} = yes",
        },
    ]
    questions = [{"visibility": "members", **one} for one in asked]
    return {"id": f"part_{number}", "title": f"Part number {number}", "questions": questions}


def expected(number: int) -> dict[str, object]:
    """What the answers of a section are once it is answered."""
    found: dict[str, object] = {
        f"what_{number}": words(number),
        f"many_{number}": number + 0.5,
        f"where_{number}": {"choice": PLACES[number % 3]},
        f"whom_{number}": {"picked": [AGES[number % 3], "all"]},
        f"more_{number}": "yes" if number in BRANCHING else "no",
    }
    if number in BRANCHING:
        found[f"why_{number}"] = f"More of {number}"
    return found


def words(number: int) -> str:
    """A long text with what could be lost on the way: lines, quotes, marks, letters of anywhere."""
    return f"Line <b>one</b> & \"two\" 'of' {number}\nÀ deux – café\nllwyfan\n" + "Long. " * 40


def answer(page, number: int) -> None:
    """Fill in the first page of a section."""
    page.get_by_label(f"What do you do {number}?").fill(words(number))
    page.get_by_label(f"How many {number}?").fill(f"{number}.5")
    group(page, f"Where {number}?").get_by_label(f"In a {PLACES[number % 3]}").check()
    for age in (AGES[number % 3], "all"):
        group(page, f"Whom for {number}?").get_by_label(f"The {age}").check()
    said = "Yes" if number in BRANCHING else "No"
    group(page, f"Is there more {number}?").get_by_label(said, exact=True).check()


def group(page, label: str):
    """The controls of one question."""
    return page.get_by_role("group", name=label)
