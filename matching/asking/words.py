"""What answers could change, in one sentence with its figures."""

from matching.outcome import NO_WORKABLE_GROUP

NEUTRAL = f"There is {NO_WORKABLE_GROUP}."


def cells_sentence(asked: int, more: int, covered: int, cells: int) -> str:
    """How many more cells could be covered if some answered."""
    if covered == cells:
        return "The group covers its only cell." if cells == 1 else _all(cells)
    if not more:
        return f"No answer that is missing could cover another of {_cells(cells)}."
    who = "this one" if asked == 1 else f"these {asked}"
    return f"If {who} answered, up to {more} more of {_cells(cells)} could be covered."


def group_sentence(asked: int) -> str:
    """That a group could become possible if some answered; neutral where none would do."""
    if not asked:
        return NEUTRAL
    who = "this one" if asked == 1 else f"these {asked}"
    return f"No group can meet this brief yet. If {who} answered, one could become possible."


def _all(cells: int) -> str:
    return f"The group covers all {cells} cells."


def _cells(cells: int) -> str:
    return "1 cell" if cells == 1 else f"{cells} cells"
