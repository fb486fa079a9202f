"""What big folders cost: seconds and memory to invent, read, compile and fingerprint them.

    python -m bench.reading [--organisations N ...] [--keep FOLDER]

Each folder is invented and read in processes of their own, so that one peak does not hide another.
Memory is what the system gives the process (Linux). `--keep` keeps the folders and takes those that
are there already.
"""

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.machine import in_words, machine
from matching import generate_instance, read_folder, write_folder
from matching.arrays import arrays_of

PAGE = resource.getpagesize()
FIGURES = (
    ("organisations", "organisations", "{:,}"),
    ("ties", "ties", "{:,}"),
    ("the four files", "disk", "{:,.0f} MB"),
    ("invent and write them", "invent", "{:,.1f} CPU-s"),
    ("highest memory", "invent_peak", "{:,.0f} MiB"),
    ("read them", "read", "{:,.1f} CPU-s"),
    ("highest memory", "read_peak", "{:,.0f} MiB"),
    ("held afterwards, an organisation with its areas and ties", "held", "{:,.0f} bytes"),
    ("compile the arrays", "compile", "{:,.1f} CPU-s"),
    ("held by them and by the index of ids, an organisation", "arrays", "{:,.0f} bytes"),
    ("take the fingerprint", "fingerprint", "{:,.1f} CPU-s"),
    ("highest memory of all three", "peak", "{:,.0f} MiB"),
)


def main(given: Sequence[str] | None = None) -> None:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--organisations", type=int, nargs="+", default=[20_000, 200_000])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    chosen = parser.parse_args(given)
    if chosen.step:
        print(json.dumps(STEPS[chosen.step](chosen.keep, chosen.organisations[0])))
        return
    told = in_words(machine())
    rows = [_measured(chosen.keep, count) for count in chosen.organisations]
    print("\n".join(_table(rows)))
    print(f"\nMeasured on {told}.")


def _measured(keep: Path | None, count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as spare:
        folder = (keep or Path(spare)) / str(count)
        invented = {} if folder.is_dir() else _alone("invent", folder, count)
        disk = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
        return {"organisations": count, "disk": disk} | invented | _alone("read", folder, count)


def _alone(step: str, folder: Path, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.reading", "--step", step, "--keep", str(folder)]
    done = subprocess.run(
        [*command, "--organisations", str(count)], check=True, stdout=subprocess.PIPE
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _invent(folder: Path, count: int) -> dict[str, float]:
    seconds, _ = _timed(lambda: write_folder(generate_instance(count), folder))
    return {"invent": seconds, "invent_peak": _peak()}


def _read(folder: Path, count: int) -> dict[str, float]:
    before = _resident()
    read, instance = _timed(lambda: read_folder(folder))
    gc.collect()
    read_peak, held = _peak(), _resident()
    compiled, arrays = _timed(lambda: arrays_of(instance))
    with_arrays = _resident()
    fingerprint, _ = _timed(lambda: instance.fingerprint)
    assert arrays.count == count
    return {
        "ties": len(instance.ties),
        "read": read,
        "held": (held - before) / count,
        "read_peak": read_peak,
        "compile": compiled,
        "arrays": (with_arrays - held) / count,
        "fingerprint": fingerprint,
        "peak": _peak(),
    }


STEPS = {"invent": _invent, "read": _read}


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    done = act()
    return time.process_time() - start, done


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _table(rows: Sequence[dict[str, float]]) -> list[str]:
    lines = [
        f"| {title} | {' | '.join(form.format(row[key]) if key in row else '' for row in rows)} |"
        for title, key, form in FIGURES
    ]
    return [lines[0], "|---" * (len(rows) + 1) + "|", *lines[1:]]


if __name__ == "__main__":
    main()
