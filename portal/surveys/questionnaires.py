"""What the questionnaire engine is given: a version's definition, a partnership's lists."""

import json
import unicodedata
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal

import sqlalchemy as sa
from flask_babel import get_translations

from portal.models.base import db
from portal.models.organisations import Organisation, Participation, ProfileFact
from portal.models.partnerships import Partnership, PartnershipArea
from portal.models.surveys import Response, Survey, SurveyVersion
from portal.organisations.profiles import facts_without, get_profile
from portal.organisations.ties import TIES, ties_of
from portal.partnerships.service import AGES, list_areas, list_resources, list_themes
from portal.places.service import find_postcode
from portal.surveys.earlier import before_of
from portal.surveys.promises import has_names
from portal.surveys.submissions import reference
from portal.surveys.uploads import list_files
from survey import Choice, Context, Definition, languages_of, translated

# Who answers: None for the organisation itself, or a coordinator on its behalf.
Audience = Literal["coordinators"] | None
LONG_LIST = 25
LETTERS = ("A–C", "D–F", "G–I", "J–L", "M–O", "P–R", "S–U", "V–Z")


def definition_of(version: SurveyVersion, language: str = "") -> Definition:
    """Give the definition of a version, in a language of it; it never changes: it is read once."""
    text = json.dumps(version.definition, sort_keys=True)
    return parse_in(text, language) if language else parse(text)


@lru_cache(maxsize=64)
def parse(text: str) -> Definition:
    """Read a definition that was published: what is a fault by now was none on that day."""
    return Definition.model_validate_json(text)


@lru_cache(maxsize=64)
def parse_in(text: str, language: str) -> Definition:
    """Read a definition in a language."""
    return translated(parse(text), language)


def languages_in(version: SurveyVersion) -> tuple[str, ...]:
    """Give the languages in which a version can be read as a whole, its own first."""
    return whole_in(json.dumps(version.definition, sort_keys=True))


@lru_cache(maxsize=64)
def whole_in(text: str) -> tuple[str, ...]:
    """Give the languages of a definition."""
    return tuple(languages_of(parse(text)))


def context_for(
    survey: Survey, participation: Participation, audience: Audience = None, own: str = ""
) -> Context:
    """Give the lists of a partnership and what is known of the one who answers.

    `audience` is who answers for it, None for itself; `own` is how the references begin of what
    was told by these very answers. Where answers have no names nothing is known: what is filled in
    beforehand, or asked because of it, would tell who answers.
    """
    blank = context_of(survey.partnership, leave_out=participation.id)
    known = known_of(participation, own) if has_names(survey) else {}
    before = before_of(survey, participation, by_itself=audience is None)
    # An anonymous answer keeps no file: its rows would tell whose it is.
    files = None if survey.mode == "anonymous" else list_files(survey, participation)
    return replace(blank, known=known, before=before, files=files, audience=audience)


def context_of_response(response: Response, audience: Audience = None) -> Context:
    """Give the context of answers, the same before and after their sending.

    What they told themselves is left out: a question that is asked because something was not known
    is still asked once they have told it.
    """
    return context_for(response.survey, response.participation, audience, reference(response))


def context_for_preview(survey: Survey) -> Context:
    """Give the lists as they would be for an organisation of which nothing is known."""
    return context_of(survey.partnership)


def context_of(partnership: Partnership, leave_out: int | None = None) -> Context:
    """Give the lists that pickers offer, without the participation that answers."""
    return Context(
        themes=[
            Choice(t.code, t.label, t.hint, retired=t.retired_at is not None)
            for t in list_themes(partnership, with_retired=True)
        ],
        areas=[area_choice(one) for one in list_areas(partnership, with_retired=True)],
        organisations=list_others(partnership, leave_out),
        offers=[
            Choice(r.code, r.label, retired=r.retired_at is not None)
            for r in list_resources(partnership, with_retired=True)
        ],
        ages=[Choice(code, label) for code, label in AGES.items()],
        find_postcode=place_of,
        catalogue=get_translations(),
    )


def area_choice(one: PartnershipArea) -> Choice:
    """Give an area as it is offered: under its part of town, with its place where that is known."""
    area = one.area
    place = None if area.lat is None or area.lon is None else (area.lat, area.lon)
    retired = one.retired_at is not None
    return Choice(area.code, area.name, group=one.part, retired=retired, place=place)


def list_others(partnership: Partnership, leave_out: int | None) -> list[Choice]:
    """Give the names of all who take part or took part, but one; those who left are retired."""
    query = (
        sa.select(Participation.id, Participation.slug, Organisation.name, Participation.left_at)
        .join(Organisation)
        .where(Participation.partnership_id == partnership.id, Participation.id != leave_out)
        .order_by(Organisation.name_key, Participation.id)
    )
    others = db.session.execute(query).all()
    long, where = len(others) > LONG_LIST, areas_told(partnership)
    return [
        Choice(
            slug,
            name,
            group=initial_group(name) if long else "",
            retired=left_at is not None,
            also=where.get(number, ""),
        )
        for number, slug, name, left_at in others
    ]


def areas_told(partnership: Partnership) -> dict[int, str]:
    """Give the names of the areas in which organisations work, where all members may know it."""
    names = {one.area.code: f"{one.area.name} {one.part}" for one in list_areas(partnership)}
    query = (
        sa.select(ProfileFact.participation_id, ProfileFact.value)
        .join(Participation, Participation.id == ProfileFact.participation_id)
        .where(
            Participation.partnership_id == partnership.id,
            ProfileFact.field == "areas",
            ProfileFact.state == "current",
            ProfileFact.visibility.in_(("public", "members")),
        )
    )
    found = db.session.execute(query).all()
    return {number: " ".join(names[c] for c in codes if c in names) for number, codes in found}


def initial_group(name: str) -> str:
    """Give the heading under which a name stands in a long list, by its first letter."""
    plain = unicodedata.normalize("NFKD", name).upper()
    first = next((c for c in plain if c.isalnum()), "")
    return next((group for group in LETTERS if first and group[0] <= first <= group[-1]), "Others")


def known_of(participation: Participation, own: str) -> dict[str, Any]:
    """Give what is known of an organisation, for "is this still right?", but by its `own` answers.

    Whom it cannot work with is left out: a link may be in other hands than those that told.
    """
    facts = facts_without(participation, own) if own else get_profile(participation).facts
    known = {name: fact.value for name, fact in facts.items()}
    slugs = slugs_of(participation.partnership_id)
    if known.pop(TIES, False):
        known["ties"] = {slugs[to_id]: rung for to_id, rung in ties_of(facts[TIES]).items()}
    return known


def slugs_of(partnership_id: int) -> dict[int, str]:
    """Give the slugs of all participations of a partnership by their ids."""
    query = sa.select(Participation.id, Participation.slug).filter_by(partnership_id=partnership_id)
    return {row.id: row.slug for row in db.session.execute(query)}


def place_of(postcode: str) -> tuple[float, float] | None:
    """Give the place of a postcode in degrees, None where we do not have it."""
    found = find_postcode(postcode)
    return (found.lat, found.lon) if found else None
