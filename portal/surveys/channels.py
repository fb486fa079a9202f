"""How answers came: online from the organisation itself, or entered for it as it told them."""

from portal.models.base import db
from portal.models.people import Person
from portal.models.surveys import Response
from survey import tell

BY = {
    "paper": tell("on paper"),
    "email": tell("by e-mail"),
    "telephone": tell("by telephone"),
    "meeting": tell("at a meeting"),
}
NAMES = {
    "online": "Online",
    "paper": "On paper",
    "email": "By e-mail",
    "telephone": "By telephone",
    "meeting": "At a meeting",
}


def is_being_entered(response: Response) -> bool:
    """Tell whether a coordinator is entering a draft for its organisation."""
    return response.state == "draft" and response.channel != "online"


def was_entered(response: Response) -> bool:
    """Tell whether what was sent was entered for the organisation."""
    return response.channel != "online"


def who_entered(response: Response) -> str:
    """Give the name of the coordinator who entered the answers; their address without one."""
    person = db.session.get(Person, response.entered_by) if response.entered_by else None
    return (person.name or person.email) if person else tell("a coordinator")
