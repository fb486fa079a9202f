"""Small pieces of sentences: lists, numbers, cells, and how terms and facts are called."""

from collections.abc import Iterable, Mapping, Sequence

from matching.explanation.answers import Service
from matching.instance import Instance, Organisation

TERMS: Mapping[str, str] = {
    "coverage": "covers the need",
    "geography": "close to each other",
    "complementarity": "fill each other's needs",
    "cohesion": "know each other",
    "capacity": "time to deliver",
    "small": "small groups",
    "added_value": "new connections",
}

FACTS: Mapping[str, str] = {
    "place": "where {} is based",
    "areas": "where {} works",
    "themes": "what {} does",
    "ages": "with which ages {} works",
    "offers": "what {} offers",
    "needs": "what {} needs",
    "networks": "in which networks {} is",
    "turnover": "the turnover of {}",
    "spare_days": "how many spare days {} has",
    "max_contract": "how large a contract {} could hold",
    "can_lead": "whether {} can lead",
    "will_lead": "whether {} wants to lead",
    "ties": "with whom {} works",
}


def listed(items: Sequence[str], most: int = 3) -> str:
    """`a`, `a and b`, `a, b and c`, `a, b, c and 2 more`."""
    shown = list(items[:most])
    if len(items) > most:
        shown.append(f"{len(items) - most} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def number(value: float) -> str:
    """A number for people: at most two places, thousands apart."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def percent(share: float) -> str:
    """A share for people."""
    return f"{share:.0%}"


def kilometres_in_words(distance: float) -> str:
    """A distance for people."""
    return f"{distance:.1f} km"


def counted(count: float, one: str, many: str | None = None) -> str:
    """`1 day`, `2 days`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def known_facts(one: Organisation, *facts: str) -> tuple[tuple[str, str], ...]:
    """Those of some facts about an organisation that are known, as a sentence rests on them."""
    unknown = one.unknown_facts
    return tuple((one.id, fact) for fact in facts if fact not in unknown)


def known_of_all(members: Iterable[Organisation], *facts: str) -> tuple[tuple[str, str], ...]:
    """The same of several organisations, as a sentence with a count or a sum rests on them."""
    return tuple(fact for one in members for fact in known_facts(one, *facts))


def cells_in_words(instance: Instance, cells: Iterable[Service], most: int = 3) -> str:
    """Themes with the names of their areas: `play in Elmfield and sport in Oakley`."""
    return listed([f"{one.theme} in {instance.areas[one.area].name}" for one in cells], most)
