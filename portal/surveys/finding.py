"""Looking for names in the long lists of a page, each of which has a box of its own."""

from collections.abc import Mapping

LONGEST = 100
FIND, FOUND, ALL = "find-", "found-", "all-"


def words_to_find(posted: Mapping[str, str]) -> dict[str, str]:
    """Give the words to find by the name of the list, without the one to be shown whole again."""
    whole = posted.get("act", "")
    typed = {key.removeprefix(FIND): tidy(posted[key]) for key in posted if key.startswith(FIND)}
    return {name: words for name, words in typed.items() if words and whole != f"{ALL}{name}"}


def asks_to_find(posted: Mapping[str, str]) -> bool:
    """Tell whether a page was posted to look for names: by a button, or by Enter in a box."""
    act = posted.get("act", "")
    if act == "find" or act.startswith(ALL):
        return True
    boxes = [key.removeprefix(FIND) for key in posted if key.startswith(FIND)]
    return act == "enter" and any(
        tidy(posted[f"{FIND}{name}"]) != posted.get(f"{FOUND}{name}", "") for name in boxes
    )


def tidy(typed: str) -> str:
    """Give the words as they are looked for."""
    return typed[:LONGEST].strip()
