"""The invented people who sign in to the demonstration, one for each role."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemonstrationPerson:
    """Somebody invented; signs in with one click in demonstration mode only."""

    email: str
    name: str
    words: str


PEOPLE = {
    "coordinator": DemonstrationPerson(
        "coordinator@demonstration.example", "Ada Coordinator", "Coordinator of the partnership"
    ),
    "viewer": DemonstrationPerson(
        "viewer@demonstration.example", "Vic Viewer", "Officer of an infrastructure body"
    ),
    "owner": DemonstrationPerson(
        "owner@demonstration.example", "Oli Owner", "Owner of an organisation's profile"
    ),
    "editor": DemonstrationPerson(
        "editor@demonstration.example", "Edi Editor", "Editor of an organisation's profile"
    ),
    "administrator": DemonstrationPerson(
        "administrator@demonstration.example", "Alex Administrator", "Administrator"
    ),
}
