"""The words in which runs, terms, facts and reasons are told."""

from collections.abc import Mapping

STATES = {
    "queued": "Waiting",
    "running": "Being worked on",
    "finished": "Finished",
    "cancelled": "Stopped",
    "failed": "Did not work",
}
STATE_KINDS = {
    "queued": "info",
    "running": "info",
    "finished": "done",
    "cancelled": "caution",
    "failed": "error",
}

FACTS = {
    "place": "where they are based",
    "areas": "where they work",
    "themes": "their themes",
    "ages": "the ages they work with",
    "offers": "what they offer",
    "needs": "what they need",
    "networks": "their networks",
    "turnover": "their turnover",
    "spare_days": "their spare days",
    "max_contract": "the largest contract they could hold",
    "can_lead": "whether they could lead",
    "will_lead": "whether they want to lead",
    "ties": "whom they work with",
}

# Term of the engine: what a member brings to it, strongest first in the card.
BRINGS = {
    "coverage": "covers a good part of what is wanted",
    "geography": "keeps the group close together",
    "complementarity": "helps with what others need, or is helped",
    "cohesion": "knows the others or does similar work",
    "capacity": "brings the time to deliver",
    "small": "is one of the small organisations",
    "added_value": "brings new connections",
}

NEEDED = {
    "lead": "Without it the group would have no lead.",
    "capacity": "Without it the group would have too few days.",
    "small": "Without it the group would have too few small organisations.",
    "hub": "Without it no lead would be within two ties of everyone.",
}

NO_WORKABLE_GROUP = "no workable group within reach"
# The engine's reasons for an open grouping: how each is called, and what would change it.
# A reason that may be private has one sentence for every case, so that none can be told apart.
LEFT_OUT: Mapping[str, tuple[str, str]] = {
    "not known yet": ("Their themes are not known yet", "Ask them for their themes."),
    "no eligible lead within reach": ("No lead within reach", ""),
    "too few organisations within reach": ("Too few organisations within reach", ""),
    NO_WORKABLE_GROUP: (
        "No workable group within reach",
        "More organisations nearby that answer, or a place in another group, would change it.",
    ),
    "would lower every group that it could join": (
        "Each group it could join would be weaker with it",
        "",
    ),
}

# Rules of a brief that a swap breaks and that may be told. Every other rule is told in the same
# words as "no workable group within reach", so that none of them can be told apart.
NEAREST_RULES = {
    "themes": "Their themes are not known yet.",
    "must_exclude": "The brief leaves them out by name.",
    "must_include": "Every place is taken by a member that the brief names.",
}
NEAREST_OTHER = "No workable group within reach: in place of any member, a rule would be broken."
