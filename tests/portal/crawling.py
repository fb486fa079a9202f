"""Follows the links of pages as somebody would who opens every one of them."""

import html
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)')
LEAVES = ("/static/",)


def links_of(page: str) -> list[str]:
    """List the addresses within this site that a page links to, in their order."""
    found = dict.fromkeys(html.unescape(link) for link in LINK.findall(page))
    return [link for link in found if not link.startswith(LEAVES)]


def crawl(
    browser: FlaskClient,
    starts: Iterable[str],
    most: int,
    wanted: Callable[[str], bool] = lambda address: True,
) -> Iterator[tuple[str, TestResponse]]:
    """Open every wanted page that links lead to, the nearest first, each address once."""
    seen = dict.fromkeys(starts)
    waiting = deque(seen)
    while waiting and most:
        address = waiting.popleft()
        answer = browser.get(address)
        most -= 1
        yield address, answer
        links = [answer.location] if answer.location else []
        if answer.mimetype == "text/html":
            links += links_of(answer.text)
        for link in links:
            if link not in seen and wanted(link):
                seen[link] = None
                waiting.append(link)
