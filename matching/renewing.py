"""The arrays of an instance from those of an earlier one that is nearly the same."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.arrays import ARRAYS, Arrays, arrays_of, excluded_keys_of, ties_of
from matching.changes import NOWHERE, Changes
from matching.compressed import Positions, Rows, Words, codes_of, listed, starts_of
from matching.instance import Instance

Codes = tuple[str, ...]
# Where more than this share is different everything is compiled anew.
MOST_FRESH = 0.25
COLUMNS = (
    "lat", "lon", "radius", "turnover", "spare_days", "max_contract", "can_lead", "will_lead",
    "max_groups", "ages_known", "needs_known", "ties_known",
)  # fmt: skip


class _Both(NamedTuple):
    """Arrays of before and of those who changed, one after the other, and who is taken: (n,)."""

    parts: tuple[Arrays, Arrays]
    take: Positions

    def joined(self, name: str) -> Any:
        """One column of both."""
        return np.concatenate([getattr(part, name) for part in self.parts])


def renew_arrays(earlier: Instance, instance: Instance, changes: Changes) -> None:
    """Compile an instance by copying what is the same: to a bit what compiling it all gives."""
    fresh = np.flatnonzero(changes.same == NOWHERE)
    few = len(fresh) <= MOST_FRESH * len(changes.same)
    if few and ARRAYS not in instance.memo and ARRAYS in earlier.memo:
        instance.memo[ARRAYS] = _renewed(earlier.memo[ARRAYS], instance, changes, fresh)


def _renewed(before: Arrays, instance: Instance, changes: Changes, fresh: Positions) -> Arrays:
    others = tuple(instance.organisations[one] for one in fresh.tolist())
    take = changes.same.copy()
    take[fresh] = before.count + np.arange(len(fresh))
    both = _Both((before, arrays_of(Instance(others, instance.areas))), take)
    theme_codes, theme_from, themes_at, places = _rows(both, "theme_codes", "theme_from", "themes")
    district_codes, district_from, districts_at, _ = _rows(
        both, "district_codes", "district_from", "districts"
    )
    age_codes, (age_words,) = _words(both, "age_codes", "age_words")
    service_codes, (offers, needs) = _words(both, "service_codes", "offer_words", "need_words")
    network_codes, (network_words,) = _words(both, "network_codes", "network_words")
    tie_keys, tie_strengths = _ties(before, instance, changes)
    columns: dict[str, Any] = {name: both.joined(name)[take] for name in COLUMNS}
    return Arrays(
        ids=tuple(one.id for one in instance.organisations),
        theme_codes=theme_codes,
        theme_from=theme_from,
        themes_at=themes_at,
        theme_weights=both.joined("theme_weights")[places],
        district_codes=district_codes,
        district_from=district_from,
        districts_at=districts_at,
        age_codes=age_codes,
        age_words=age_words,
        service_codes=service_codes,
        offer_words=offers,
        need_words=needs,
        network_codes=network_codes,
        network_words=network_words,
        tie_keys=tie_keys,
        tie_strengths=tie_strengths,
        excluded_keys=excluded_keys_of(instance),
        **columns,
    )


def _rows(
    both: _Both, codes: str, starts: str, values: str
) -> tuple[Codes, Positions, Positions, Positions]:
    """Codes, starts and values of the compressed rows that are taken, and where those stood."""
    union = codes_of(getattr(part, codes) for part in both.parts)
    stood = [
        _places(union, getattr(part, codes))[getattr(part, f"{values}_at")] for part in both.parts
    ]
    first, second = (getattr(part, starts) for part in both.parts)
    rows = Rows(np.concatenate((first, first[-1] + second[1:])), np.concatenate(stood))
    taken_from, places = rows.places(both.take)
    taken = rows.values[places]
    used = np.bincount(taken, minlength=len(union)) > 0
    return _named(union, used), taken_from, (np.cumsum(used) - 1)[taken], places


def _words(both: _Both, codes: str, *columns: str) -> tuple[Codes, tuple[Words, ...]]:
    """Codes and words of the rows that are taken, of columns that share their codes."""
    union = codes_of(getattr(part, codes) for part in both.parts)
    tables = []
    for column in columns:
        parts = [
            _recoded(getattr(part, column), getattr(part, codes), union) for part in both.parts
        ]
        tables.append(np.concatenate(parts)[both.take])
    anywhere = np.bitwise_or.reduce([np.bitwise_or.reduce(table, axis=0) for table in tables])
    used = listed(anywhere[None, :], len(union))[0]
    names = _named(union, used)
    if not used.all():
        tables = [_packed(listed(table, len(union))[:, used]) for table in tables]
    return names, tuple(tables)


def _places(union: dict[str, int], codes: Codes) -> Positions:
    return np.fromiter(map(union.__getitem__, codes), np.int64, len(codes))


def _named(union: dict[str, int], used: NDArray[np.bool_]) -> Codes:
    return tuple(code for code, there in zip(union, used.tolist(), strict=True) if there)


def _recoded(words: Words, codes: Codes, union: dict[str, int]) -> Words:
    """Words of some codes as words of all."""
    if tuple(union) == codes:
        return words
    wide = np.zeros((len(words), len(union)), bool)
    wide[:, _places(union, codes)] = listed(words, len(codes))
    return _packed(wide)


def _packed(table: NDArray[np.bool_]) -> Words:
    """A dense table as words of bits."""
    columns = np.nonzero(table)[1]
    return Rows(starts_of(table.sum(axis=1)), columns).words(table.shape[1])


def _ties(
    before: Arrays, instance: Instance, changes: Changes
) -> tuple[Positions, NDArray[np.float64]]:
    """Ties as they stood where none between two who stayed is another, else all anew."""
    if changes.tied or (len(changes.loose) and (changes.before == NOWHERE).any()):
        return ties_of(instance)
    if not len(changes.gone) and len(changes.before) == before.count:
        return before.tie_keys, before.tie_strengths
    ends = np.divmod(before.tie_keys, max(1, before.count))
    source, target = (changes.after[end] for end in ends)
    stayed = (source != NOWHERE) & (target != NOWHERE)
    keys = source * len(changes.before) + target
    return keys[stayed], before.tie_strengths[stayed]
