"""`brief` and `group`: search, and write the result."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, Any

from matching.briefs.suggestion import DEFAULT_EFFORT as BRIEF_EFFORT
from matching.briefs.suggestion import suggest_for_brief
from matching.commands.hands import add_hands, cluster_of
from matching.commands.options import at_least, seconds
from matching.commands.reading import read_outcome, read_request
from matching.commands.terminal import Bar, in_words, say
from matching.folder import read_folder
from matching.formats.files import write_aside
from matching.groupings.revising import revise_groups
from matching.groupings.suggestion import DEFAULT_EFFORT as GROUP_EFFORT
from matching.groupings.suggestion import suggest_groups
from matching.outcome import Outcome
from matching.progress import Watch
from matching.request import Brief, Grouping


def add_to(commands: Any) -> None:
    """Add both commands to the parser."""
    brief = _searching(commands, "brief", "the best groups for one brief", BRIEF_EFFORT)
    brief.set_defaults(run=_brief)
    group = _searching(commands, "group", "groups of everybody", GROUP_EFFORT)
    group.add_argument("--previous", type=Path, help="a result to change as little as is worth it")
    add_hands(group)
    group.set_defaults(run=_group)


def _searching(commands: Any, name: str, words: str, effort: int) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("request", type=Path, metavar="brief.json" if name == "brief" else
                        "grouping.json")  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, metavar="result.json")
    parser.add_argument("--effort", type=at_least(0), default=effort, help="how long to search")
    parser.add_argument("--seconds", type=seconds, help="a ceiling on the search")
    parser.add_argument("--seed", type=int, default=0)
    return parser


def _brief(chosen: argparse.Namespace) -> None:
    instance = read_folder(chosen.folder)
    brief = read_request(Brief, chosen.request, instance)
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
    grouping = read_request(Grouping, chosen.request, instance)
    search: Callable[..., Outcome] = suggest_groups
    if chosen.previous:
        search = partial(revise_groups, previous=read_outcome(chosen.previous))
    with cluster_of(chosen, instance) as cluster:
        _run(
            chosen,
            lambda watch: search(
                instance,
                grouping,
                effort=chosen.effort,
                seconds=chosen.seconds,
                seed=chosen.seed,
                watch=watch,
                workers=chosen.workers,
                executor=cluster,
            ),
        )


def _run(chosen: argparse.Namespace, suggest: Callable[[Watch | None], Outcome]) -> None:
    """Search, write the result whole or not at all, and say on standard error how it went."""
    started = time.monotonic()
    bar = Bar(sys.stderr)
    try:
        outcome = suggest(bar.show if sys.stderr.isatty() else None)
    finally:
        bar.clear()
    text = json.dumps(outcome.to_json(), ensure_ascii=False, indent=1) + "\n"
    write_aside(chosen.out, partial(_write, text))
    took = time.monotonic() - started
    left = f", {len(outcome.left_out)} left out" if outcome.left_out is not None else ""
    count = len(outcome.consortia)
    proven = ""
    if isinstance(outcome.request, Brief) and outcome.consortia:
        proven = f", the first {in_words(outcome.consortia[0].proof)}"
    say(f"{count} {'group' if count == 1 else 'groups'}{left}{proven}, in {took:.1f} s")


def _write(text: str, file: IO[bytes]) -> None:
    file.write(text.encode("utf-8"))
