"""Measures open grouping part by part and writes tables and pictures.

    python -m bench.open [PART ...] [--quick] [--sizes N ...] [--effort N] [--out FOLDER] [--docs]

Parts: compare (1,000 organisations, the engine and other ways), prove (few organisations), efforts
(quality over time), grow (each of `--sizes` in a process of its own; `--effort` and `--workers` are
for these alone). Without a part all are measured; with `--again` none is. What is measured is
kept in results.json of the folder, and what is there of other parts stays; open.md and pictures are
written anew. `--docs` puts them into docs/benchmarks.md and docs/pictures too. Packages that only
this needs: `.venv/bin/python -m pip install -r bench/requirements.txt`.
"""

import argparse
import shutil
from pathlib import Path

from bench.briefs.page import put
from bench.open import drawing, page
from bench.open.comparing import FREE, KMEANS, TIMED
from bench.open.kmeans import IS_INSTALLED, MISSING
from bench.open.measuring import PARTS, Wish, measure, say
from bench.open.plan import FULL, QUICK
from bench.open.records import Results, read_results

DOCS = Path(__file__).resolve().parents[2] / "docs"
SIZES = (1_000, 3_162, 10_000, 31_623, 100_000)


def main() -> None:
    """Measure what is wished for, and write all that is known."""
    chosen = _arguments()
    chosen.out.mkdir(parents=True, exist_ok=True)
    kept = chosen.out / "results.json"
    results = read_results(kept) if kept.exists() else Results()
    for name in _parts(chosen):
        measure(name, _wish(chosen), results)
        results.write(kept)
    pictures = _write(results, chosen.out)
    if chosen.docs:
        for name in pictures:
            shutil.copyfile(chosen.out / name, DOCS / "pictures" / name)
        put(DOCS / "benchmarks.md", page.text(results, "pictures/"), page.BEGIN)
    say(f"written to {chosen.out}" + (" and to docs" if chosen.docs else ""))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.open",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="four families, one seed")
    parser.add_argument("--without", nargs="+", default=[], choices=[*FREE, *TIMED])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--effort", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path(".cache/bench-open"))
    parser.add_argument("--docs", action="store_true", help="replace the section of the docs")
    parser.add_argument("--again", action="store_true", help="do not measure, read results.json")
    chosen = parser.parse_args()
    unknown = set(chosen.parts) - set(PARTS)
    if unknown:
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if "compare" in _parts(chosen) and KMEANS not in chosen.without and not IS_INSTALLED:
        parser.error(MISSING)
    return chosen


def _parts(chosen: argparse.Namespace) -> list[str]:
    if chosen.again:
        return []
    return [name for name in PARTS if name in chosen.parts or not chosen.parts]


def _wish(chosen: argparse.Namespace) -> Wish:
    return Wish(
        plan=QUICK if chosen.quick else FULL,
        without=chosen.without,
        sizes=chosen.sizes,
        effort=chosen.effort,
        workers=chosen.workers,
        folder=chosen.out / "folders",
    )


def _write(results: Results, out: Path) -> list[str]:
    """Write the text and the pictures of what is known; gives the names of the pictures."""
    (out / "open.md").write_text(page.text(results) + "\n", encoding="utf-8")
    drawn = {
        "open-ways.svg": drawing.ways(results) if results.compared else "",
        "open-efforts.svg": drawing.efforts(results.efforts) if results.efforts else "",
        "open-growth.svg": drawing.growth(results.grown) if results.grown else "",
    }
    for name, picture in drawn.items():
        if picture:
            (out / name).write_text(picture, encoding="utf-8")
    return [name for name, picture in drawn.items() if picture]


if __name__ == "__main__":
    main()
