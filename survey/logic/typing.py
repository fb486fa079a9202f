"""Checking that a formula makes sense: what is compared can be compared, and is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from survey.errors import BadFormula
from survey.logic.days import day_of
from survey.logic.domains import DATE, NUMBER, TEXT, YES_NO, Domain, Type
from survey.logic.functions import FUNCTIONS, Function
from survey.logic.tree import Call, Listing, Literal, Name, Node, Operation, Sign

Known = Callable[[Name], Domain | None]
TEXTS = (Type.TEXT, Type.CHOICE, Type.DATE)
EXAMPLES = {Type.DATE: ", such as '2026-11-28'"}


def domain_of(formula: str, node: Node, known: Known) -> Domain:
    """Work out what a formula gives.

    Parameters
    ----------
    formula : str
        The text, for the errors.
    node : Node
        What ``parse`` made of it.
    known : callable
        The domain of a name; None where there is nothing of that name.

    Returns
    -------
    Domain

    Raises
    ------
    BadFormula
        At the first thing that makes no sense, with the place and how to mend it.

    Examples
    --------
    >>> from survey.logic.parsing import parse
    >>> domain_of("staff * 2", parse("staff * 2"), lambda name: NUMBER).type.value
    'a number'
    """
    return _Checker(formula, known).domain(node)


def check_condition(formula: str, node: Node, known: Known) -> None:
    """Check that a formula gives yes or no.

    Raises
    ------
    BadFormula
        It makes no sense, or gives something else.
    """
    found = domain_of(formula, node, known)
    if found.type is not Type.YES_NO:
        words = f"gives {found.type.value}; a condition must give yes or no, as a comparison does"
        raise BadFormula(formula, 0, words)


def check_names(formula: str, named: Iterable[Name], known: Known) -> None:
    """Check only that there is what these names of a formula stand for.

    Raises
    ------
    BadFormula
        There is nothing of that name.
    """
    checker = _Checker(formula, known)
    for name in named:
        checker.check_name(name)


class _Checker:
    """Walks the tree from the leaves up."""

    def __init__(self, formula: str, known: Known) -> None:
        self._formula, self._known = formula, known

    def domain(self, node: Node) -> Domain:
        """The domain of one piece."""
        if isinstance(node, Literal):
            return _of_literal(node)
        if isinstance(node, Name):
            return self._of_name(node)
        if isinstance(node, Listing):
            return self._of_listing(node)
        if isinstance(node, Call):
            return self._of_call(node)
        if isinstance(node, Sign):
            wanted = YES_NO if node.operator == "not" else NUMBER
            return self._must(node.of, wanted, f"after “{node.operator}”")
        return self._of_operation(node)

    def check_name(self, node: Name) -> Domain:
        """The domain of what a name stands for, which may have parts."""
        found = self._known(node)
        if found is None:
            what = "profile field" if node.source == "profile" else "question"
            raise self._wrong(node.at, f"there is no {what} ‘{node}’")
        return found

    def _of_name(self, node: Name) -> Domain:
        found = self.check_name(node)
        if found.type is Type.PARTS:
            parts = ", ".join(f"{node}.{part}" for part in sorted(found.options or ()))
            raise self._wrong(node.at, f"‘{node}’ is answered in parts; name one of them: {parts}")
        return found

    def _of_listing(self, node: Listing) -> Domain:
        types = {_of_literal(item).type for item in node.items}
        if len(types) != 1:
            raise self._wrong(node.at, "a list must hold values of one type, and at least one")
        options = frozenset(str(item.value) for item in node.items)
        return Domain(Type.CHOICES, options if types == {Type.TEXT} else None)

    def _of_call(self, node: Call) -> Domain:
        function = FUNCTIONS[node.function]
        self._check_number(node, function)
        if node.function in ("answered", "asked"):
            return self._of_question(node)
        domains = [self.domain(one) for one in node.given]
        for place, found in enumerate(domains):
            wanted = function.takes[min(place, len(function.takes) - 1)]
            if wanted is not None and not _fits(found.type, wanted):
                where = f"‘{node.function}’ needs {wanted.value} here, and this is"
                raise self._wrong(node.given[place].at, f"{where} {found.type.value}")
        if isinstance(function.gives, Type):
            return Domain(function.gives)
        chosen = domains[function.gives :]
        self._check_alike(node, chosen)
        return _of_chosen(node.given[function.gives :], chosen)

    def _of_question(self, node: Call) -> Domain:
        """``answered(...)`` and ``asked(...)``: they look at a question, not into its answer."""
        (name,) = node.given
        if not isinstance(name, Name):
            raise self._wrong(node.at, f"‘{node.function}’ needs the id of a question")
        self.check_name(name)
        return YES_NO

    def _check_number(self, node: Call, function: Function) -> None:
        count = len(node.given)
        most = count if function.most is None else function.most
        if not function.least <= count <= most:
            wanted = str(function.least) if function.least == most else f"{function.least} or more"
            raise self._wrong(node.at, f"‘{node.function}’ needs {wanted} in its brackets")

    def _check_alike(self, node: Call, domains: Iterable[Domain]) -> None:
        if len({TEXTS[0] if one.type in TEXTS else one.type for one in domains}) > 1:
            raise self._wrong(node.at, f"what ‘{node.function}’ chooses from must be of one type")

    def _of_operation(self, node: Operation) -> Domain:
        operator = node.operator
        if operator in ("and", "or"):
            for side in (node.left, node.right):
                self._must(side, YES_NO, f"beside “{operator}”")
            return YES_NO
        if operator in ("+", "-", "*", "/"):
            for side in (node.left, node.right):
                self._must(side, NUMBER, f"beside “{operator}”")
            return NUMBER
        if operator in ("in", "has"):
            self._check_member(node)
            return YES_NO
        left, right = self.domain(node.left), self.domain(node.right)
        if operator in ("<", "<=", ">", ">="):
            self._check_order(node, left, right)
        elif not (_fits(left.type, right.type) or _fits(right.type, left.type)):
            words = f"compares {left.type.value} with {right.type.value}, which are never the same"
            raise self._wrong(node.at, words)
        self._check_options(node.right, left)
        self._check_options(node.left, right)
        return YES_NO

    def _check_order(self, node: Operation, left: Domain, right: Domain) -> None:
        """On both sides numbers, or dates, which may be written out."""
        wanted = DATE if DATE in (left, right) else NUMBER
        for side, found in ((node.left, left), (node.right, right)):
            written = wanted == DATE and isinstance(side, Literal) and found == TEXT
            self._check_is(side, DATE if written else found, wanted, f"beside “{node.operator}”")

    def _check_member(self, node: Operation) -> None:
        """``a in [...]`` and ``... has a``."""
        one, some = (node.left, node.right) if node.operator == "in" else (node.right, node.left)
        single, several = self.domain(one), self.domain(some)
        if several.type is not Type.CHOICES:
            words = f"“{node.operator}” needs several of a list, and this is {several.type.value}"
            raise self._wrong(some.at, words)
        if single.type is Type.CHOICES:
            raise self._wrong(one.at, f"“{node.operator}” needs a single value on this side")
        self._check_options(one, several)
        self._check_options(some, single)

    def _check_options(self, side: Node, other: Domain) -> None:
        """Values that are written out must be options of what they are compared with, or dates."""
        literals = side.items if isinstance(side, Listing) else (side,)
        for literal in literals:
            if isinstance(literal, Literal) and (amiss := _amiss(str(literal.value), other)):
                raise self._wrong(literal.at, f"‘{literal.value}’ {amiss}")

    def _must(self, node: Node, wanted: Domain, where: str) -> Domain:
        found = self.domain(node)
        self._check_is(node, found, wanted, where)
        return found

    def _check_is(self, node: Node, found: Domain, wanted: Domain, where: str) -> None:
        if found.type is not wanted.type:
            right = f"{wanted.type.value}{EXAMPLES.get(wanted.type, '')}"
            words = f"{where} must stand {right}, and this is {found.type.value}"
            raise self._wrong(node.at, words)

    def _wrong(self, at: int, message: str) -> BadFormula:
        return BadFormula(self._formula, at, message)


def _of_literal(node: Literal) -> Domain:
    if isinstance(node.value, bool):
        return YES_NO
    return TEXT if isinstance(node.value, str) else NUMBER


def _of_chosen(given: Sequence[Node], domains: Sequence[Domain]) -> Domain:
    """The domain of one of several: a date only where each is one, as it stands or written out."""
    if DATE not in domains:
        return domains[0]
    each = zip(given, domains, strict=True)
    return DATE if all(one == DATE or _is_date(node) for node, one in each) else TEXT


def _is_date(node: Node) -> bool:
    return isinstance(node, Literal) and day_of(str(node.value)) is not None


def _amiss(written: str, other: Domain) -> str:
    """What is wrong with a value that is compared with something, empty for nothing."""
    if other.type is Type.DATE and day_of(written) is None:
        return "is not a date; write it as 2026-11-28, 2026-11 or 2026"
    if other.options is None or other.type not in (Type.CHOICE, Type.CHOICES):
        return ""
    known = ", ".join(sorted(other.options))
    return "" if written in other.options else f"is not one of the options, which are: {known}"


def _fits(found: Type, wanted: Type) -> bool:
    return found is wanted or (found in TEXTS and wanted in TEXTS)
