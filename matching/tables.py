"""The four tables of an instance: rows to records, with every check, and back."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TypeVar

from matching.cells import Row, list_cell, number_cell, weights_cell, yes_no_cell
from matching.errors import TableError
from matching.interning import Interned
from matching.records import DEFAULT_RADIUS_KM, NO_ATTRIBUTES, Area, Organisation, Tie

PlainRow = dict[str, str]
T = TypeVar("T")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "organisations": (
        "id", "name", "kind", "lat", "lon", "radius_km", "areas", "themes", "ages", "offers",
        "needs", "networks", "staff", "volunteers", "turnover", "spare_days", "max_contract",
        "can_lead", "will_lead", "max_groups", "ties_known",
    ),
    "areas": ("code", "name", "parent", "lat", "lon"),
    "ties": ("from", "to", "kind", "strength"),
    "exclusions": ("a", "b"),
}  # fmt: skip
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "organisations": ("id",),
    "areas": ("code",),
    "ties": ("from", "to", "strength"),
    "exclusions": ("a", "b"),
}


def read_areas(rows: Iterable[Row]) -> dict[str, Area]:
    """Areas by code; a parent must be an area of the same table."""
    naming: dict[str, Row] = {}
    areas = _unique(rows, "code", partial(_area, naming))
    for parent, row in naming.items():
        if parent not in areas:
            raise row.error("parent", f"there is no area {parent!r}; add it or leave this blank")
    return dict(sorted(areas.items()))


def read_organisations(rows: Iterable[Row], areas: Mapping[str, Area]) -> tuple[Organisation, ...]:
    """Organisations in id order, their areas checked against the table of areas."""
    reader = _Organisations(areas)
    organisations = _unique(rows, "id", reader.read)
    if reader.fault is not None:
        raise reader.fault
    return tuple(organisations[key] for key in sorted(organisations))


def read_ties(rows: Iterable[Row], known: Mapping[str, Organisation]) -> tuple[Tie, ...]:
    """Ties, sorted; each is stated by an organisation that answered the question about ties."""
    kept = Interned()
    return tuple(sorted((_tie(row, known, kept) for row in rows), key=_order))


def read_exclusions(
    rows: Iterable[Row], known: Mapping[str, Organisation]
) -> frozenset[tuple[str, str]]:
    """Pairs that cannot work together, the smaller id first."""
    pairs = set()
    for row in rows:
        one, other = sorted(_known_id(row, column, known) for column in ("a", "b"))
        if one == other:
            raise row.error("b", f"{one!r} cannot be excluded from itself")
        pairs.add((one, other))
    return frozenset(pairs)


def organisation_row(organisation: Organisation) -> PlainRow:
    """One organisation as it stands in its table, attributes last."""
    plain = {
        "id": organisation.id,
        "name": organisation.name,
        "kind": organisation.kind,
        "areas": list_cell(organisation.areas),
        "themes": weights_cell(organisation.themes),
        "can_lead": yes_no_cell(organisation.can_lead),
        "will_lead": yes_no_cell(organisation.will_lead),
        "max_groups": str(organisation.max_groups),
        "ties_known": yes_no_cell(organisation.ties_known),
    }
    for column in ("ages", "offers", "needs", "networks"):
        plain[column] = list_cell(getattr(organisation, column))
    for column in _NUMBERS:
        plain[column] = number_cell(getattr(organisation, column))
    ordered = {column: plain[column] for column in COLUMNS["organisations"]}
    return ordered | dict(sorted(organisation.attributes.items()))


def area_row(area: Area) -> PlainRow:
    """One area as it stands in its table."""
    place = {"lat": number_cell(area.lat), "lon": number_cell(area.lon)}
    return {"code": area.code, "name": area.name, "parent": area.parent or ""} | place


def tie_row(tie: Tie) -> PlainRow:
    """One tie as it stands in its table."""
    ends = {"from": tie.source, "to": tie.target}
    return ends | {"kind": tie.kind, "strength": number_cell(tie.strength)}


_NUMBERS = (
    "lat", "lon", "radius_km", "staff", "volunteers", "turnover", "spare_days", "max_contract",
)  # fmt: skip


def _unique(rows: Iterable[Row], key: str, read: Callable[[Row], T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for row in rows:
        name = row.required(key)
        if name in found:
            raise row.error(key, f"{name!r} is on two rows; keep one")
        found[name] = read(row)
    return found


def _area(naming: dict[str, Row], row: Row) -> Area:
    """One area; the first row that names a parent is kept for the case that there is none."""
    code = row.required("code")
    parent = row.text("parent")
    if parent:
        naming.setdefault(parent, row)
    return Area(
        code=code,
        name=row.text("name") or code,
        parent=parent or None,
        lat=row.number_or_none("lat", -90, 90),
        lon=row.number_or_none("lon", -180, 180),
    )


class _Organisations:
    """Reads organisations; `fault` is the first area that is not in the table of areas.

    It is told after all rows are read, because what is wrong with a row itself comes first.
    """

    def __init__(self, areas: Mapping[str, Area]) -> None:
        self.areas, self.kept = areas, Interned()
        self.fault: TableError | None = None

    def read(self, row: Row) -> Organisation:
        once, key = self.kept.once, row.required("id")
        radius = once(Row.number_or_none, row, "radius_km")
        return Organisation(
            id=key,
            name=row.text("name") or key,
            kind=once(Row.text, row, "kind"),
            lat=row.number_or_none("lat", -90, 90),
            lon=row.number_or_none("lon", -180, 180),
            radius_km=DEFAULT_RADIUS_KM if radius is None else radius,
            areas=self._areas(row),
            themes=once(Row.weights, row, "themes"),
            ages=once(Row.code_set, row, "ages"),
            offers=once(Row.code_set, row, "offers"),
            needs=once(Row.code_set, row, "needs"),
            networks=once(Row.code_set, row, "networks"),
            staff=once(Row.number_or_none, row, "staff"),
            volunteers=once(Row.number_or_none, row, "volunteers"),
            turnover=once(Row.number_or_none, row, "turnover"),
            spare_days=once(Row.number_or_none, row, "spare_days"),
            max_contract=once(Row.number_or_none, row, "max_contract"),
            can_lead=once(Row.yes_no, row, "can_lead"),
            will_lead=once(Row.yes_no, row, "will_lead"),
            max_groups=once(_groups, row, "max_groups"),
            ties_known=once(Row.yes_no, row, "ties_known") or False,
            attributes=self._attributes(row),
        )

    def _areas(self, row: Row) -> tuple[str, ...] | None:
        codes = self.kept.once(Row.codes, row, "areas")
        if self.fault is None:
            for code in codes or ():
                if code not in self.areas:
                    problem = f"there is no area {code!r} in the table of areas"
                    self.fault = row.error("areas", problem)
                    break
        return codes

    def _attributes(self, row: Row) -> Mapping[str, str]:
        extra = sorted(row.cells.keys() - _KNOWN_COLUMNS)
        word = self.kept.word
        found = {word(column): word(text) for column in extra if (text := row.text(column))}
        return found or NO_ATTRIBUTES


_KNOWN_COLUMNS = frozenset(COLUMNS["organisations"])


def _groups(row: Row, column: str) -> int:
    return row.whole(column, blank=1)


def _strength(row: Row, column: str) -> float | None:
    return row.number_or_none(column, 0, 1)


def _tie(row: Row, known: Mapping[str, Organisation], kept: Interned) -> Tie:
    source, target = (_known_id(row, column, known) for column in ("from", "to"))
    if source == target:
        raise row.error("to", f"{source!r} states a tie to itself")
    strength = kept.once(_strength, row, "strength")
    if strength is None:
        raise row.error("strength", "a tie needs a strength between 0 and 1")
    if not known[source].ties_known:
        raise row.error("from", f"{source!r} states a tie, but its ties_known is not yes")
    return Tie(source, target, kept.once(Row.text, row, "kind"), strength)


def _order(tie: Tie) -> tuple[str, str, str, float]:
    """The order of ties themselves, made once for each rather than at each comparison."""
    return tie.source, tie.target, tie.kind, tie.strength


def _known_id(row: Row, column: str, known: Mapping[str, Organisation]) -> str:
    key = row.required(column)
    if key not in known:
        raise row.error(column, f"there is no organisation {key!r}")
    return known[key].id
