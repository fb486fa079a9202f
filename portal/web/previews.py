"""A file that a visitor sent waits on a shelf between its preview and the press of the button."""

from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from portal.files import previews
from portal.files.previews import Preview, hash_content
from portal.web.forms import tidy
from portal.web.login import here, person_here

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of waiting files; each is given back to the person who sent it alone."""

    folder: Path

    def keep(self, content: bytes, file_name: str | None) -> str:
        """Keep a file, and give the token that finds it again."""
        name = str(tidy(file_name or "file"))[:LONGEST_NAME]
        preview = Preview(here().id, person_here().id, name, hash_content(content))
        return previews.keep(self.folder, content, preview)

    def find(self, token: str) -> tuple[bytes, str]:
        """Give a file and its name, NotThere where it is another's, a day old, or used."""
        content, preview = previews.find(
            self.folder, token, partnership_id=here().id, person_id=person_here().id
        )
        return content, preview.file_name

    def drop(self, token: str) -> None:
        """Forget a file that was used."""
        previews.drop(self.folder, token)


def shelf(sort: str, number: int | None = None) -> Shelf:
    """Give the shelf for files of a sort, of one survey where a number is given."""
    folder: Path = current_app.config["INSTANCE"] / sort
    return Shelf(folder if number is None else folder / str(number))
