"""Makes the database ready: tables, and the demonstration where it is asked for.

One process does it all, because loading the app takes longer than the work.
"""

import sys
from contextlib import redirect_stdout
from pathlib import Path

from flask.cli import FlaskGroup

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


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
