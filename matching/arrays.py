"""An instance as compact arrays, one row an organisation, in id order."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from matching.compressed import (
    Positions,
    Rows,
    Words,
    codes_of,
    distinct,
    listed,
    rows_of,
)
from matching.instance import Instance, Organisation

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]
ARRAYS = "arrays"


@dataclass(frozen=True)
class Arrays:
    """Facts of n organisations; NaN or a False `…_known` stands for "not known yet".

    Vectors are (n,). Themes and districts are compressed rows: organisation i has the themes
    `themes_at[theme_from[i] : theme_from[i + 1]]` (positions in `theme_codes`, ascending) with
    their `theme_weights`, and lists an area in the districts
    `districts_at[district_from[i] : district_from[i + 1]]` (positions in `district_codes`).
    `…_words` are (n, words): code c is bit c % 64 of word c // 64; offers and needs share
    `service_codes`. Ties are sorted by `tie_keys` = source position * n + target position.

    `themes` (n, T), `districts` (n, D), `ages` (n, G), `offers` and `needs` (n, F) and `networks`
    (n, N) are the same as dense tables. Each is made when it is first asked for: whoever has
    a million organisations does not ask.
    """

    ids: tuple[str, ...]
    lat: Floats
    lon: Floats
    radius: Floats
    theme_codes: tuple[str, ...]
    theme_from: Positions
    themes_at: Positions
    theme_weights: Floats
    district_codes: tuple[str, ...]
    district_from: Positions
    districts_at: Positions
    age_codes: tuple[str, ...]
    age_words: Words
    ages_known: Bools
    service_codes: tuple[str, ...]
    offer_words: Words
    need_words: Words
    needs_known: Bools
    network_codes: tuple[str, ...]
    network_words: Words
    turnover: Floats
    spare_days: Floats
    max_contract: Floats
    can_lead: Floats
    will_lead: Floats
    max_groups: Ints
    ties_known: Bools
    tie_keys: Positions
    tie_strengths: Floats
    excluded_keys: Positions

    @property
    def count(self) -> int:
        """Number of organisations."""
        return len(self.ids)

    @cached_property
    def themes(self) -> Floats:
        """Weight of each theme, 0 where an organisation does not have it."""
        table = np.zeros((self.count, len(self.theme_codes)))
        table[Rows(self.theme_from, self.themes_at).owners, self.themes_at] = self.theme_weights
        return table

    @cached_property
    def districts(self) -> Bools:
        """Whether an area of the district is listed."""
        table = np.zeros((self.count, len(self.district_codes)), bool)
        table[Rows(self.district_from, self.districts_at).owners, self.districts_at] = True
        return table

    @cached_property
    def ages(self) -> Bools:
        """Whether the age band is listed."""
        return listed(self.age_words, len(self.age_codes))

    @cached_property
    def offers(self) -> Bools:
        """Whether the service is offered."""
        return listed(self.offer_words, len(self.service_codes))

    @cached_property
    def needs(self) -> Bools:
        """Whether the service is needed."""
        return listed(self.need_words, len(self.service_codes))

    @cached_property
    def networks(self) -> Bools:
        """Whether the organisation belongs to the network."""
        return listed(self.network_words, len(self.network_codes))


def arrays_of(instance: Instance) -> Arrays:
    """Compile an instance, once."""
    if ARRAYS not in instance.memo:
        instance.memo[ARRAYS] = _compiled(instance)
    arrays: Arrays = instance.memo[ARRAYS]
    return arrays


def _compiled(instance: Instance) -> Arrays:
    members = instance.organisations
    theme_codes, theme_from, themes_at, theme_weights = _themes(members)
    district_codes, district_from, districts_at = _districts(instance)
    age_codes, (age_words,) = _words(members, "ages")
    service_codes, (offer_words, need_words) = _words(members, "offers", "needs")
    network_codes, (network_words,) = _words(members, "networks")
    tie_keys, tie_strengths = ties_of(instance)
    return Arrays(
        ids=tuple(one.id for one in members),
        lat=_numbers(members, "lat"),
        lon=_numbers(members, "lon"),
        radius=_numbers(members, "radius_km"),
        theme_codes=theme_codes,
        theme_from=theme_from,
        themes_at=themes_at,
        theme_weights=theme_weights,
        district_codes=district_codes,
        district_from=district_from,
        districts_at=districts_at,
        age_codes=age_codes,
        age_words=age_words,
        ages_known=np.array([one.ages is not None for one in members], bool),
        service_codes=service_codes,
        offer_words=offer_words,
        need_words=need_words,
        needs_known=np.array([one.needs is not None for one in members], bool),
        network_codes=network_codes,
        network_words=network_words,
        turnover=_numbers(members, "turnover"),
        spare_days=np.nan_to_num(_numbers(members, "spare_days")),
        max_contract=_numbers(members, "max_contract"),
        can_lead=_numbers(members, "can_lead"),
        will_lead=_numbers(members, "will_lead"),
        max_groups=np.array([one.max_groups for one in members], np.intp),
        ties_known=np.array([one.ties_known for one in members], bool),
        tie_keys=tie_keys,
        tie_strengths=tie_strengths,
        excluded_keys=excluded_keys_of(instance),
    )


def _numbers(members: Sequence[Organisation], column: str) -> Floats:
    # NumPy makes NaN of None.
    return np.array([*map(attrgetter(column), members)], np.float64)


def _themes(
    members: Sequence[Organisation],
) -> tuple[tuple[str, ...], Positions, Positions, Floats]:
    found = distinct([one.themes for one in members])
    codes = codes_of(found.objects)
    rows = rows_of(found.objects, codes)
    weights = np.array(
        [some[code] for some in found.objects if some for code in sorted(some)], np.float64
    )
    starts, places = rows.places(found.which)
    return tuple(codes), starts, rows.values[places], weights[places]


def _districts(instance: Instance) -> tuple[tuple[str, ...], Positions, Positions]:
    found = distinct([one.areas for one in instance.organisations])
    lists = [{instance.areas[code].district for code in some or ()} for some in found.objects]
    codes = codes_of(lists)
    rows = rows_of(lists, codes)
    starts, places = rows.places(found.which)
    return tuple(codes), starts, rows.values[places]


def _words(
    members: Sequence[Organisation], *columns: str
) -> tuple[tuple[str, ...], tuple[Words, ...]]:
    """What is listed in some columns that share their codes."""
    found = [distinct([getattr(one, column) for one in members]) for column in columns]
    codes = codes_of(some for each in found for some in each.objects)
    tables = (rows_of(each.objects, codes).words(len(codes))[each.which] for each in found)
    return tuple(codes), tuple(tables)


def ties_of(instance: Instance) -> tuple[Positions, Floats]:
    """Each direction once, with the strongest of its ties."""
    sources, targets = (
        _positions(instance, [*map(attrgetter(end), instance.ties)]) for end in ("source", "target")
    )
    keys, which = np.unique(sources * len(instance.organisations) + targets, return_inverse=True)
    strongest = np.zeros(len(keys))
    np.maximum.at(strongest, which, [tie.strength for tie in instance.ties])
    return keys, strongest


def excluded_keys_of(instance: Instance) -> Positions:
    """Both directions of every exclusion, sorted."""
    pairs = sorted(instance.exclusions)
    one, other = (_positions(instance, [pair[end] for pair in pairs]) for end in (0, 1))
    count = len(instance.organisations)
    return np.sort(np.concatenate((one * count + other, other * count + one)))


def _positions(instance: Instance, ids: Sequence[str]) -> Positions:
    return np.fromiter(map(instance.index.__getitem__, ids), np.int64, len(ids))
