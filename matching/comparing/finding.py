"""The front door: what it means to go from one grouping to another."""

from matching.comparing.answer import Comparison
from matching.comparing.changes import pair_changes, places_of, stay_together
from matching.comparing.judging import judged, side_of, term_means
from matching.comparing.words import changes, overview
from matching.errors import ResultError
from matching.instance import Instance
from matching.outcome import Outcome
from matching.request import Grouping


def compare_groupings(instance: Instance, first: Outcome, second: Outcome) -> Comparison:
    """Set two groupings of the same organisations side by side.

    For instance those of the presets "By place" and "By theme". Both are judged by the weights of
    both, so that neither is only measured by what it was made for.

    Parameters
    ----------
    instance : Instance
        The one that both outcomes were worked out from.
    first, second : Outcome
        Of open groupings; what is gained and lost is told from the first to the second.

    Returns
    -------
    Comparison
        Totals are sums of members times quality, so in organisations: at most their number. Terms,
        averaged over members, and the Jaccard index are 0 to 1; the adjusted Rand index is at most
        1, and below 0 where the two are less alike than chance would make them.

    Raises
    ------
    ResultError
        An outcome is of a brief, or of another instance; `field` says which.

    Notes
    -----
    Every total is worked out anew with `score`: by the request of its own outcome, in which only
    the weights are exchanged. Jaccard index: pairs together on both sides over pairs together on
    either. Adjusted Rand index: Hubert and Arabie (1985), counted in pairs, whoever is left out
    being alone; see `matching/comparing/changes.py`.

    Examples
    --------
    >>> from matching.outcome import Provenance
    >>> from matching.scoring import score
    >>> instance = Instance.from_tables([{"id": key, "themes": "play"} for key in "abcd"])
    >>> grouping = Grouping.from_json({"id": "g", "size": {"min": 2, "max": 3}})
    >>> origin = Provenance("1", 0, 1, "effort", instance.fingerprint)
    >>> first, second = (
    ...     Outcome(grouping, tuple(score(instance, grouping, one) for one in groups), origin)
    ...     for groups in (["ab", "cd"], ["abc"]))
    >>> found = compare_groupings(instance, first, second)
    >>> found.pairs.kept.pairs, found.pairs.new.count, round(found.pairs.jaccard, 2)
    ((('a', 'b'),), 2, 0.25)
    >>> found.places.only_first, found.overview[1].text
    (('d',), 'In a group: 4 of 4 in the first, 3 in the second.')
    """
    sides = [
        side_of(instance, _checked(instance, outcome, side), outcome)
        for side, outcome in (("first", first), ("second", second))
    ]
    by_first, by_second = (judged(side.request.weights, *sides) for side in sides)
    pairs = pair_changes(first, second, len(instance.organisations))
    terms, places = term_means(*sides), places_of(instance, first, second)
    gained, lost = changes(by_first, by_second, terms, places)
    return Comparison(
        together=stay_together(first, second),
        pairs=pairs,
        by_first=by_first,
        by_second=by_second,
        terms=terms,
        places=places,
        overview=overview(pairs, places),
        gained=gained,
        lost=lost,
    )


def _checked(instance: Instance, outcome: Outcome, side: str) -> Grouping:
    """The grouping that an outcome answers; refused where it cannot be compared."""
    if not isinstance(outcome.request, Grouping):
        raise ResultError(f"{side}.request", "is a brief; compare two open groupings")
    if outcome.provenance.input_fingerprint != instance.fingerprint:
        field = f"{side}.provenance.input_fingerprint"
        raise ResultError(field, "is of another instance; run both groupings over this one")
    return outcome.request
