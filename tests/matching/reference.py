"""Every term, rule and gap once more, slowly and straight from the formulas of the specification.

Nothing here is shared with the engine but the records it reads: a mistake would have to be made
twice to go unseen.
"""

from fractions import Fraction
from itertools import combinations
from math import asin, ceil, cos, radians, sin, sqrt

from matching import Brief, Grouping, Instance, Organisation

EARTH_KM = 6371.0088


def km(one, other):
    """Great-circle distance (haversine) of two (lat, lon) in degrees."""
    (lat1, lon1), (lat2, lon2) = one, other
    a = (
        sin(radians(lat2 - lat1) / 2) ** 2
        + cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_KM * asin(min(1.0, sqrt(a)))


def place(organisation: Organisation):
    if organisation.lat is None or organisation.lon is None:
        return None
    return organisation.lat, organisation.lon


def pairs(members):
    return list(combinations(members, 2))


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def geography_of(i, j):
    if place(i) is None or place(j) is None:
        return 0.5
    distance = km(place(i), place(j))
    reach = i.radius_km + j.radius_km
    if reach == 0:
        return 1.0 if distance == 0 else 0.0
    return max(0.0, 1 - distance / reach)


def stated(instance, i, j):
    """Strengths of the rows from i to j."""
    return [tie.strength for tie in instance.ties if (tie.source, tie.target) == (i.id, j.id)]


def tie_value(instance, request, i, j):
    known = []
    if i.ties_known:
        known.append(max(stated(instance, i, j), default=0.0))
    if j.ties_known:
        known.append(max(stated(instance, j, i), default=0.0))
    return mean(known) if known else request.tie_prior


def theme_cosine(i, j):
    if not i.themes or not j.themes:
        return 0.0
    dot = sum(w * j.themes.get(theme, 0.0) for theme, w in i.themes.items())
    norms = [sqrt(sum(w * w for w in x.themes.values())) for x in (i, j)]
    return dot / (norms[0] * norms[1])


def age_jaccard(i, j):
    if i.ages is None or j.ages is None:
        return 0.5
    if not i.ages and not j.ages:
        return 0.0
    return len(i.ages & j.ages) / len(i.ages | j.ages)


def cohesion_of(instance, request, i, j):
    likeness = 0.7 * theme_cosine(i, j) + 0.3 * age_jaccard(i, j)
    return 0.6 * tie_value(instance, request, i, j) + 0.4 * likeness


def added_value_of(instance, i, j):
    if stated(instance, i, j) or stated(instance, j, i):
        return 0.0
    if (i.networks or frozenset()) & (j.networks or frozenset()):
        return 0.0
    if geography_of(i, j) == 0:
        return 0.0
    return 1.0 if i.ties_known or j.ties_known else 0.5


def complementarity(members):
    shares = []
    for i in members:
        if i.needs is None:
            shares.append(0.5)
        elif not i.needs:
            shares.append(1.0)
        else:
            offered = set()
            for j in members:
                if j.id != i.id:
                    offered |= j.offers or frozenset()
            shares.append(len(i.needs & offered) / len(i.needs))
    return mean(shares)


def reach(instance, i, code):
    if code in (i.areas or ()):
        return 1.0
    area = instance.areas[code]
    if place(i) is None or area.lat is None or area.lon is None:
        return 0.0
    return 0.5 if km(place(i), (area.lat, area.lon)) <= i.radius_km else 0.0


def provision(instance, members, cell):
    return sum(
        (i.themes or {}).get(cell.theme, 0.0) * reach(instance, i, cell.area) for i in members
    )


def coverage_of_brief(instance, brief, members):
    met = sum(min(cell.level, provision(instance, members, cell)) for cell in brief.cells)
    return met / sum(cell.level for cell in brief.cells)


def gaps(instance, brief, members):
    found = {}
    for cell in brief.cells:
        missing = cell.level - provision(instance, members, cell)
        if missing > 1e-9:
            found[cell.theme, cell.area] = missing
    return found


def coverage_of_grouping(instance, grouping, members):
    def parent(code):
        return instance.areas[code].parent or code

    breadth = grouping.full_breadth_themes
    best = 0.0
    for district in {parent(code) for i in members for code in i.areas or ()}:
        there = [i for i in members if any(parent(code) == district for code in i.areas or ())]
        themes = {theme for i in there for theme in i.themes or {}}
        total = sum(
            min(1.0, sum((i.themes or {}).get(theme, 0.0) for i in there)) for theme in themes
        )
        best = max(best, min(breadth, total) / breadth)
    return best


def capacity(request, members):
    if isinstance(request, Brief):
        target = request.min_capacity_days
    else:
        target = request.target_capacity_days
    if target == 0:
        return 1.0
    return min(1.0, sum(min(i.spare_days or 0.0, 0.4 * target) / target for i in members))


def is_small(request, i):
    return i.turnover is not None and i.turnover < request.small_turnover


def small(request, members):
    wanted = ceil(Fraction(3, 10) * len(members))
    return min(1.0, sum(is_small(request, i) for i in members) / wanted)


def terms(instance: Instance, request: Brief | Grouping, ids) -> dict[str, float]:
    """The seven terms of a set of ids."""
    members = [instance.organisation(key) for key in ids]
    if isinstance(request, Brief):
        coverage = coverage_of_brief(instance, request, members)
    else:
        coverage = coverage_of_grouping(instance, request, members)
    return {
        "coverage": coverage,
        "geography": mean(geography_of(i, j) for i, j in pairs(members)),
        "complementarity": complementarity(members),
        "cohesion": mean(cohesion_of(instance, request, i, j) for i, j in pairs(members)),
        "capacity": capacity(request, members),
        "small": small(request, members),
        "added_value": mean(added_value_of(instance, i, j) for i, j in pairs(members)),
    }


def quality(instance, request, ids):
    """The weighted mean of the seven terms."""
    values = terms(instance, request, ids)
    weights = request.weights.model_dump()
    return sum(weights[name] * values[name] for name in values) / sum(weights.values())


def leadership(request, i):
    """`True` eligible, `False` known to be ineligible, `None` not known."""
    facts = [i.can_lead, i.will_lead]
    if isinstance(request, Brief) and request.contract_value is not None:
        enough = None if i.max_contract is None else i.max_contract >= request.contract_value
        facts.append(enough)
    if any(fact is False for fact in facts):
        return False
    return None if any(fact is None for fact in facts) else True


def lead_shown(request, members):
    eligible = [i for i in members if leadership(request, i) is True]
    if not eligible:
        return None

    def order(i):
        contract = -1.0 if i.max_contract is None else i.max_contract
        return (-contract, -(i.spare_days or 0.0), i.id)

    return min(eligible, key=order).id


def ask_first(request, members):
    if request.lead == "required" or lead_shown(request, members) is not None:
        return None
    open_ones = [i for i in members if leadership(request, i) is None]

    def order(i):
        return (i.turnover is None, -(i.turnover or 0.0), i.id)

    return min(open_ones, key=order).id if open_ones else None


def hub_holds(instance, request, members):
    neighbours = {i.id: set() for i in instance.organisations}
    for tie in instance.ties:
        neighbours[tie.source].add(tie.target)
        neighbours[tie.target].add(tie.source)

    def within_two(one):
        first = neighbours[one]
        return first.union(*(neighbours[other] for other in first))

    return any(
        all(j.id in within_two(i.id) for j in members if j.id != i.id)
        for i in members
        if leadership(request, i) is True
    )


def broken_rules(instance, request, ids) -> set[str]:
    """Names of the hard rules of one group that these members break."""
    members = [instance.organisation(key) for key in ids]
    broken = set()
    if not request.size.min <= len(members) <= request.size.max:
        broken.add("size")
    if any(tuple(sorted((i.id, j.id))) in instance.exclusions for i, j in pairs(members)):
        broken.add("exclusion")
    allowed = (True,) if request.lead == "required" else (True, None)
    if not any(leadership(request, i) in allowed for i in members):
        broken.add("lead")
    named = request.must_include if isinstance(request, Brief) else ()
    if any(not i.themes and i.id not in named for i in members):
        broken.add("themes")
    if isinstance(request, Brief):
        broken |= _broken_of_brief(instance, request, members)
    return broken


def _broken_of_brief(instance, brief, members):
    broken = set()
    if sum(i.spare_days or 0.0 for i in members) < brief.min_capacity_days - 1e-9:
        broken.add("capacity")
    if sum(is_small(brief, i) for i in members) < brief.min_small:
        broken.add("small")
    ids = {i.id for i in members}
    if not set(brief.must_include) <= ids:
        broken.add("must_include")
    if set(brief.must_exclude) & ids:
        broken.add("must_exclude")
    if brief.hub and not hub_holds(instance, brief, members):
        broken.add("hub")
    return broken


def broken_together(instance, grouping, groups) -> set[str]:
    """Names of the rules that a whole grouping breaks between its groups."""
    broken = set()
    for organisation in instance.organisations:
        most = organisation.max_groups
        if grouping.one_group_each:
            most = min(1, most)
        if sum(organisation.id in group for group in groups) > most:
            broken.add("max_groups")
    for one, other in combinations(groups, 2):
        if len(set(one) & set(other)) > 1:
            broken.add("met twice")
    return broken


def all_groups(instance, request):
    """Every set of ids that keeps the rules of one group, with its quality."""
    ids = [i.id for i in instance.organisations]
    for size in range(request.size.min, min(request.size.max, len(ids)) + 1):
        for members in combinations(ids, size):
            if not broken_rules(instance, request, members):
                yield quality(instance, request, members), members


def best_groups(instance, brief):
    """The suggestions a brief asks for, by trying everything."""
    everything = list(all_groups(instance, brief))
    chosen = []
    while len(chosen) < brief.alternatives:
        open_ones = [
            (value, members)
            for value, members in everything
            if all(
                len(set(members) & set(earlier))
                <= min(len(members), len(earlier)) - brief.min_difference
                for _, earlier in chosen
            )
        ]
        if not open_ones:
            break
        top = max(value for value, _ in open_ones)
        chosen.append(
            min((one for one in open_ones if one[0] >= top - 1e-9), key=lambda one: one[1])
        )
    return chosen


def best_total(instance, grouping):
    """The best total of groups that share nobody, by trying everything (max_groups all 1)."""
    ids = tuple(i.id for i in instance.organisations)
    values = {frozenset(m): len(m) * q for q, m in all_groups(instance, grouping)}
    best: dict[frozenset[str], float] = {}

    def solve(left: frozenset[str]) -> float:
        if left not in best:
            best[left] = 0.0
            if left:
                first = min(left)
                best[left] = max(
                    [solve(left - {first})]
                    + [v + solve(left - g) for g, v in values.items() if first in g and g <= left]
                )
        return best[left]

    return solve(frozenset(ids))
