"""The command line: `python -m matching brief|group|explain|export|generate`."""

import argparse
import sys
from collections.abc import Sequence

from matching.commands import explaining, generating, networks, searching
from matching.errors import MatchingError

WRONG_INPUT = 2
STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it worked, 2 with one clear line when the input is wrong."""
    chosen = _parser().parse_args(arguments)
    try:
        chosen.run(chosen)
    except MatchingError as error:
        return _refused(str(error))
    except OSError as error:
        return _refused(f"{error.filename}: {error.strerror}")
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped; nothing was written\n")
        return STOPPED
    return 0


def _refused(problem: str) -> int:
    sys.stderr.write(f"error: {problem}\n")
    return WRONG_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m matching", description="Suggest groups of organisations, and say why."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    for kind in (searching, explaining, networks, generating):
        kind.add_to(commands)
    return parser
