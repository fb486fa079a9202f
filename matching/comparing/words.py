"""What is gained and lost between two groupings, in plain sentences with their figures."""

from collections.abc import Iterator, Sequence

from matching.comparing.answer import Judged, PairChanges, Places, TermMeans
from matching.explanation.answers import Sentence
from matching.explanation.wording import TERMS, listed
from matching.weights import PRESETS, TERM_NAMES, Weights

# Smaller changes are told by nobody: with two decimals both figures could be the same.
WORTH_TELLING = 0.005


def overview(pairs: PairChanges, places: Places) -> tuple[Sentence, ...]:
    """Who stays together, and how many are in a group on each side."""
    kept, parted, new = pairs.kept.count, pairs.parted.count, pairs.new.count
    text = (
        f"Pairs in a group together: {kept} on both sides, {parted} in the first only, "
        f"{new} in the second only."
    )
    figures = {
        "kept": kept,
        "parted": parted,
        "new": new,
        "jaccard": pairs.jaccard,
        "adjusted_rand": pairs.adjusted_rand,
    }
    before, after = (
        len(places.both) + len(them) for them in (places.only_first, places.only_second)
    )
    everybody = before + len(places.only_second) + len(places.neither)
    grouped = f"In a group: {before} of {everybody} in the first, {after} in the second."
    counts = {"first": before, "second": after, "organisations": everybody}
    return Sentence("pairs", text, figures), Sentence("grouped", grouped, counts)


def changes(
    by_first: Judged, by_second: Judged, terms: TermMeans, places: Places
) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """What is gained and what is lost: totals first, then places, then terms by their change."""
    told = [*_totals(by_first, by_second), *_moves(places), *_terms(terms)]
    gained = tuple(sentence for change, sentence in told if change > 0)
    return gained, tuple(sentence for change, sentence in told if change < 0)


Told = tuple[float, Sentence]


def _totals(by_first: Judged, by_second: Judged) -> Iterator[Told]:
    sides = [("first", by_first), ("second", by_second)]
    if by_first.weights == by_second.weights:
        sides = [("both", by_first)]
    for side, judged in sides:
        if abs(judged.change) <= WORTH_TELLING:
            continue
        whose, verb = _called(judged.weights, side), _verb(judged.change)
        text = (
            f"By the weights of {whose} the total {verb} "
            f"from {judged.first:.2f} to {judged.second:.2f}."
        )
        figures = {"first": judged.first, "second": judged.second, "change": judged.change}
        yield judged.change, Sentence(f"total_by_{side}", text, figures)


def _called(weights: Weights, side: str) -> str:
    """The name of a preset, or the side that has the weights."""
    named = [f"“{name}”" for name, preset in PRESETS.items() if preset.weights == weights]
    return named[0] if named else side if side == "both" else f"the {side}"


def _moves(places: Places) -> Iterator[Told]:
    if places.only_second:
        yield 1.0, _moved("came_in", places.only_second, "in a group in the second only")
    if places.only_first:
        yield -1.0, _moved("left_out", places.only_first, "in a group in the first only")


def _moved(kind: str, ids: Sequence[str], where: str) -> Sentence:
    verb = "is" if len(ids) == 1 else "are"
    return Sentence(kind, f"{listed(ids)} {verb} {where}.", {"organisations": len(ids)})


def _terms(terms: TermMeans) -> Iterator[Told]:
    changed = [(getattr(terms.change, name), name) for name in TERM_NAMES]
    for change, name in sorted(changed, key=lambda one: -abs(one[0])):
        if abs(change) <= WORTH_TELLING:
            continue
        before, after = getattr(terms.first, name), getattr(terms.second, name)
        text = (
            f"“{TERMS[name][0].upper()}{TERMS[name][1:]}” {_verb(change)} "
            f"from {before:.2f} to {after:.2f}, averaged over members."
        )
        yield change, Sentence(name, text, {"first": before, "second": after, "change": change})


def _verb(change: float) -> str:
    return "rises" if change > 0 else "falls"
