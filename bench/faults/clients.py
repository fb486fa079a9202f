"""Somebody who answers a survey over a connection that breaks, and notes what was acknowledged."""

import http.client
import re
import time
from urllib.parse import urlencode

PARTS, QUESTIONS, PATIENCE = 5, 3, 120
FIELD = re.compile(r'name="(csrf_token|seen|send_key|revision)"[^>]*value="([^"]*)"')


def question(part: int, number: int) -> str:
    """Give the id of a question."""
    return f"q{part}_{number}"


class Client:
    """Somebody who answers one link after the other."""

    def __init__(self, port: int) -> None:
        self.port, self.cookie, self.retries = port, "", 0
        self.acknowledged: dict[tuple[str, int], str] = {}
        self.typed: set[str] = set()
        self.sent: set[str] = set()

    def ask(self, method: str, path: str, **data: str) -> tuple[int, str, str]:
        """Ask until there is an answer that is no fault."""
        until = time.monotonic() + PATIENCE
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookie}
        while time.monotonic() < until:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            try:
                connection.request(method, path, urlencode(data), headers)
                answer = connection.getresponse()
                text = answer.read().decode()
            except (OSError, http.client.HTTPException):
                self.retries += 1
                time.sleep(0.05)
                continue
            finally:
                connection.close()
            if answer.status < 500:
                given = answer.getheader("Set-Cookie")
                self.cookie = given.split(";")[0] if given else self.cookie
                return answer.status, answer.getheader("Location") or "", text
            self.retries += 1
            time.sleep(0.05)
        raise TimeoutError(f"{method} {path.split('/')[1]}: no answer in {PATIENCE} seconds")

    def fill(self, path: str, **data: str) -> str:
        """Open a form, send it, and give where it leads; a stale mark is taken anew."""
        for _ in range(5):
            page = self.ask("GET", path)
            if page[1]:
                return page[1]
            status, goal, _text = self.ask("POST", path, **dict(FIELD.findall(page[2])), **data)
            if status == 302:
                return goal
        raise AssertionError(f"a form answers {status}")

    def answer(self, link: str) -> None:
        """Open a link, save every part, send; each part says its words in all of its boxes."""
        desk = self.fill(f"/link/{link}")
        response = desk.split("/")[2]
        for part in range(PARTS):
            words = f"{response} {part}"
            self.typed.add(words)
            boxes = {f"q_{question(part, n)}": words for n in range(QUESTIONS)}
            self.fill(f"{desk}part/p{part}", **boxes, act="go")
            self.acknowledged[response, part] = words
        if self.fill(f"{desk}check", answered_by="Kim").endswith("/done"):
            self.sent.add(response)
