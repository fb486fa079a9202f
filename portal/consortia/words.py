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

# What a member brings to a term, as a fact and a sentence; the cover names its themes instead.
BRINGS = {
    "geography": ("Near the others.", "It keeps the group close together."),
    "complementarity": (
        "Fits with needs.",
        "It offers what others need, or needs what they offer.",
    ),
    "cohesion": ("Close in their work.", "It works with others already, or does similar work."),
    "capacity": ("Brings time.", "Its spare days help the group to deliver."),
    "small": ("Counts as small.", "The group should have small organisations too."),
    "added_value": ("Brings new connections.", "It does not work with most of them yet."),
}

NEEDED = {
    "lead": ("Needed as lead.", "Without it nobody could be the accountable body."),
    "capacity": ("Its days are needed.", "Without it the group would have too few."),
    "small": ("Needed as a small one.", "Without it the group would have too few of them."),
    "hub": ("Holds it together.", "Without it no lead would be within two ties of everyone."),
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
