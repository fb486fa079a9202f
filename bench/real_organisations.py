"""Group real charities from open data and say what the groups are like, naming nobody.

    python -m bench.real_organisations [--data FOLDER] [--folder OUT] [--effort N]

`--data` is by default the folder that `PATCHWORK_OPEN_DATA` names. `--folder` keeps the instance
as the four files that `python -m matching` reads, with grouping.json and result.json beside them.
"""

import argparse
import json
import os
import platform
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from bench.open_data import Tags, read_open_data
from matching import Consortium, Grouping, Instance, Organisation, suggest_groups, write_folder
from matching.places import kilometres

# Almost all that is known is what they do and where: so groups are asked to be near and alike.
# Needs, days and ties are unknown of everybody and could not tell one group from another.
GROUPING = Grouping.from_json(
    {
        "id": "real-organisations",
        "name": "Charities of the focus area",
        "size": {"min": 3, "max": 8},
        "lead": "wanted",
        "weights": {
            "coverage": 0.20,
            "geography": 0.20,
            "complementarity": 0,
            "cohesion": 0.55,
            "capacity": 0,
            "small": 0.05,
            "added_value": 0,
        },
    }
)


def main() -> None:
    """Read, group, print."""
    chosen = _arguments()
    instance, tags = read_open_data(Path(chosen.data))
    _say_what_is_missing(instance)
    started, used = time.perf_counter(), time.process_time()
    outcome = suggest_groups(instance, GROUPING, effort=chosen.effort)
    wall, cpu = time.perf_counter() - started, time.process_time() - used
    if chosen.folder:
        _keep(Path(chosen.folder), instance, outcome.to_json())
    groups = [_members(instance, card) for card in outcome.consortia]
    grouped = sum(len(group) for group in groups)
    print(f"\ngrouped {grouped} in {len(groups)} groups; total {outcome.total:.2f}")
    print(f"effort {chosen.effort}: {wall:.0f} s, {cpu:.0f} CPU-s on {_machine()}")
    for reason, count in Counter(one.reason for one in outcome.left_out or ()).most_common():
        print(f"left out, {reason}: {count}")
    _say_sizes(groups)
    for number in _telling(outcome.consortia):
        _say_one(number, outcome.consortia[number], groups[number], tags)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.environ.get("PATCHWORK_OPEN_DATA"))
    parser.add_argument("--folder", help="keep the instance and the result here")
    parser.add_argument("--effort", type=int, default=6)
    chosen = parser.parse_args()
    if not chosen.data:
        parser.error("set PATCHWORK_OPEN_DATA or give --data")
    return chosen


def _say_what_is_missing(instance: Instance) -> None:
    everyone = instance.organisations
    print(f"{len(everyone)} organisations, {len(instance.areas)} areas")
    for words, missing in {
        "tags": [one for one in everyone if not one.themes],
        "coordinates": [one for one in everyone if one.place is None],
        "ward": [one for one in everyone if one.areas is None],
        "income": [one for one in everyone if one.turnover is None],
    }.items():
        print(f"without {words}: {len(missing)}")


def _keep(folder: Path, instance: Instance, result: object) -> None:
    write_folder(instance, folder)
    (folder / "grouping.json").write_text(json.dumps(GROUPING.to_json(), indent=1))
    (folder / "result.json").write_text(json.dumps(result, indent=1))


def _members(instance: Instance, card: Consortium) -> list[Organisation]:
    return [instance.organisation(key) for key in card.members]


def _say_sizes(groups: Sequence[Sequence[Organisation]]) -> None:
    sizes = Counter(len(group) for group in groups)
    print("sizes", ", ".join(f"{size}: {sizes[size]}" for size in sorted(sizes)))
    spreads = sorted(spread(group) for group in groups)
    far = spreads[int(0.9 * len(spreads))]
    print(f"furthest two members: median {statistics.median(spreads):.1f} km, "
          f"nine tenths under {far:.1f} km, most {spreads[-1]:.1f} km")  # fmt: skip
    common = [_common(group)[1] / len(group) for group in groups]
    print(f"share of members with the group's commonest theme: {statistics.mean(common):.2f}")


def spread(group: Sequence[Organisation]) -> float:
    """Kilometres between the two members that are furthest from each other."""
    return max(
        float(kilometres(one.lat, one.lon, other.lat, other.lon))
        for one, other in combinations(group, 2)
    )


def _common(group: Sequence[Organisation]) -> tuple[str, int]:
    counts = Counter(theme for one in group for theme in one.themes or ())
    return min(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _telling(consortia: Sequence[Consortium]) -> list[int]:
    """A group near the top, one in the middle and one near the end."""
    count = len(consortia)
    return [count // 10, count // 2, count - count // 10 - 1]


def _say_one(number: int, card: Consortium, group: Sequence[Organisation], tags: Tags) -> None:
    counts = Counter(theme for one in group for theme in one.themes or ())
    themes = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:5]
    words = ", ".join(f"{tags.title[theme].lower()} ({count})" for theme, count in themes)
    districts = Counter(one.attributes["district"] for one in group)
    print(f"\ngroup {number + 1}: {len(group)} members in {', '.join(sorted(districts))}, "
          f"furthest two {spread(group):.1f} km, quality {card.quality:.2f}")  # fmt: skip
    print(f"  themes: {words}")


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
