"""The heartbeat of a long job: a thread of its own that prolongs the lease and shows progress."""

import threading
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from portal.jobs.leases import LEASE, Word, beat, stopping

BEAT_SECONDS = 0.5
QUIET_SECONDS = LEASE.total_seconds() / 4
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class News:
    """How far the work has come, and figures that have columns of their own."""

    progress: float = 0.0
    phase: str = ""
    figures: dict[str, float | None] = field(default_factory=dict)


class Heartbeat:
    """Keeps one row's lease while the block under it works.

    The work calls `tell` as often as it likes; at most two writes a second come of it.
    """

    def __init__(self, app: Flask, table: type[Any], row_id: int) -> None:
        self.app, self.table, self.row_id = app, table, row_id
        self.word = Word.GO
        self.news = News()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        """Begin to beat."""
        self.thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Stop beating; nothing is written after this."""
        self.over.set()
        self.thread.join()

    def tell(self, progress: float, phase: str, **figures: float | None) -> bool:
        """Note how far the work has come; False asks it to stop.

        Figures, once told, are shown until others are.
        """
        self.news = News(progress, phase, figures or self.news.figures)
        return self.goes_on

    @property
    def goes_on(self) -> bool:
        """Whether the work may go on: the row is held, and nobody asked to stop."""
        return self.word is Word.GO and not stopping.is_set()

    def run(self) -> None:
        """Beat until the work is over or the row is lost."""
        told: News | None = None
        last = 0.0
        while self.word is not Word.LOST and not self.over.wait(BEAT_SECONDS):
            news, moment = self.news, time.monotonic()
            if news != told or moment - last > QUIET_SECONDS:
                self.beat(news)
                told, last = news, moment

    def beat(self, news: News) -> None:
        """Write one beat; a database that is away for a moment is no reason to stop."""
        with self.app.app_context():
            try:
                self.word = beat(self.table, self.row_id, news.progress, news.phase, **news.figures)
            except SQLAlchemyError as error:
                log.warning("heartbeat missed", number=self.row_id, reason=type(error).__name__)
