"""Structured logs, one JSON object a line, without tokens, answers or addresses."""

import logging
import sys
import time
from collections.abc import MutableMapping
from typing import Any
from uuid import uuid4

import structlog
from flask import Flask, g, request
from werkzeug.wrappers import Response

from portal.config import Settings

SECRETS = ("token", "password", "secret", "email", "answers", "cookie")
log = structlog.get_logger()


def hide_secrets(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Replace whatever sounds like a secret before it is written."""
    for key in event:
        if any(word in key.lower() for word in SECRETS):
            event[key] = "hidden"
    return event


def prepare_logs(settings: Settings) -> None:
    """Send logs to standard error as JSON."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            hide_secrets,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, settings.log_level)),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


def log_requests(app: Flask) -> None:
    """Write one line a request: the route's pattern, never the address with its token."""

    @app.before_request
    def start_clock() -> None:
        g.clock = time.perf_counter()
        structlog.contextvars.bind_contextvars(request=uuid4().hex[:12])

    @app.after_request
    def write_line(response: Response) -> Response:
        took = time.perf_counter() - g.pop("clock", time.perf_counter())
        if request.endpoint != "static":
            log.info(
                "request",
                method=request.method,
                route=request.url_rule.rule if request.url_rule else "unknown",
                status=response.status_code,
                ms=round(took * 1000),
            )
        return response
