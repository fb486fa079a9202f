"""Names of organisations: one canonical form to compare them by."""

import unicodedata

from portal.errors import Refused

# Marks that change the direction of the text around them, and blanks that nobody sees.
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
JOINERS = "\u200c\u200d"


def tidy_name(name: str) -> str:
    """Give a name without hidden characters and doubled blanks, or refuse an empty one."""
    seen = (c for c in name if c in JOINERS or c.isspace() or unicodedata.category(c) not in HIDDEN)
    tidied = " ".join(unicodedata.normalize("NFC", "".join(seen)).split())
    if not name_key(tidied):
        raise Refused("Give the organisation's name", field="name")
    if len(tidied) > 200:
        raise Refused("Use at most 200 characters for the name", field="name")
    return tidied


def name_key(name: str) -> str:
    """Give the one form in which names are compared: twins in other letters are the same."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    kept = (c for c in plain if c.isspace() or unicodedata.category(c) not in HIDDEN)
    return " ".join(unicodedata.normalize("NFKC", "".join(kept)).split())[:200]
