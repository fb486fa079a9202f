"""What a group of real organisations is like: how far apart, how much alike."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from bench.real.grouping import Grouped
from matching import Consortium, Organisation

EARTH_RADIUS_KM = 6371.0088
Group = Sequence[Organisation]


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two places given as latitude and longitude in degrees."""
    (lat, lon), (other_lat, other_lon) = (map(math.radians, place) for place in (one, other))
    half = math.sin((other_lat - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


def spread(group: Group) -> float | None:
    """Kilometres between the two furthest members whose places are known; None where one is."""
    places = [one.place for one in group if one.place]
    return max((kilometres(*pair) for pair in combinations(places, 2)), default=None)


def commonest_share(group: Group) -> float:
    """The share of members that have the theme which most of them have."""
    counts = theme_counts(group)
    return counts[0][1] / len(group)


def theme_counts(group: Group) -> list[tuple[str, int]]:
    """Themes and how many members have them, most first."""
    counts = Counter(theme for one in group for theme in one.themes or ())
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def groups_of(found: Grouped) -> list[list[Organisation]]:
    """The members of each group, in the order of the outcome."""
    return [
        [found.source.instance.organisation(key) for key in card.members]
        for card in found.outcome.consortia
    ]


def telling(consortia: Sequence[Consortium]) -> list[int]:
    """Positions of a group near the top, of one in the middle and of one near the end."""
    count = len(consortia)
    return sorted({count // 10, count // 2, count - count // 10 - 1}) if count else []
