"""The front door: whom each organisation should meet outside its groups."""

from collections import defaultdict
from itertools import combinations

import numpy as np

from matching.errors import RequestError
from matching.instance import Instance, Organisation
from matching.meeting.answer import Meeting, MeetingList, Meetings
from matching.meeting.candidates import candidates_of
from matching.meeting.choosing import choose
from matching.meeting.marks import Keys, Marks, both_ways
from matching.meeting.reasons import Reasons
from matching.meeting.words import REASON_FACTS, list_sentence
from matching.meeting.worth import Worth
from matching.outcome import Outcome
from matching.problem import Problem, problem_of
from matching.scoring import positions_of

CANDIDATES = 64
# Share information or more: those two need nobody to bring them together.
WORK_TOGETHER = 0.5


def meetings(instance: Instance, outcome: Outcome, *, each: int = 3, cap: int = 6) -> Meetings:
    """Say for each organisation which others, in none of its groups, it is worth meeting.

    Reasons are what the two could do for each other: cells that they would cover together, needs
    that one could meet for the other, networks that they would join, and being near. Who is well
    known plays no part, and nobody is named in more than `cap` lists. What is not known gives no
    reason. Whoever works together already, is in a group together, or cannot work together is in
    neither's list; the next best is.

    Parameters
    ----------
    instance : Instance
    outcome : Outcome
        Of a brief or of an open grouping; its groups and its request are used.
    each : int, optional
        How many others a list may have, from 1.
    cap : int, optional
        In how many lists an organisation may be named, from 1.

    Returns
    -------
    Meetings
        A list for every organisation, grouped or not. `worth` and `added` are 0 to 1, distances
        kilometres.

    Raises
    ------
    RequestError
        `each` or `cap` is below 1, or the brief names an area that the instance does not hold.
    MembersError
        A member of a group is not in the instance.

    Notes
    -----
    worth = (w_coverage · added + w_complementarity · needs + w_added_value · bridge +
    w_geography · near) / (their sum), with the weights of the request (Balanced where all four
    are 0).

    - added: the coverage of the two less that of the better one alone, where one has a theme that
      the other lacks; of the brief's cells, or of the breadth in a district where both list areas.
    - needs: the mean over the two of the share of its needs that the other offers.
    - bridge: 1 where both are in a network, they share none, and neither stated a tie.
    - near: the geography value of two known places, a tenth of it where there is no other reason.

    Only those within reach: a geography value above 0 (one half where a place is unknown), or
    work in one district (open), or both provide something for the brief. Two work together already
    where one states a tie of strength 0.5 or more. Pairs are taken by worth, equal to nine
    decimals: the shorter list first, then whoever has fewer candidates (64 at most, equal worths
    by place in the circle of ids), then whoever is named less often, then by id.

    Examples
    --------
    >>> from matching.outcome import Provenance
    >>> from matching.request import Grouping
    >>> rows = [{"id": "a", "themes": "play", "needs": "hall"},
    ...         {"id": "b", "themes": "play", "offers": "hall"}, {"id": "c"}]
    >>> instance = Instance.from_tables(rows)
    >>> grouping = Grouping.from_json({"id": "g", "size": {"min": 2, "max": 3}})
    >>> nobody = Outcome(grouping, (), Provenance("1", 0, 0, "effort", instance.fingerprint))
    >>> first, *_, last = meetings(instance, nobody).organisations
    >>> first.meetings[0].id, first.meetings[0].sentences[0].text
    ('b', 'b offers what a needs: hall.')
    >>> last.meetings, last.sentence[:25]
    ((), 'Not known yet: where c is')
    """
    for field, value in (("each", each), ("cap", cap)):
        if value < 1:
            raise RequestError(field, "must be 1 or more")
    problem = problem_of(instance, outcome.request)
    told = np.flatnonzero([len(_not_known(one)) < len(REASON_FACTS) for one in
                           instance.organisations])  # fmt: skip
    barred = Marks(_barred(problem, outcome), problem.arrays.count)
    found = candidates_of(Worth(problem), told, barred, max(CANDIDATES, each))
    reasons, lists = Reasons(problem), defaultdict[int, list[Meeting]](list)
    for own, meeting in reasons.of(choose(found, each, cap)):
        lists[own].append(meeting)
    return Meetings(
        tuple(_listed(one, lists[place]) for place, one in enumerate(instance.organisations))
    )


def _listed(one: Organisation, found: list[Meeting]) -> MeetingList:
    found.sort(key=lambda meeting: (-meeting.worth, meeting.id))
    not_known = _not_known(one)
    return MeetingList(one.id, list_sentence(one, not_known, len(found)), not_known, tuple(found))


def _not_known(one: Organisation) -> tuple[str, ...]:
    unknown = one.unknown_facts
    return tuple(fact for fact in REASON_FACTS if fact in unknown)


def _barred(problem: Problem, outcome: Outcome) -> Keys:
    """Keys of the pairs that are in no list: kept apart, in a group together, or at work."""
    arrays, count = problem.arrays, problem.arrays.count
    groups = [positions_of(problem.instance, one.members) for one in outcome.consortia]
    together = [one * count + other for group in groups for one, other in combinations(group, 2)]
    tied = arrays.tie_keys[arrays.tie_strengths >= WORK_TOGETHER]
    pairs = np.concatenate((np.array(together, np.int64), tied, arrays.excluded_keys))
    return both_ways(pairs, count)
