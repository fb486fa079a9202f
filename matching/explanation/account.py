"""The front door of explanations: why a group is as good as it is, and what would change it."""

from collections.abc import Iterable

from matching.explanation.answers import Explanation, MemberPart, Option, TermShare
from matching.explanation.dropping import Without
from matching.explanation.group import Group
from matching.explanation.overview import overview
from matching.explanation.reasons import reasons
from matching.explanation.replacing import MOST, in_place_of_each
from matching.explanation.unknowns import unknown_facts
from matching.instance import Instance
from matching.outcome import Terms
from matching.problem import problem_of
from matching.request import Brief, Grouping
from matching.scoring import positions_of
from matching.weights import TERM_NAMES


def explain(
    instance: Instance,
    request: Brief | Grouping,
    members: Iterable[str],
    *,
    replacements: int = MOST,
) -> Explanation:
    """Say why a group is as good as it is, what each member brings, and what would change it.

    Parameters
    ----------
    instance : Instance
    request : Brief or Grouping
    members : iterable of str
        At least two different ids, whether or not they keep the hard rules.
    replacements : int, optional
        How many to name for each member; 0 names none and saves looking at everybody.

    Returns
    -------
    Explanation
        All figures are qualities or parts of them, 0 to 1; how the range of each unknown fact is
        derived stands in `matching.explanation.ranges`.

    Raises
    ------
    MembersError
        An id is unknown or there are fewer than two.
    RequestError
        The brief names an area or an organisation that the instance does not hold.

    Examples
    --------
    >>> three = [{"id": key, "themes": "play", "areas": "w"} for key in "ab"]
    >>> three.append({"id": "c", "themes": "sport", "areas": "w"})
    >>> instance = Instance.from_tables(three, areas=[{"code": "w"}])
    >>> grouping = Grouping.from_json({"id": "g", "size": {"min": 2, "max": 3}})
    >>> found = explain(instance, grouping, "abc")
    >>> found.members[2].sentences[0].text
    'Only c serves sport: 25% of a full breadth of themes is covered with it, 12% without.'
    >>> found.members[2].alone
    (Service(theme='sport', area='w', amount=1.0),)
    """
    problem, positions = problem_of(instance, request), positions_of(instance, members)
    group = Group(problem, positions, wide=replacements > 0)
    without, instead = Without(group), in_place_of_each(group, replacements)
    terms, worst, unknowns = _term_shares(group), without.worst(), unknown_facts(group)
    return Explanation(
        quality=group.quality,
        terms=terms,
        members=tuple(_part(without, place, instead[place]) for place in range(group.size)),
        worst=worst,
        unknowns=unknowns,
        sentences=overview(group, terms, worst, unknowns),
    )


def _term_shares(group: Group) -> tuple[TermShare, ...]:
    values, shares = group.terms.tolist(), group.shares.tolist()
    return tuple(
        TermShare(name, value, share, share * value, share * (1 - value))
        for name, value, share in zip(TERM_NAMES, values, shares, strict=True)
    )


def _part(without: Without, place: int, instead: tuple[Option, ...]) -> MemberPart:
    group = without.group
    return MemberPart(
        id=group.ids[place],
        loss=without.losses[place],
        terms=Terms(*without.lost[place].tolist()),
        serves=group.serves[place],
        alone=without.alone[place],
        needed_for=without.needed_for(place),
        replacements=instead,
        sentences=reasons(without, place, instead),
    )
