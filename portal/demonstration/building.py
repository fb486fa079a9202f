"""Builds the demonstration through the same services that people use."""

from portal.accounts.service import find_or_add_person, make_administrator
from portal.demonstration.answering import run_survey
from portal.demonstration.asking import ask_for_groups
from portal.demonstration.invention import Invention, invent_organisations, read_wards
from portal.demonstration.people import PEOPLE
from portal.demonstration.waves import run_waves
from portal.demonstration.words import RESOURCES, THEMES
from portal.errors import NotThere
from portal.models.base import db
from portal.models.organisations import Participation
from portal.models.partnerships import Partnership
from portal.organisations import service as organisations
from portal.partnerships import service as partnerships
from portal.places.areafiles import AreaRow
from portal.places.postcodefiles import PostcodeRow
from portal.places.service import import_areas, import_postcodes

SLUG = "manchester"
NAME = "Manchester Youth and Play Partnership"
PURPOSE = (
    "Children and young people in every ward can find somewhere to play, somewhere to go and "
    "somebody to talk to, because the organisations around them plan and deliver together."
)
CITY, VINTAGE = "E08000003", 2022


def build_demonstration() -> bool:
    """Build what is not there yet; False where nothing was to be done."""
    if not is_built():
        found = invent_organisations()
        partnership = found_partnership()
        participations = add_organisations(partnership, found)
        add_people(partnership, participations)
        run_survey(partnership, found, participations, postcodes_of(found))
        run_waves(partnership, participations)
        db.session.commit()
    return ask_for_groups(partnerships.get_partnership(SLUG))


def is_built() -> bool:
    """Tell whether the demonstration is there."""
    try:
        partnerships.get_partnership(SLUG)
    except NotThere:
        return False
    return True


def found_partnership() -> Partnership:
    """Set up the partnership with its themes, resources and wards."""
    partnership = partnerships.create_partnership(
        name=NAME, slug=SLUG, purpose=PURPOSE, contact=PEOPLE["coordinator"].email
    )
    for code, label, hint in THEMES:
        partnerships.add_theme(partnership, label=label, hint=hint, code=code)
    for code, label in RESOURCES:
        partnerships.add_resource(partnership, label=label, code=code)
    wards = read_wards()
    city = AreaRow(CITY, "Manchester", "district", VINTAGE, None, 53.445, -2.232)
    rows = [AreaRow(w.code, w.name, "ward", VINTAGE, CITY, w.lat, w.lon) for w in wards]
    import_areas([city, *rows])
    for part in ("North", "Central", "South"):
        codes = [ward.code for ward in wards if ward.part == part]
        partnerships.add_areas(partnership, codes, part)
    return partnership


def add_organisations(partnership: Partnership, found: list[Invention]) -> list[Participation]:
    """Add the invented organisations, each with an address that leads nowhere."""
    import_postcodes(
        [
            [
                PostcodeRow(postcode.replace(" ", ""), one.lat, one.lon, one.ward.code)
                for one, postcode in zip(found, postcodes_of(found), strict=True)
            ]
        ]
    )
    return [
        organisations.add_organisation(
            partnership,
            one.name,
            contact_name="Sam Sample",
            contact_email=f"hello{number}@demonstration.example",
        )
        for number, one in enumerate(found, 1)
    ]


def postcodes_of(found: list[Invention]) -> list[str]:
    """Make up postcodes in the district M0, which does not exist."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return [f"M0 {1 + n // 20}{letters[n % 20]}A" for n in range(len(found))]


def add_people(partnership: Partnership, participations: list[Participation]) -> None:
    """Add the people who are signed in with one click, one for each role."""
    for role, person in PEOPLE.items():
        find_or_add_person(person.email, person.name)
        if role in {"coordinator", "viewer"}:
            partnerships.add_member(partnership, person.email, role)
    make_administrator(PEOPLE["administrator"].email)
    answered, draft = first_at("sent", participations), first_at("draft", participations)
    organisations.add_editor(answered.organisation, PEOPLE["owner"].email, "owner")
    organisations.add_editor(draft.organisation, PEOPLE["editor"].email, "editor")


def first_at(stage: str, participations: list[Participation]) -> Participation:
    """Give the first organisation that got as far as a stage of the survey."""
    pairs = zip(invent_organisations(), participations, strict=True)
    return next(participation for one, participation in pairs if one.stage == stage)
