"""`explain`: say on standard output why one group of a result is as good as it is."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from matching.commands.reading import check_members, read_outcome, read_request
from matching.commands.report import report
from matching.errors import ResultError
from matching.explanation.account import explain
from matching.folder import read_folder
from matching.instance import Instance
from matching.outcome import Consortium, Outcome
from matching.request import Brief, Grouping


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("explain", help="why a group is as good as it is")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("request", type=Path, metavar="request.json")
    parser.add_argument("result", type=Path, metavar="result.json")
    parser.add_argument("--group", type=int, required=True, metavar="N", help="from 1")
    parser.add_argument("--json", action="store_true", help="for programs instead of people")
    parser.set_defaults(run=_explain)


def _explain(chosen: argparse.Namespace) -> None:
    instance = read_folder(chosen.folder)
    outcome = read_outcome(chosen.result)
    request = _request(chosen, outcome, instance)
    check_members(chosen.result, outcome, instance)
    _check_folder(chosen.result, outcome, instance)
    card = _group(chosen.result, outcome, chosen.group)
    found = explain(instance, request, card.members)
    if chosen.json:
        text = json.dumps(found.to_json(), ensure_ascii=False, indent=1) + "\n"
    else:
        text = report(card, found, chosen.group, len(outcome.consortia))
    sys.stdout.write(text)


def _request(chosen: argparse.Namespace, outcome: Outcome, instance: Instance) -> Brief | Grouping:
    request: Brief | Grouping
    if isinstance(outcome.request, Brief):
        request = read_request(Brief, chosen.request, instance)
    else:
        request = read_request(Grouping, chosen.request, instance)
    if request != outcome.request:
        problem = f"answers another request than {chosen.request.name}"
        raise ResultError(chosen.result.name, problem)
    return request


def _check_folder(path: Path, outcome: Outcome, instance: Instance) -> None:
    if outcome.provenance.input_fingerprint != instance.fingerprint:
        problem = "was made from another folder, or before this one was changed; make it again"
        raise ResultError(path.name, problem)


def _group(path: Path, outcome: Outcome, number: int) -> Consortium:
    count = len(outcome.consortia)
    if not 1 <= number <= count:
        has = f"groups 1 to {count}" if count else "no groups"
        raise ResultError(path.name, f"there is no group {number}; it has {has}")
    return outcome.consortia[number - 1]
