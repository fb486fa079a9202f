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
    "lead": ("Needed as lead.", "Without it nobody here is known to be able to lead."),
    "capacity": ("Its days are needed.", "Without it the group would have too few."),
    "small": ("Needed as a small one.", "Without it the group would have too few of them."),
    "hub": ("Holds it together.", "Without it no lead would be within two ties of everyone."),
    "must_include": ("Named in the brief.", "The brief asks for it as a member."),
}

# A rule that breaks when a member drops out, as the end of a sentence.
BREAKS = {
    "lead": "nobody here would be known to be able to lead",
    "capacity": "the days that are asked for would not be reached",
    "small": "there would be too few small organisations",
    "hub": "no lead would be within two ties of everyone",
    "must_include": "somebody would be missing whom the brief names",
}

TERMS = {
    "coverage": "Covers the need",
    "geography": "Close to each other",
    "complementarity": "Fill each other’s needs",
    "cohesion": "Know each other",
    "capacity": "Time to deliver",
    "small": "Small groups",
    "added_value": "New connections",
}
# What a swap makes more of, and what less.
CHANGES = {
    "coverage": ("covers more", "covers less"),
    "geography": ("closer together", "further apart"),
    "complementarity": ("meets more needs", "meets fewer needs"),
    "cohesion": ("better known to each other", "less known to each other"),
    "capacity": ("more time", "less time"),
    "small": ("more small organisations", "fewer small organisations"),
    "added_value": ("more new connections", "fewer new connections"),
}

# How a fact is called where it is not known yet.
SILENT = {
    "place": "Base",
    "areas": "Where they work",
    "themes": "Themes",
    "ages": "Ages",
    "offers": "What they offer",
    "needs": "What they need",
    "networks": "Networks",
    "turnover": "Turnover",
    "spare_days": "Spare days",
    "max_contract": "Largest contract",
    "can_lead": "Able to lead",
    "will_lead": "Willing to lead",
    "ties": "Whom they work with",
}

# What somebody who has not told everything might do for a rule of a brief.
HOPES = {
    "lead": "It might be able to lead.",
    "hub": "It might be a lead whom everybody knows.",
    "capacity": "It might bring days that are missing.",
    "small": "It might count as a small organisation.",
    "themes": "It might do what is asked for.",
}

NOT_KNOWN_YET = "not known yet"
NO_WORKABLE_GROUP = "no workable group within reach"
# The engine's reasons for an open grouping: how each is called, and what would change it.
# A reason that may be private has one sentence for every case, so that none can be told apart.
LEFT_OUT: Mapping[str, tuple[str, str]] = {
    NOT_KNOWN_YET: ("Their themes are not known yet", "Ask them for their themes."),
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
