"""An instance as compact arrays, one row an organisation, in id order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.instance import Instance, Organisation

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Arrays:
    """Facts of n organisations; NaN or a False `…_known` stands for "not known yet".

    Shapes: vectors are (n,), `themes` (n, T), `ages` (n, G), `offers` and `needs` (n, F),
    `networks` (n, N), `districts` (n, D): whether an area of the district is listed. Ties are
    sorted by `tie_keys` = source position * n + target position.
    """

    ids: tuple[str, ...]
    lat: Floats
    lon: Floats
    radius: Floats
    theme_codes: tuple[str, ...]
    themes: Floats
    ages: Bools
    ages_known: Bools
    offers: Bools
    needs: Bools
    needs_known: Bools
    networks: Bools
    district_codes: tuple[str, ...]
    districts: Bools
    turnover: Floats
    spare_days: Floats
    max_contract: Floats
    can_lead: Floats
    will_lead: Floats
    max_groups: Ints
    ties_known: Bools
    tie_keys: NDArray[np.int64]
    tie_strengths: Floats
    excluded_keys: NDArray[np.int64]

    @property
    def count(self) -> int:
        """Number of organisations."""
        return len(self.ids)


def arrays_of(instance: Instance) -> Arrays:
    """Compile an instance, once."""
    if "arrays" not in instance.memo:
        instance.memo["arrays"] = _compiled(instance)
    arrays: Arrays = instance.memo["arrays"]
    return arrays


def _compiled(instance: Instance) -> Arrays:
    members = instance.organisations
    themes = _codes(one.themes for one in members)
    ages = _codes(one.ages for one in members)
    services = _codes([one.offers or () for one in members] + [one.needs or () for one in members])
    networks = _codes(one.networks for one in members)
    district_codes, districts = _districts(instance)
    tie_keys, tie_strengths = _ties(instance)
    return Arrays(
        ids=tuple(one.id for one in members),
        lat=_numbers(members, "lat"),
        lon=_numbers(members, "lon"),
        radius=_numbers(members, "radius_km"),
        theme_codes=tuple(themes),
        themes=_weights(members, themes),
        ages=_listed([one.ages for one in members], ages),
        ages_known=np.array([one.ages is not None for one in members], bool),
        offers=_listed([one.offers for one in members], services),
        needs=_listed([one.needs for one in members], services),
        needs_known=np.array([one.needs is not None for one in members], bool),
        networks=_listed([one.networks for one in members], networks),
        district_codes=district_codes,
        districts=districts,
        turnover=_numbers(members, "turnover"),
        spare_days=np.nan_to_num(_numbers(members, "spare_days")),
        max_contract=_numbers(members, "max_contract"),
        can_lead=_numbers(members, "can_lead"),
        will_lead=_numbers(members, "will_lead"),
        max_groups=np.array([one.max_groups for one in members], np.intp),
        ties_known=np.array([one.ties_known for one in members], bool),
        tie_keys=tie_keys,
        tie_strengths=tie_strengths,
        excluded_keys=_exclusions(instance),
    )


def _codes(lists: Iterable[Iterable[str] | None]) -> dict[str, int]:
    found = sorted({code for codes in lists for code in codes or ()})
    return {code: position for position, code in enumerate(found)}


def _numbers(members: Sequence[Organisation], column: str) -> Floats:
    values = (getattr(one, column) for one in members)
    return np.array([np.nan if value is None else value for value in values], np.float64)


def _listed(lists: Sequence[Iterable[str] | None], codes: Mapping[str, int]) -> Bools:
    table = np.zeros((len(lists), len(codes)), bool)
    for row, listed in enumerate(lists):
        for code in listed or ():
            table[row, codes[code]] = True
    return table


def _weights(members: Sequence[Organisation], codes: Mapping[str, int]) -> Floats:
    table = np.zeros((len(members), len(codes)))
    for row, one in enumerate(members):
        for code, weight in (one.themes or {}).items():
            table[row, codes[code]] = weight
    return table


def _districts(instance: Instance) -> tuple[tuple[str, ...], Bools]:
    lists = [
        {instance.areas[code].district for code in one.areas or ()}
        for one in instance.organisations
    ]
    codes = _codes(lists)
    return tuple(codes), _listed(lists, codes)


def _ties(instance: Instance) -> tuple[NDArray[np.int64], Floats]:
    strongest: dict[int, float] = {}
    count, index = len(instance.organisations), instance.index
    for tie in instance.ties:
        key = index[tie.source] * count + index[tie.target]
        strongest[key] = max(strongest.get(key, 0.0), tie.strength)
    keys = np.array(sorted(strongest), np.int64)
    return keys, np.array([strongest[key] for key in keys.tolist()], np.float64)


def _exclusions(instance: Instance) -> NDArray[np.int64]:
    count, index = len(instance.organisations), instance.index
    keys = [index[a] * count + index[b] for a, b in instance.exclusions]
    keys += [index[b] * count + index[a] for a, b in instance.exclusions]
    return np.array(sorted(keys), np.int64)
