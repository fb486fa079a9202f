"""Somebody who answers a survey over a connection that breaks, and notes what was acknowledged."""

import http.client
import re
import time
from urllib.parse import urlencode

PARTS, PATIENCE = 5, 60
FIELD = re.compile(r'name="(csrf_token|seen|send_key|revision)"[^>]*value="([^"]*)"')


class Client:
    """Somebody who answers; notes what was acknowledged."""

    def __init__(self, port: int) -> None:
        self.port, self.cookie, self.retries = port, "", 0
        self.acknowledged: dict[str, dict[str, str]] = {}
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
        """Open a link, save every part, send."""
        desk = self.fill(f"/link/{link}")
        response = desk.split("/")[2]
        self.acknowledged[response] = {}
        for n in range(PARTS):
            words = f"{response} {n}"
            self.fill(f"{desk}part/p{n}", **{f"q_q{n}": words, "act": "go"})
            self.acknowledged[response][f"q{n}"] = words
        if self.fill(f"{desk}check", answered_by="Kim").endswith("/done"):
            self.sent.add(response)
