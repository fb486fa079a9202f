"""`generate`: invent organisations to try things with."""

import argparse
from pathlib import Path
from typing import Any

from matching.commands.options import at_least
from matching.folder import write_folder
from matching.synthetic import generate_instance


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("generate", help="invent organisations to try things with")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--organisations", type=at_least(1), required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.set_defaults(run=_generate)


def _generate(chosen: argparse.Namespace) -> None:
    write_folder(generate_instance(chosen.organisations, chosen.seed), chosen.folder)
