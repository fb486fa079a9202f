"""Group real organisations from open data and say what the groups are like, naming nobody.

    python -m bench.real_organisations [--data FOLDER] [--folder OUT] [--effort N]

`--data` is by default the folder that `PATCHWORK_OPEN_DATA` names. `--folder` keeps each file's
instance as the four files that `python -m matching` reads, with grouping.json and result.json
beside them, and not-known-yet.md: one page of who is not known yet and what to ask them.
"""

import argparse
import json
import os
from collections.abc import Callable
from pathlib import Path

from bench.machine import in_words, machine
from bench.real.coded import read_coded
from bench.real.grouping import Grouped, by_presets, grouped, placed
from bench.real.named import read_federated, read_recipients
from bench.real.source import Source
from bench.real.tagged import read_focus, read_labelled, read_trafford
from bench.real.telling import examples, overview, side_by_side, with_places_only
from bench.real.unknown_page import page
from matching import write_folder

READERS: tuple[Callable[[Path], Source], ...] = (
    read_focus, read_labelled, read_coded, read_trafford, read_recipients, read_federated,
)  # fmt: skip
PRESETS_COMPARED = ("By place", "By theme")


def main() -> None:
    """Read, group, print."""
    chosen = _arguments()
    print(f"{in_words(machine())}; effort {chosen.effort}\n")
    found = [grouped(read(Path(chosen.data)), chosen.effort) for read in READERS]
    print(overview(found))
    for one in found:
        if one.outcome.consortia:
            print(f"\n{one.source.words}\n\n{examples(one)}")
    _leave_out_the_placeless(found, chosen.effort)
    _compare(found[0].source, chosen.effort)
    if chosen.folder:
        _keep(Path(chosen.folder), found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.real_organisations",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", default=os.environ.get("PATCHWORK_OPEN_DATA"))
    parser.add_argument("--folder", help="keep instances, results and the page here")
    parser.add_argument("--effort", type=int, default=6)
    chosen = parser.parse_args()
    if not chosen.data:
        parser.error("set PATCHWORK_OPEN_DATA or give --data")
    return chosen


def _leave_out_the_placeless(found: list[Grouped], effort: int) -> None:
    """Whoever has no known place is within reach of everybody: say what that makes of groups."""
    pairs = [
        (one, grouped(placed(one.source), effort))
        for one in found
        if one.outcome.consortia and placed(one.source) != one.source
    ]
    if pairs:
        print(f"\nWithout those whose place is not known\n\n{with_places_only(pairs)}")


def _compare(source: Source, effort: int) -> None:
    first, second, compared = by_presets(source, effort, PRESETS_COMPARED)
    print(f"\n{source.words}, by two presets\n")
    print(side_by_side(first, second, PRESETS_COMPARED, compared))


def _keep(folder: Path, found: list[Grouped]) -> None:
    for one in found:
        place = folder / one.source.key
        write_folder(one.source.instance, place)
        _write(place / "grouping.json", one.outcome.request.to_json())
        _write(place / "result.json", one.outcome.to_json())
    (folder / "not-known-yet.md").write_text(page(found), encoding="utf-8")


def _write(path: Path, plain: object) -> None:
    path.write_text(json.dumps(plain, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
