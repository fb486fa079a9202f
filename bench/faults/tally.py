"""What was acknowledged, held against what the database has."""

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bench.faults.clients import PARTS, QUESTIONS, Client, question


def tally(url: str, clients: Sequence[Client]) -> dict[str, int]:
    """Count pages and sendings that were lost, doubled, kept in part or never typed."""
    rows, submissions, extra, whole = read(url)
    kept = {name: (state, answers) for name, state, answers in rows}
    pages = {key: words for client in clients for key, words in client.acknowledged.items()}
    sent = {response for client in clients for response in client.sent}
    typed = {words for client in clients for words in client.typed}
    boxes = [words_in(answers, part) for _, answers in kept.values() for part in range(PARTS)]
    return {
        "pages": len(pages),
        "sendings": len(sent),
        "lost": sum(
            words_in(kept.get(name, ("", {}))[1], part) != {words}
            for (name, part), words in pages.items()
        )
        + sum(kept.get(name, ("",))[0] != "sent" or name not in submissions for name in sent),
        "duplicated": len(rows) - len(kept) + len(submissions) - len(set(submissions)) + extra,
        "torn": sum(len(words) > 1 for words in boxes) + (not whole),
        "phantom": sum(not words - {None} <= typed for words in boxes),
        "retries": sum(client.retries for client in clients),
    }


def words_in(answers: dict[str, Any], part: int) -> set[str | None]:
    """Give the different words that the boxes of a part hold, None for an empty one."""
    return {answers.get(question(part, n)) for n in range(QUESTIONS)}


def read(url: str) -> tuple[list[tuple[str, str, Any]], list[str], int, bool]:
    """Read responses, the response of each submission, receipts too many, and whether all is whole.

    This is a fresh connection with a query of its own, so that it doubts the portal's words.
    """
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as base:
        rows = [
            (name, state, json.loads(answers) if isinstance(answers, str) else answers)
            for name, state, answers in base.execute(
                sa.text("SELECT public_id, state, answers FROM responses")
            )
        ]
        query = "SELECT public_id FROM submissions s JOIN responses r ON r.id = s.response_id"
        submissions = list(base.scalars(sa.text(query)))
        audit = "SELECT count(*) FROM audit_entries WHERE action = 'sent answers'"
        receipts = base.scalar(sa.text(audit)) or 0
        lite = engine.dialect.name == "sqlite"
        whole = not lite or base.scalar(sa.text("PRAGMA integrity_check")) == "ok"
    engine.dispose()
    return rows, submissions, receipts - len(submissions), whole
