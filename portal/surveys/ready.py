"""The ready survey, made out to a partnership: its name and the parts of its place."""

import re
from collections.abc import Sequence

from portal.errors import Refused
from portal.models.partnerships import Partnership
from portal.partnerships.service import list_areas, list_parts
from survey import BadDefinition, Choice, Definition, registration_definition


def ready_registration(partnership: Partnership, networks: Sequence[Choice] = ()) -> Definition:
    """Give the registration of interest for a partnership, with the parts that its areas are in."""
    parts = [Choice(key_of(part), part) for part in list_parts(list_areas(partnership))]
    try:
        return registration_definition(partnership.name, networks, parts)
    except BadDefinition as error:
        words = f"A name of your partnership or its areas cannot stand in a survey. {error}"
        raise Refused(words) from error


def key_of(words: str) -> str:
    """Make the key of an option from its words."""
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:60] or "part"
