"""How long the server takes for a page of a survey, with hundreds of drafts in progress.

    python -m bench.answering --drafts 500

Every organisation of a partnership has begun the ready registration, in which the others can be
named. Each in turn then looks at every part and saves one, on SQLite and on PostgreSQL, both
writing as an installation does. The time is that of the whole request inside the app, with its
session, its database and its templates; the page that only says that the portal is well is the
baseline beside it.
"""

import argparse
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from bench.machine import in_words, machine
from desk.databases import postgresql
from portal.app import create_app
from portal.config import load_settings
from portal.inviting.invitations import invite
from portal.models.base import db
from portal.models.surveys import Survey
from portal.organisations.service import add_organisation
from portal.partnerships.service import create_partnership
from portal.surveys.service import create_survey, open_survey
from survey import registration_definition

FIELD = re.compile(r'name="(csrf_token|seen)"[^>]*value="([^"]*)"')
PART = re.compile(r'href="(/answer/[^/]+/part/[^"]+)"')
Times = dict[str, list[float]]


def make_app(folder: Path, url: str) -> Flask:
    """Make the portal over a new database, without limits on how often somebody asks."""
    app = create_app(
        load_settings(instance=folder, database_url=url, log_level="WARNING"),
        RATELIMIT_ENABLED=False,
    )
    with app.app_context():
        upgrade()
    return app


def make_links(app: Flask, drafts: int) -> list[str]:
    """Make a partnership in which all are asked; give each one's link."""
    with app.app_context():
        partnership = create_partnership("Answering")
        definition = registration_definition(partnership.name)
        survey: Survey = create_survey(partnership, "Registration", definition)
        open_survey(survey)
        clubs = [add_organisation(partnership, f"Club {n}") for n in range(drafts)]
        links = [invite(survey, club) for club in clubs]
        db.session.commit()
    return links


def timed(times: Times, what: str, client: FlaskClient, method: str, path: str, **form: str) -> str:
    """Ask once, note how long it took, and give the page."""
    began = time.perf_counter()
    answer = client.open(path, method=method, data=form or None)
    times.setdefault(what, []).append(time.perf_counter() - began)
    if answer.status_code not in {200, 302}:
        raise AssertionError(f"{method} {path} answers {answer.status_code}")
    return answer.headers.get("Location") or answer.get_data(as_text=True)


def begin(app: Flask, links: list[str]) -> Iterator[tuple[FlaskClient, str]]:
    """Open each link in a browser of its own and save a first part; give browser and task list."""
    for link in links:
        client, path = app.test_client(), f"/link/{link}"
        page = client.get(path).get_data(as_text=True)
        desk = client.post(path, data=dict(FIELD.findall(page))).headers["Location"]
        save({}, client, f"{desk}part/about", "We play.")
        yield client, desk


def save(times: Times, client: FlaskClient, path: str, words: str) -> None:
    """Open a part, and save other words on it."""
    page = timed(times, "a part, shown", client, "GET", path)
    fields = dict(FIELD.findall(page))
    timed(times, "a part, saved", client, "POST", path, q_summary=words, act="go", **fields)


def measure(app: Flask, drafts: int) -> Times:
    """Let everybody look at every part and save one."""
    people, times = list(begin(app, make_links(app, drafts))), Times()
    for number, (client, desk) in enumerate(people):
        timed(times, "baseline: all is well", client, "GET", "/health")
        page = timed(times, "list of the parts", client, "GET", desk)
        for part in dict.fromkeys(PART.findall(page)):
            timed(times, "a part, shown", client, "GET", part)
        save(times, client, f"{desk}part/about", f"We play, {number}.")
        timed(times, "answers to check", client, "GET", f"{desk}check")
    return times


def table(name: str, times: Times) -> Iterator[str]:
    """Give a row for each kind of page, in milliseconds, and as a multiple of the baseline."""
    base = statistics.median(times["baseline: all is well"])
    for what, found in times.items():
        middle, slow = statistics.median(found), statistics.quantiles(found, n=20)[-1]
        yield (
            f"| {name} | {what} | {len(found):,} | {middle * 1e3:.1f} | {slow * 1e3:.1f} "
            f"| {middle / base:.1f} |"
        )


def main() -> int:
    """Measure on both databases and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--drafts", type=int, default=500)
    parser.add_argument("--database", choices=("SQLite", "PostgreSQL"), action="append")
    given = parser.parse_args()
    print(in_words(machine()))
    print("| database | page | asked | median, ms | 95th percentile, ms | times the baseline |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for name in given.database or ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory(prefix="patchwork-answering-") as scratch:
            folder = Path(scratch)
            folder.chmod(0o755)
            if name == "SQLite":
                times = measure(make_app(folder, f"sqlite:///{folder / 'it.sqlite'}"), given.drafts)
            else:
                with postgresql(folder / "postgresql") as url:
                    times = measure(make_app(folder, url), given.drafts)
            print("\n".join(table(name, times)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
