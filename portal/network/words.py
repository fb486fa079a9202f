"""The words for the three networks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """How one network and what is in it are called."""

    title: str
    link: str
    links: str
    one: str
    other: str
    how: str


WORDS = {
    "ties": Words(
        "Who works with whom", "tie", "Ties", "Organisation", "Works with", "Who says so"
    ),
    "affinity": Words(
        "Who would fit together", "link", "Links", "Organisation", "Fits with", "Already?"
    ),
    "members": Words(
        "Who is in which suggested group", "membership", "Memberships", "Group", "Member", "As"
    ),
}
