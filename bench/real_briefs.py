"""Three briefs over real charities from open data, told without naming anybody.

    python -m bench.real_briefs [--data FOLDER] [--folder OUT] [--effort N]

`--data` is by default the folder that `PATCHWORK_OPEN_DATA` names. `--folder` keeps each answer as
a file that `python -m matching explain` reads.
"""

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from bench.machine import in_words, machine
from bench.real.describing import kilometres, spread
from bench.real.source import Tags
from bench.real.tagged import read_focus
from matching import Brief, Consortium, Instance, Organisation, Outcome, suggest_for_brief

# The need first, then nearness, then likeness. What rests on needs, days and ties is not known of
# anybody and counts nothing; nor does being small: turnover is known of one in five, who would be
# asked in for that alone. With more weight on likeness a place where little is to be had fills up
# with organisations far away that are like each other.
WEIGHTS = {
    "coverage": 0.7,
    "geography": 0.2,
    "complementarity": 0,
    "cohesion": 0.1,
    "capacity": 0,
    "small": 0,
    "added_value": 0,
}


@dataclass(frozen=True)
class Asked:
    """A brief in words: themes by their tags and wards by their names, all of one district."""

    key: str
    name: str
    district: str
    wards: tuple[str, ...]
    tags: tuple[str, ...]
    level: float = 1.0

    def brief(self, instance: Instance, tags: Tags) -> Brief:
        """The same with codes; an unknown ward or tag is a KeyError."""
        areas = {
            (area.name, instance.areas[area.parent].name): code
            for code, area in instance.areas.items()
            if area.parent
        }
        codes = {title: code for code, title in tags.title.items()}
        cells = [
            {"theme": codes[tag], "area": areas[ward, self.district], "level": self.level}
            for tag in self.tags
            for ward in self.wards
        ]
        return Brief.from_json(
            {
                "id": self.key,
                "name": self.name,
                "cells": cells,
                "size": {"min": 3, "max": 6},
                "lead": "wanted",
                "weights": WEIGHTS,
            }
        )


ASKED = (
    Asked(
        "after-school",
        "Something to do after school",
        "Trafford",
        ("Clifford", "Longford", "Gorse Hill", "Stretford"),
        ("Young people", "Youth Groups", "Sports", "Performing art"),
    ),
    Asked(
        "cost-of-living",
        "Advice, food and work where money is short",
        "Manchester",
        ("Hulme", "Moss Side", "Ardwick", "Rusholme"),
        ("Individual poverty", "Advice and individual advocacy", "Food", "Unemployment"),
    ),
    Asked(
        "older-people",
        "Company for older people",
        "Salford",
        ("Kersal & Broughton Park", "Pendleton & Charlestown", "Blackfriars & Trinity"),
        ("Older people", "Loneliness", "Social activities"),
    ),
)


def main() -> None:
    """Read, ask, print."""
    chosen = _arguments()
    source = read_focus(Path(chosen.data))
    instance, tags = source.instance, source.tags
    print(f"{len(instance.organisations)} organisations; {in_words(machine())}")
    for asked in ASKED:
        brief = asked.brief(instance, tags)
        used = time.process_time()
        outcome = suggest_for_brief(instance, brief, effort=chosen.effort)
        cpu = time.process_time() - used
        _say(asked, brief, instance, tags, outcome)
        print(f"  {cpu:.1f} CPU-s at effort {chosen.effort}, ended by {outcome.provenance.stopped}")
        if chosen.folder:
            _keep(Path(chosen.folder), brief, outcome)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.real_briefs", description=__doc__)
    parser.add_argument("--data", default=os.environ.get("PATCHWORK_OPEN_DATA"))
    parser.add_argument("--folder", help="keep the briefs and the answers here")
    parser.add_argument("--effort", type=int, default=4)
    chosen = parser.parse_args()
    if not chosen.data:
        parser.error("set PATCHWORK_OPEN_DATA or give --data")
    return chosen


def _keep(folder: Path, brief: Brief, outcome: Outcome) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{brief.id}.json").write_text(json.dumps(brief.to_json(), indent=1))
    (folder / f"{brief.id}-result.json").write_text(json.dumps(outcome.to_json(), indent=1))


def _say(asked: Asked, brief: Brief, instance: Instance, tags: Tags, outcome: Outcome) -> None:
    wanted = {cell.theme for cell in brief.cells}
    wards = {cell.area for cell in brief.cells}
    fit = [one for one in instance.organisations if wanted & (one.themes or {}).keys()]
    there = [one for one in fit if wards & set(one.areas or ())]
    print(f"\n{asked.name}: {', '.join(asked.tags)} in {', '.join(asked.wards)} ({asked.district})")
    print(f"  with one of the themes: {len(fit)}, of them in one of the wards: {len(there)}")
    for number, card in enumerate(outcome.consortia, start=1):
        group = [instance.organisation(key) for key in card.members]
        print(f"  group {number}: {_card(card)}; {_places(group, instance, brief)}")
        print(f"    themes: {_themes(group, tags, wanted)}")
        print("    lead: " + ("known" if card.lead else "to be asked, the card says whom first"))
        print(f"    gaps: {_gaps(card, brief, instance, tags)}")


def _card(card: Consortium) -> str:
    gap = f" ({card.proof.gap:.1%})" if card.proof.gap else ""
    return (
        f"{len(card.members)} members, quality {card.quality:.3f}, {card.proof.status}{gap}, "
        f"coverage {card.terms.coverage:.2f}, geography {card.terms.geography:.2f}, "
        f"cohesion {card.terms.cohesion:.2f}"
    )


def _places(group: Sequence[Organisation], instance: Instance, brief: Brief) -> str:
    wards = {cell.area for cell in brief.cells}
    inside = sum(bool(wards & set(one.areas or ())) for one in group)
    middles = [instance.areas[code].centroid for code in sorted(wards)]
    lat, lon = (mean(place[axis] for place in middles if place) for axis in (0, 1))
    away = [kilometres(one.place, (lat, lon)) for one in group if one.place]
    return (
        f"{inside} based in the wards, furthest two {spread(group):.1f} km, "
        f"from the middle of the wards {min(away):.1f} to {max(away):.1f} km"
    )


def _themes(group: Sequence[Organisation], tags: Tags, wanted: set[str]) -> str:
    counts = Counter(theme for one in group for theme in one.themes or ())
    asked = [f"{tags.title[code].lower()} {counts[code]}" for code in sorted(wanted)]
    others = sorted(((n, code) for code, n in counts.items() if code not in wanted), reverse=True)
    more = [f"{tags.title[code].lower()} {n}" for n, code in others[:4]]
    serving = sum(bool(wanted & (one.themes or {}).keys()) for one in group)
    return f"{serving} have one that is asked: {', '.join(asked)} (also {', '.join(more)})"


def _gaps(card: Consortium, brief: Brief, instance: Instance, tags: Tags) -> str:
    gaps = card.gaps or ()
    if not gaps:
        return "none"
    by_theme = Counter(tags.title[gap.theme].lower() for gap in gaps)
    missing = sum(gap.missing for gap in gaps)
    told = ", ".join(f"{theme} in {count}" for theme, count in by_theme.most_common())
    return f"{len(gaps)} of {len(brief.cells)} cells, {missing:.1f} missing in all ({told})"


if __name__ == "__main__":
    main()
