"""A tree as text again, so that reading it gives the same tree."""

from __future__ import annotations

from survey.logic.tree import Call, Listing, Literal, Name, Node, Sign

# The higher, the closer it binds; comparisons cannot stand side by side.
LEVELS = {"or": 1, "and": 2, "not": 3, "+": 5, "-": 5, "*": 6, "/": 6}
COMPARISON, NEGATIVE, WHOLE = 4, 7, 8


def write(node: Node) -> str:
    """Return a formula, with no more brackets than it needs.

    Raises
    ------
    ValueError
        A text holds both kinds of quotation marks, which no formula can.

    Examples
    --------
    >>> from survey.logic.parsing import parse
    >>> write(parse("not((staff>3)or(themes has 'play'))"))
    "not (staff > 3 or themes has 'play')"
    """
    if isinstance(node, Literal):
        return _literal(node)
    if isinstance(node, Name):
        return str(node)
    if isinstance(node, Listing):
        return f"[{', '.join(map(_literal, node.items))}]"
    if isinstance(node, Call):
        return f"{node.function}({', '.join(map(write, node.given))})"
    level = _level(node)
    if isinstance(node, Sign):
        space = " " if node.operator == "not" else ""
        return f"{node.operator}{space}{_inside(node.of, level)}"
    comparing = level == COMPARISON
    left = _inside(node.left, level + comparing)
    return f"{left} {node.operator} {_inside(node.right, level + 1)}"


def _inside(node: Node, level: int) -> str:
    """Write a part, in brackets where it binds less than it must."""
    text = write(node)
    return f"({text})" if _level(node) < level else text


def _level(node: Node) -> int:
    if isinstance(node, Literal | Name | Listing | Call):
        return WHOLE
    if isinstance(node, Sign):
        return LEVELS["not"] if node.operator == "not" else NEGATIVE
    return LEVELS.get(node.operator, COMPARISON)


def _literal(node: Literal) -> str:
    value = node.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.15f}".rstrip("0").rstrip(".")
    if "'" not in value:
        return f"'{value}'"
    if '"' in value:
        raise ValueError("a text holds both kinds of quotation marks")
    return f'"{value}"'
