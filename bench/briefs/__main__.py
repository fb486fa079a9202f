"""Measures briefs over families of instances and writes tables and pictures.

    python -m bench.briefs [--quick] [--out FOLDER] [--docs] [--again]

The folder gets results.json, briefs.md and two pictures. `--docs` puts them into
docs/benchmarks.md and docs/pictures too; `--again` writes them from the results.json that is
there, without measuring.
"""

import argparse
import shutil
from pathlib import Path

from bench.briefs import drawing, page
from bench.briefs.measuring import measure, say
from bench.briefs.plan import FULL, QUICK
from bench.briefs.records import PICTURED, Results, read_results
from bench.machine import in_words, machine

DOCS = Path(__file__).resolve().parents[2] / "docs"
PICTURES = ("brief-proof.svg", "brief-families.svg")


def main() -> None:
    """Measure, or read what was measured, and write."""
    chosen = _arguments()
    chosen.out.mkdir(parents=True, exist_ok=True)
    kept = chosen.out / "results.json"
    results = read_results(kept) if chosen.again else _measured(chosen.quick)
    results.write(kept)
    _write(results, chosen.out)
    if chosen.docs:
        for name in PICTURES:
            shutil.copyfile(chosen.out / name, DOCS / "pictures" / name)
        page.put(DOCS / "benchmarks.md", page.text(results, "pictures/"))
    say(f"written to {chosen.out}" + (" and to docs" if chosen.docs else ""))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.briefs", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one seed of each, under two minutes")
    parser.add_argument("--out", type=Path, default=Path(".cache/bench-briefs"))
    parser.add_argument("--docs", action="store_true", help="replace the section of the docs")
    parser.add_argument("--again", action="store_true", help="do not measure, read results.json")
    return parser.parse_args()


def _measured(quick: bool) -> Results:
    plan = QUICK if quick else FULL
    results = Results(plan.name, machine())
    say(in_words(results.machine))
    measure(plan, results)
    return results


def _write(results: Results, out: Path) -> None:
    (out / "briefs.md").write_text(page.text(results) + "\n", encoding="utf-8")
    pictures = (drawing.proof(results.of(PICTURED)[0]), drawing.families(results))
    for name, picture in zip(PICTURES, pictures, strict=True):
        (out / name).write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
