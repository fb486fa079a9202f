"""The command line: ``python -m survey check FILE`` and ``python -m survey schema``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from survey.checking import check_definition
from survey.definition import Definition


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0, or 2 for anything that is wrong."""
    asked = _parser().parse_args(arguments)
    return _schema() if asked.command == "schema" else _check(asked.file)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m survey", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="print every fault of a definition with its place")
    check.add_argument("file", type=Path)
    commands.add_parser("schema", help="print the JSON Schema of a definition")
    return parser


def _schema() -> int:
    text = json.dumps(Definition.model_json_schema(), indent=2, ensure_ascii=False)
    sys.stdout.write(text + "\n")
    return 0


def _check(file: Path) -> int:
    try:
        source = file.read_bytes()
    except OSError as error:
        sys.stderr.write(f"{file}: cannot be read: {error.strerror}\n")
        return 2
    faults = check_definition(source)
    for fault in faults:
        sys.stdout.write(f"{file}: {fault}\n")
    if not faults:
        sys.stdout.write(f"{file}: no faults\n")
    return 2 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
