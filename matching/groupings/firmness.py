"""How firm suggested groups are: who comes together again when the search starts elsewhere."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import combinations, count, islice
from statistics import fmean

from matching.errors import RequestError, ResultError
from matching.groupings.firm_groups import Beside, Ending, FirmGroup, FirmMember, Firmness
from matching.groupings.suggestion import suggest_groups
from matching.instance import Instance
from matching.outcome import Outcome
from matching.progress import Progress, Watch
from matching.request import Grouping

STEPS = 1_000  # steps of the whole that one search counts
Pair = tuple[str, str]


def firmness(
    instance: Instance,
    grouping: Grouping,
    outcome: Outcome,
    *,
    seeds: int = 8,
    effort: int = 2,
    watch: Watch | None = None,
) -> Firmness:
    """Say how firm groups are: in how many searches with other seeds their members meet again.

    Parameters
    ----------
    instance : Instance
    grouping : Grouping
    outcome : Outcome
        What `suggest_groups` answered to this grouping of this instance.
    seeds : int, optional
        How many searches, from 1; their seeds are the smallest that the outcome did not use.
    effort : int, optional
        How long each of them searches.
    watch : callable, optional
        Called with a Progress a few times a second; False stops, and the searches that were
        finished by then count.

    Returns
    -------
    Firmness
        Shares of runs, 0 to 1; the same for the same input.

    Raises
    ------
    RequestError
        `seeds` is below 1.
    ResultError
        The outcome is of another grouping or of another instance.

    Notes
    -----
    The share of a pair is its entry in the consensus (co-association) matrix of the runs: Monti,
    Tamayo, Mesirov, Golub, "Consensus clustering", Machine Learning 52 (2003), 91-118. A pair
    counts as together in a run where at least one group has both.

    Examples
    --------
    >>> rows = [{"id": key, "themes": "play", "can_lead": "yes", "will_lead": "yes"}
    ...         for key in "ab"] + [{"id": "c"}]
    >>> instance = Instance.from_tables(rows)
    >>> grouping = Grouping.from_json({"id": "g", "size": {"min": 2, "max": 2}})
    >>> found = firmness(instance, grouping, suggest_groups(instance, grouping), seeds=2)
    >>> found.seeds, found.groups[0].mean, dict(found.organisations)
    ((1, 2), 1.0, {'a': 1.0, 'b': 1.0, 'c': 1.0})
    """
    if seeds < 1:
        raise RequestError("seeds", "must be 1 or more")
    _check(instance, grouping, outcome)
    hearing = _Hearing(watch, seeds)
    runs: dict[int, Outcome] = {}
    for seed in islice((s for s in count() if s != outcome.provenance.seed), seeds):
        found = suggest_groups(instance, grouping, effort=effort, seed=seed, watch=hearing)
        if found.provenance.stopped != "cancelled":
            runs[seed] = found
        if hearing.stopped:
            break
        hearing.done += 1
    return _answer(instance, outcome, runs, "effort" if len(runs) == seeds else "cancelled")


def _check(instance: Instance, grouping: Grouping, outcome: Outcome) -> None:
    if outcome.request != grouping:
        raise ResultError("request", "is not the grouping that is asked about")
    if outcome.provenance.input_fingerprint != instance.fingerprint:
        raise ResultError("provenance.input_fingerprint", "is of another instance")


class _Hearing:
    """Passes the progress of one search on as part of the whole, and remembers a no."""

    def __init__(self, watch: Watch | None, total: int) -> None:
        self.watch, self.total = watch, total
        self.done, self.stopped = 0, False

    def __call__(self, told: Progress) -> bool:
        if self.watch is None:
            return True
        whole = replace(
            told,
            done=self.done * STEPS + STEPS * told.done // max(1, told.total),
            total=self.total * STEPS,
            phase=f"Search {self.done + 1} of {self.total}",
        )
        if self.watch(whole) is False:
            self.stopped = True
        return not self.stopped


def _answer(
    instance: Instance,
    outcome: Outcome,
    runs: Mapping[int, Outcome],
    stopped: Ending,
) -> Firmness:
    together = [run.pairs for run in runs.values()]
    again = {pair: _share(pair, together) for pair in sorted(outcome.pairs)}
    groups = tuple(_group(one.members, again) for one in outcome.consortia)
    shares: dict[str, list[float | None]] = {one.id: [] for one in instance.organisations}
    for pair, share in again.items():
        for key in pair:
            shares[key].append(share)
    placed = [{key for pair in pairs for key in pair} for pairs in together]
    organisations = {
        key: _mean(those) if those else _mean([float(key not in some) for some in placed])
        for key, those in shares.items()
    }
    return Firmness(tuple(runs), stopped, groups, organisations)


def _share(pair: Pair, together: Sequence[AbstractSet[Pair]]) -> float | None:
    return _mean([float(pair in run) for run in together])


def _group(members: Sequence[str], again: Mapping[Pair, float | None]) -> FirmGroup:
    ids = sorted(members)
    firm = []
    for key in ids:
        others = [(other, again[min(key, other), max(key, other)]) for other in ids if other != key]
        beside = tuple(Beside(other, share) for other, share in others)
        firm.append(FirmMember(key, _mean([share for _, share in others]), beside))
    return FirmGroup(tuple(firm), _mean([again[pair] for pair in combinations(ids, 2)]))


def _mean(values: Sequence[float | None]) -> float | None:
    """The mean; None where there is nothing to take it of."""
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
