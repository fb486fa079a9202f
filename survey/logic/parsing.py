"""Reading a formula: from text to a tree, or one sentence that says where it goes wrong.

condition  = both ("or" both)*
both       = negated ("and" negated)*
negated    = "not" negated | comparison
comparison = sum (("=" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "has") sum)?
sum        = product (("+" | "-") product)*
product    = piece (("*" | "/") piece)*
piece      = "-" piece | number | text | "yes" | "no" | name | function "(" … ")" | "(" … ")"
           | "[" value, … "]"
"""

from __future__ import annotations

from collections.abc import Callable

from survey.errors import BadFormula
from survey.logic.functions import FUNCTIONS
from survey.logic.tokens import Token, tokens
from survey.logic.tree import Call, Listing, Literal, Name, Node, Operation, Sign

DEEPEST = 60
COMPARISONS = ("=", "!=", "<>", "<", "<=", ">", ">=", "in", "has")
RESERVED = {"and", "or", "not", "in", "has", "yes", "no", "true", "false"}
SOURCES = ("profile", "before")
_FACTS = {"yes": True, "true": True, "no": False, "false": False}


def parse(formula: str) -> Node:
    """Read a condition or a formula.

    Parameters
    ----------
    formula : str
        For example ``staff > 3 and themes has 'play'``.

    Returns
    -------
    Node
        The tree; it names only questions, fields and functions, and can run nothing.

    Raises
    ------
    BadFormula
        With the place and one sentence on how to mend it.

    Examples
    --------
    >>> parse("not (staff > 3 or themes has 'play')").operator
    'not'
    """
    return _Reader(formula).whole()


class _Reader:
    """Goes through the pieces once, from left to right."""

    def __init__(self, formula: str) -> None:
        self._formula, self._pieces, self._at, self._depth = formula, tokens(formula), 0, 0

    @property
    def _next(self) -> Token:
        return self._pieces[self._at]

    def whole(self) -> Node:
        """Read all of it."""
        if self._next.kind == "end":
            raise self._wrong("is empty; write a condition, or take it out")
        node = self._condition()
        if self._next.kind != "end":
            raise self._wrong(f"did not expect ‘{self._next.text}’ here; is an “and” missing?")
        return node

    def _condition(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._wrong("is nested too deeply")
        node = self._chain(("or",), lambda: self._chain(("and",), self._negated))
        self._depth -= 1
        return node

    def _negated(self) -> Node:
        signs = []
        while self._word("not"):
            signs.append(self._take().at)
        node = self._comparison()
        for at in reversed(signs):
            node = Sign("not", node, at)
        return node

    def _comparison(self) -> Node:
        left = self._sum()
        if self._next.text not in COMPARISONS or self._next.kind == "text":
            return left
        sign = self._take()
        node = Operation("!=" if sign.text == "<>" else sign.text, left, self._sum(), sign.at)
        if self._next.text in COMPARISONS and self._next.kind != "text":
            raise self._wrong("compares twice in a row; join two comparisons with “and”")
        return node

    def _sum(self) -> Node:
        return self._chain(("+", "-"), lambda: self._chain(("*", "/"), self._piece))

    def _chain(self, operators: tuple[str, ...], part: Callable[[], Node]) -> Node:
        node = part()
        while self._next.kind in ("sign", "name") and self._next.text in operators:
            sign = self._take()
            node = Operation(sign.text, node, part(), sign.at)
        return node

    def _piece(self) -> Node:
        negatives = []
        while self._next.kind == "sign" and self._next.text == "-":
            negatives.append(self._take().at)
        node = self._bare()
        for at in reversed(negatives):
            node = Sign("-", node, at)
        return node

    def _bare(self) -> Node:
        token = self._next
        if token.kind == "sign" and token.text == "(":
            self._take()
            node = self._condition()
            self._close(")", token)
            return node
        if token.kind == "sign" and token.text == "[":
            return self._listing()
        if token.kind == "name" and token.text not in RESERVED:
            return self._named()
        return self._literal()

    def _literal(self) -> Literal:
        token = self._next
        if token.kind == "number":
            return Literal(float(self._take().text), token.at)
        if token.kind == "text":
            return Literal(self._take().text[1:-1], token.at)
        if token.text in _FACTS:
            return Literal(_FACTS[self._take().text], token.at)
        if token.kind == "end":
            raise self._wrong("ends too early: something must follow")
        raise self._wrong(f"did not expect ‘{token.text}’ here")

    def _listing(self) -> Listing:
        opening, items = self._take(), []
        while not self._sign("]"):
            items.append(self._literal())
            if not self._sign("]"):
                self._expect(",", "put commas between the values of a list")
        self._close("]", opening)
        return Listing(tuple(items), opening.at)

    def _named(self) -> Node:
        first = self._take()
        if self._sign("("):
            return self._call(first)
        path = [first.text]
        while self._sign("."):
            self._take()
            if self._next.kind != "name":
                raise self._wrong("a name must follow the full stop")
            path.append(self._take().text)
        source = path.pop(0) if path[0] in SOURCES and len(path) > 1 else ""
        if len(path) > 2:
            raise BadFormula(self._formula, first.at, "has one full stop too many")
        return Name(source, path[0], path[1] if len(path) == 2 else "", first.at)

    def _call(self, name: Token) -> Call:
        if name.text not in FUNCTIONS:
            known = ", ".join(sorted(FUNCTIONS))
            raise BadFormula(
                self._formula, name.at, f"there is no function ‘{name.text}’; there are: {known}"
            )
        opening, given = self._take(), []
        while not self._sign(")"):
            given.append(self._condition())
            if not self._sign(")"):
                self._expect(",", "put commas between what a function is given")
        self._close(")", opening)
        return Call(name.text, tuple(given), name.at)

    def _sign(self, text: str) -> bool:
        return self._next.kind == "sign" and self._next.text == text

    def _word(self, text: str) -> bool:
        return self._next.kind == "name" and self._next.text == text

    def _take(self) -> Token:
        self._at += 1
        return self._pieces[self._at - 1]

    def _expect(self, sign: str, otherwise: str) -> None:
        if not self._sign(sign):
            raise self._wrong(otherwise)
        self._take()

    def _close(self, sign: str, opening: Token) -> None:
        if not self._sign(sign):
            raise BadFormula(
                self._formula, opening.at, f"‘{opening.text}’ is never closed by ‘{sign}’"
            )
        self._take()

    def _wrong(self, message: str) -> BadFormula:
        return BadFormula(self._formula, self._next.at, message)
