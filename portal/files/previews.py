"""Files that wait between preview and import: kept on the server for a day, under a hard name."""

import hashlib
import json
import re
import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from portal.errors import NotThere

TOKEN = re.compile(r"^[A-Za-z0-9_-]{22}$")
DAY = 24 * 60 * 60
GONE = "This preview is more than a day old, or was used. Choose the file again."


@dataclass(frozen=True, slots=True)
class Preview:
    """What a preview was shown of: which file, sent by whom, to which partnership."""

    partnership_id: int
    person_id: int
    file_name: str
    content_hash: str


def keep(folder: Path, content: bytes, preview: Preview) -> str:
    """Keep a file and whose it is; give the token that finds both again."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep(folder)
    token = secrets.token_urlsafe(16)
    for ending, data in (("csv", content), ("json", json.dumps(asdict(preview)).encode())):
        file = folder / f"{token}.{ending}"
        file.touch(mode=0o600)
        file.write_bytes(data)
    return token


def find(folder: Path, token: str, *, partnership_id: int, person_id: int) -> tuple[bytes, Preview]:
    """Give a kept file back to the person who sent it, unchanged, or NotThere."""
    if not TOKEN.match(token):
        raise NotThere(GONE)
    try:
        content = (folder / f"{token}.csv").read_bytes()
        preview = Preview(**json.loads((folder / f"{token}.json").read_bytes()))
    except OSError:
        raise NotThere(GONE) from None
    mine = (preview.partnership_id, preview.person_id) == (partnership_id, person_id)
    if not mine or preview.content_hash != hash_content(content):
        raise NotThere(GONE)
    return content, preview


def drop(folder: Path, token: str) -> None:
    """Forget a file that has been imported or is not wanted."""
    if TOKEN.match(token):
        for ending in ("csv", "json"):
            (folder / f"{token}.{ending}").unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Forget files that nobody came back to within a day."""
    for file in folder.iterdir():
        if file.stat().st_mtime < time.time() - DAY:
            file.unlink(missing_ok=True)


def hash_content(content: bytes) -> str:
    """Give what a file is recognised by."""
    return hashlib.sha256(content).hexdigest()
