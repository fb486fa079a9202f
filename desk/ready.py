"""Makes the database ready: tables, and the demonstration where it is asked for.

One process does it all, because loading the app takes longer than the work.
"""

import sys
from contextlib import redirect_stdout
from pathlib import Path

from flask.cli import FlaskGroup
from sqlalchemy.exc import OperationalError

from wsgi import app


def flask(*command: str) -> None:
    """Run one of the app's commands in this process."""
    FlaskGroup(create_app=lambda: app).main(list(command), "flask", standalone_mode=False)


def main(sign_ins: str | None) -> None:
    """Bring the tables up to date; with a file for the sign-ins, build the demonstration too."""
    flask("db", "upgrade")
    if sign_ins is not None:
        flask("demonstration", "build")
        with Path(sign_ins).open("w", encoding="utf-8") as file, redirect_stdout(file):
            flask("demonstration", "sign-ins")


def reason(error: OperationalError) -> str:
    """Put why the database does not answer into one line, without its password."""
    said = str(error.orig).strip().splitlines()
    return f"DATABASE_URL: the database does not answer: {said[0] if said else 'no reason given'}"


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else None)
    except OperationalError as error:
        sys.exit(reason(error))
