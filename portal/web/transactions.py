"""One commit at the edge: a view's changes are kept whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, g, request
from wtforms import Form

from portal.errors import Refused
from portal.models.base import db, writes

P = ParamSpec("P")
R = TypeVar("R")


def commits(view: Callable[P, R]) -> Callable[P, R]:
    """Commit what a view changed once it has returned; roll back when it raised."""

    @wraps(view)
    def edge(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            answer = view(*args, **kwargs)
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        return answer

    return edge


@contextmanager
def refusals_to(form: Form) -> Iterator[None]:
    """Undo what a refused act began, and show the refusal at the form's field."""
    try:
        yield
    except Refused as refusal:
        db.session.rollback()
        field = form._fields.get(refusal.field) if refusal.field else None
        if field is None:
            form.form_errors.append(refusal.message)
        else:
            field.errors = [*field.errors, refusal.message]


def prepare_transactions(app: Flask) -> None:
    """Let reading requests read without a write lock."""

    @app.before_request
    def choose_lock() -> None:
        g.writes = writes.set(request.method not in {"GET", "HEAD", "OPTIONS"})

    @app.teardown_request
    def forget_lock(_error: Any) -> None:
        token = g.pop("writes", None)
        if token is not None:
            writes.reset(token)
