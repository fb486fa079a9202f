"""The command line: `python -m matching brief|group|export|generate`."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Any, TypeVar

from matching.briefs.suggestion import DEFAULT_EFFORT as BRIEF_EFFORT
from matching.briefs.suggestion import suggest_for_brief
from matching.errors import MatchingError, RequestError, ResultError
from matching.folder import read_folder, write_folder
from matching.formats import EXPORT_FORMATS, export
from matching.formats.files import write_aside
from matching.graphs import affinity_graph, members_graph, ties_graph
from matching.groupings.suggestion import DEFAULT_EFFORT as GROUP_EFFORT
from matching.groupings.suggestion import suggest_groups
from matching.instance import Instance
from matching.outcome import Outcome
from matching.progress import Progress, Watch
from matching.request import Brief, Grouping
from matching.synthetic import generate_instance

WRONG_INPUT = 2
BAR_WIDTH = 28
GRAPHS = ("affinity", "ties", "members")

Request = TypeVar("Request", Brief, Grouping)


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
        return 130
    return 0


def _brief(chosen: argparse.Namespace) -> None:
    instance = read_folder(chosen.folder)
    brief = _request(Brief, chosen.request)
    brief = _checked(brief, chosen.request, instance)
    _run(
        chosen,
        lambda watch: suggest_for_brief(
            instance,
            brief,
            effort=chosen.effort,
            seconds=chosen.seconds,
            seed=chosen.seed,
            watch=watch,
        ),
    )


def _group(chosen: argparse.Namespace) -> None:
    instance = read_folder(chosen.folder)
    grouping = _request(Grouping, chosen.request)
    previous = _outcome(chosen.previous) if chosen.previous else None
    _run(
        chosen,
        lambda watch: suggest_groups(
            instance,
            grouping,
            effort=chosen.effort,
            seconds=chosen.seconds,
            seed=chosen.seed,
            watch=watch,
            previous=previous,
            workers=chosen.workers,
        ),
    )


def _export(chosen: argparse.Namespace) -> None:
    instance = read_folder(chosen.folder)
    outcome = _outcome(chosen.result)
    graph: Any
    if chosen.graph == "members":
        _same_organisations(chosen.result, outcome, instance)
        graph = members_graph(outcome, instance)
    elif chosen.graph == "ties":
        graph = ties_graph(instance)
    else:
        graph = affinity_graph(instance, outcome.request)
    written = export(
        graph,
        chosen.format,
        chosen.out,
        provenance={
            "run": outcome.request.id,
            "data_version": instance.fingerprint,
            "graph": chosen.graph,
        },
    )
    _say(f"{written.path.name}: {written.nodes} nodes, {written.edges} edges")


def _generate(chosen: argparse.Namespace) -> None:
    write_folder(generate_instance(chosen.organisations, chosen.seed), chosen.folder)


def _run(chosen: argparse.Namespace, suggest: Callable[[Watch | None], Outcome]) -> None:
    """Search, write the result whole or not at all, and say on standard error how it went."""
    started = time.monotonic()
    bar = _Bar(sys.stderr)
    try:
        outcome = suggest(bar.show if sys.stderr.isatty() else None)
    finally:
        bar.clear()
    text = json.dumps(outcome.to_json(), ensure_ascii=False, indent=1) + "\n"
    write_aside(chosen.out, partial(_write, text))
    took = time.monotonic() - started
    left = f", {len(outcome.left_out)} left out" if outcome.left_out is not None else ""
    count = len(outcome.consortia)
    _say(f"{count} {'group' if count == 1 else 'groups'}{left}, in {took:.1f} s")


def _request(kind: type[Request], path: Path) -> Request:
    try:
        return kind.from_json(path.read_bytes())
    except RequestError as error:
        raise RequestError(path.name, str(error)) from None


def _checked(brief: Brief, path: Path, instance: Instance) -> Brief:
    try:
        brief.check(instance)
    except RequestError as error:
        raise RequestError(path.name, str(error)) from None
    return brief


def _outcome(path: Path) -> Outcome:
    try:
        return Outcome.from_json(json.loads(path.read_bytes()))
    except ValueError:
        raise ResultError(path.name, "is not a JSON file") from None
    except ResultError as error:
        raise ResultError(path.name, str(error)) from None


def _same_organisations(path: Path, outcome: Outcome, instance: Instance) -> None:
    for consortium in outcome.consortia:
        for key in consortium.members:
            if key not in instance.index:
                problem = f"names organisation {key!r}, which is not in the folder"
                raise ResultError(path.name, problem)


class _Bar:
    """A progress bar on one line of a terminal."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream, self._drawn = stream, False

    def show(self, progress: Progress) -> None:
        """Draw the bar over the one before."""
        part = progress.done / progress.total if progress.total else 0.0
        full = round(BAR_WIDTH * part)
        best = "" if progress.best is None else f"  best {progress.best:.3f}"
        bar = "#" * full + "." * (BAR_WIDTH - full)
        self._stream.write(f"\r\x1b[K[{bar}] {part:4.0%}  {progress.phase}{best}")
        self._stream.flush()
        self._drawn = True

    def clear(self) -> None:
        """Leave the line empty."""
        if self._drawn:
            self._stream.write("\r\x1b[K")


def _write(text: str, file: IO[bytes]) -> None:
    file.write(text.encode("utf-8"))


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


def _refused(problem: str) -> int:
    _say(f"error: {problem}")
    return WRONG_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m matching", description="Suggest groups of organisations, and say why."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    brief = _searching(commands, "brief", "the best groups for one brief", BRIEF_EFFORT)
    brief.set_defaults(run=_brief)
    group = _searching(commands, "group", "groups of everybody", GROUP_EFFORT)
    group.add_argument("--previous", type=Path, help="a result to begin from")
    group.add_argument("--workers", type=_at_least(1), default=1, help="most processes to use")
    group.set_defaults(run=_group)
    _add_export(commands)
    generate = commands.add_parser("generate", help="invent organisations to try things with")
    generate.add_argument("folder", type=Path, metavar="FOLDER")
    generate.add_argument("--organisations", type=_at_least(1), required=True)
    generate.add_argument("--seed", type=int, default=0)
    generate.set_defaults(run=_generate)
    return parser


def _searching(commands: Any, name: str, words: str, effort: int) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("request", type=Path, metavar="brief.json" if name == "brief" else
                        "grouping.json")  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, metavar="result.json")
    parser.add_argument("--effort", type=_at_least(0), default=effort, help="how long to search")
    parser.add_argument("--seconds", type=_seconds, help="a ceiling on the search")
    parser.add_argument("--seed", type=int, default=0)
    return parser


def _add_export(commands: Any) -> None:
    parser = commands.add_parser("export", help="a network file of an instance and a result")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("result", type=Path, metavar="result.json")
    parser.add_argument("--graph", choices=GRAPHS, default="affinity")
    parser.add_argument("--format", choices=[*EXPORT_FORMATS], required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.set_defaults(run=_export)


def _at_least(low: int) -> Callable[[str], int]:
    def whole(text: str) -> int:
        number = int(text)
        if number < low:
            raise argparse.ArgumentTypeError(f"must be {low} or more")
        return number

    whole.__name__ = "whole number"
    return whole


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError("must be above 0")
    return number


_seconds.__name__ = "number"
