"""Requests and results from files; what is wrong with one names its file."""

import json
from pathlib import Path
from typing import TypeVar

from matching.errors import RequestError, ResultError
from matching.instance import Instance
from matching.outcome import Outcome
from matching.request import Brief, Grouping

Request = TypeVar("Request", Brief, Grouping)


def read_request(kind: type[Request], path: Path, instance: Instance) -> Request:
    """A brief or a grouping that this instance can be asked."""
    try:
        request = kind.from_json(path.read_bytes())
        request.check(instance)
    except RequestError as error:
        raise RequestError(path.name, str(error)) from None
    return request


def read_outcome(path: Path) -> Outcome:
    """A stored result."""
    try:
        return Outcome.from_json(json.loads(path.read_bytes()))
    except ValueError:
        raise ResultError(path.name, "is not a JSON file") from None
    except ResultError as error:
        raise ResultError(path.name, str(error)) from None


def check_members(path: Path, outcome: Outcome, instance: Instance) -> None:
    """Refuse a result that names an organisation which the folder does not hold."""
    for consortium in outcome.consortia:
        for key in consortium.members:
            if key not in instance.index:
                problem = f"names organisation {key!r}, which is not in the folder"
                raise ResultError(path.name, problem)
