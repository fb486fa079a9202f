"""The job process: `python -m portal.worker` carries out what the web process asks for."""

import sys
import threading
from collections.abc import Callable
from functools import wraps

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from portal.app import create_app
from portal.config import SettingsError, load_settings
from portal.jobs.queue import JOBS, bell, open_queue
from portal.models.base import db

SWEEP_SECONDS = 5
log = structlog.get_logger()


def in_app(app: Flask, work: Callable[..., None]) -> Callable[..., None]:
    """Run a job inside the app, with a database session of its own."""

    @wraps(work)
    def run(*arguments: int) -> None:
        with app.app_context():
            try:
                work(*arguments)
            except Exception:
                log.exception("job failed", job=work.__name__)
                db.session.rollback()

    return run


def sweep(app: Flask, stop: threading.Event) -> None:
    """Find waiting e-mails and runs without a bell or whose worker died, until told to stop."""
    while not stop.is_set():
        with app.app_context():
            try:
                JOBS["sweep"]()
            except SQLAlchemyError as error:
                log.warning("sweep failed", reason=type(error).__name__)
        stop.wait(SWEEP_SECONDS)


def main() -> None:
    """Listen to the queue until told to stop."""
    try:
        settings = load_settings()
        app = create_app(settings)
    except SettingsError as error:
        sys.exit("\n".join(error.lines))
    for name, work in list(JOBS.items()):
        JOBS[name] = in_app(app, work)
    queue = open_queue(settings)
    bell.connect(queue)
    stop = threading.Event()
    threading.Thread(target=sweep, args=(app, stop), daemon=True).start()
    try:
        queue.create_consumer(workers=1, periodic=False, initial_delay=0.05, max_delay=1.0).run()
    finally:
        stop.set()


if __name__ == "__main__":
    main()
