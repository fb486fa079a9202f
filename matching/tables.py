"""The four tables of an instance: rows to records, with every check, and back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from matching.cells import Row, list_cell, number_cell, weights_cell, yes_no_cell
from matching.records import DEFAULT_RADIUS_KM, Area, Organisation, Tie

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


def read_areas(rows: Sequence[Row]) -> dict[str, Area]:
    """Areas by code; a parent must be an area of the same table."""
    areas = _unique(rows, "code", _area)
    for row in rows:
        parent = row.text("parent")
        if parent and parent not in areas:
            raise row.error("parent", f"there is no area {parent!r}; add it or leave this blank")
    return dict(sorted(areas.items()))


def read_organisations(rows: Sequence[Row], areas: Mapping[str, Area]) -> tuple[Organisation, ...]:
    """Organisations in id order, their areas checked against the table of areas."""
    organisations = _unique(rows, "id", _organisation)
    for row in rows:
        for code in row.codes("areas") or ():
            if code not in areas:
                raise row.error("areas", f"there is no area {code!r} in the table of areas")
    return tuple(organisations[key] for key in sorted(organisations))


def read_ties(rows: Iterable[Row], known: Mapping[str, Organisation]) -> tuple[Tie, ...]:
    """Ties, sorted; each is stated by an organisation that answered the question about ties."""
    return tuple(sorted(_tie(row, known) for row in rows))


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


def _area(row: Row) -> Area:
    code = row.required("code")
    return Area(
        code=code,
        name=row.text("name") or code,
        parent=row.text("parent") or None,
        lat=row.number_or_none("lat", -90, 90),
        lon=row.number_or_none("lon", -180, 180),
    )


def _organisation(row: Row) -> Organisation:
    key = row.required("id")
    radius = row.number_or_none("radius_km")
    return Organisation(
        id=key,
        name=row.text("name") or key,
        kind=row.text("kind"),
        lat=row.number_or_none("lat", -90, 90),
        lon=row.number_or_none("lon", -180, 180),
        radius_km=DEFAULT_RADIUS_KM if radius is None else radius,
        areas=row.codes("areas"),
        themes=row.weights("themes"),
        ages=row.code_set("ages"),
        offers=row.code_set("offers"),
        needs=row.code_set("needs"),
        networks=row.code_set("networks"),
        staff=row.number_or_none("staff"),
        volunteers=row.number_or_none("volunteers"),
        turnover=row.number_or_none("turnover"),
        spare_days=row.number_or_none("spare_days"),
        max_contract=row.number_or_none("max_contract"),
        can_lead=row.yes_no("can_lead"),
        will_lead=row.yes_no("will_lead"),
        max_groups=row.whole("max_groups", blank=1),
        ties_known=row.yes_no("ties_known") or False,
        attributes=_attributes(row),
    )


def _attributes(row: Row) -> dict[str, str]:
    extra = sorted(column for column in row.cells if column not in _KNOWN_COLUMNS)
    return {column: text for column in extra if (text := row.text(column))}


_KNOWN_COLUMNS = frozenset(COLUMNS["organisations"])


def _tie(row: Row, known: Mapping[str, Organisation]) -> Tie:
    source, target = (_known_id(row, column, known) for column in ("from", "to"))
    if source == target:
        raise row.error("to", f"{source!r} states a tie to itself")
    strength = row.number_or_none("strength", 0, 1)
    if strength is None:
        raise row.error("strength", "a tie needs a strength between 0 and 1")
    if not known[source].ties_known:
        raise row.error("from", f"{source!r} states a tie, but its ties_known is not yes")
    return Tie(source, target, row.text("kind"), strength)


def _known_id(row: Row, column: str, known: Mapping[str, Organisation]) -> str:
    key = row.required(column)
    if key not in known:
        raise row.error(column, f"there is no organisation {key!r}")
    return key
