"""The job process: `python -m portal.worker` carries out what the web process asks for."""

import sys
import threading
from collections.abc import Callable
from functools import wraps

import structlog
from flask import Flask
from huey.consumer import Consumer
from sqlalchemy.exc import SQLAlchemyError

from portal.app import create_app
from portal.config import SettingsError, load_settings
from portal.consortia.tasks import LEASED
from portal.jobs.leases import hand_back, stopping
from portal.jobs.queue import JOBS, bell, open_queue
from portal.models.base import db

SWEEP_SECONDS = 5
PATIENCE_SECONDS = 8
log = structlog.get_logger()


class JobConsumer(Consumer):
    """Huey's consumer; told to stop, it tells the long jobs before it waits for them."""

    def stop(self, graceful: bool = False) -> None:
        """Ask the job at hand to end, then stop."""
        stopping.set()
        super().stop(graceful)


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


def sweep(stop: threading.Event) -> None:
    """Find waiting e-mails and runs without a bell or whose worker died, until told to stop."""
    while not stop.is_set():
        JOBS["sweep"]()
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
    consumer = JobConsumer(
        queue,
        workers=1,
        periodic=False,
        initial_delay=0.05,
        max_delay=1.0,
        graceful_signal="TERM",
        shutdown_timeout=PATIENCE_SECONDS,
    )
    threading.Thread(target=sweep, args=(stopping,), daemon=True).start()
    log.info("worker started")
    consumer.run()
    give_up_leases(app)


def give_up_leases(app: Flask) -> None:
    """Hand back what a job could not finish, so that the next worker need not wait."""
    with app.app_context():
        try:
            number = sum(hand_back(table) for table, _ in LEASED)
        except SQLAlchemyError as error:
            log.warning("leases not handed back", reason=type(error).__name__)
        else:
            log.info("worker ended", handed_back=number)


if __name__ == "__main__":
    main()
