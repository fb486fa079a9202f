"""Finds the pages to look at: all that links lead to, and of each kind the most different few."""

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from flask import Flask, template_rendered
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from tests.portal.crawling import crawl

MAIN = re.compile(r"(?s)<main\b.*?</main>")
CLASSES = re.compile(r'class="([^"]*)"')
FRESH = re.compile(r'(?s)<input\b[^>]*\btype="hidden"[^>]*>')
SAMPLES = 2
MOST_ALIKE = 12
MOST_PAGES = 900


@dataclass(frozen=True)
class Found:
    """One address as somebody met it; `parts` are the classes of what its page is made of."""

    visitor: str
    address: str
    status: int
    endpoint: str
    template: str
    html: bool
    parts: frozenset[str] = field(repr=False)
    fingerprint: str


class Walker:
    """Opens what one visitor can reach, but of addresses that are alike only some."""

    def __init__(self, app: Flask, visitor: str) -> None:
        self.map = app.url_map.bind("localhost")
        self.app, self.visitor = app, visitor
        self.alike: Counter[tuple[str, frozenset[str]]] = Counter()
        self.template = ""

    def endpoint(self, address: str) -> str:
        """Name what answers at an address."""
        try:
            return str(self.map.match(urlsplit(address).path)[0])
        except HTTPException:
            return "nothing"

    def wanted(self, address: str) -> bool:
        """Tell whether few enough addresses like this one were wanted before."""
        kind = (self.endpoint(address), frozenset(parse_qs(urlsplit(address).query)))
        self.alike[kind] += 1
        return self.alike[kind] <= MOST_ALIKE

    def note(self, _app: Flask, template: object, **_context: object) -> None:
        """Remember which template a page was made from."""
        self.template = str(template.name)

    def walk(self, browser: FlaskClient, starts: list[str]) -> list[Found]:
        """List what there is, with an answer for each address."""
        found = []
        with template_rendered.connected_to(self.note, self.app):
            for address, answer in crawl(browser, starts, MOST_PAGES, self.wanted):
                is_page = answer.mimetype == "text/html" and answer.status_code != 302
                main = "".join(MAIN.findall(answer.text)) if is_page else ""
                parts = {name for names in CLASSES.findall(main) for name in names.split()}
                found.append(
                    Found(
                        self.visitor,
                        address,
                        answer.status_code,
                        self.endpoint(address),
                        self.template if is_page else "",
                        is_page,
                        frozenset(parts),
                        hashlib.sha256(FRESH.sub("", main).encode()).hexdigest(),
                    )
                )
        assert len(found) < MOST_PAGES, f"{self.visitor}: links without end"
        return found


def choose(found: list[Found]) -> list[Found]:
    """Take of each kind of page those that show the most different parts, each page once."""
    kinds = defaultdict(list)
    for one in {one.fingerprint: one for one in reversed(found) if one.html}.values():
        kinds[one.visitor, one.endpoint, one.template].append(one)
    return [sample for alike in kinds.values() for sample in most_different(alike[::-1])]


def most_different(alike: list[Found]) -> list[Found]:
    """Take the page that adds most parts to those taken before, a few times."""
    taken: list[Found] = []
    shown: set[str] = set()
    while alike and len(taken) < SAMPLES:
        best = max(alike, key=lambda one: len(one.parts - shown))
        if taken and not best.parts - shown and len(taken) > 1:
            break
        alike = [one for one in alike if one is not best]
        taken.append(best)
        shown |= best.parts
    return taken
