"""Answers as files for a spreadsheet: one row an organisation, and what each column means."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO
from typing import Any

from portal.models.surveys import Submission, Survey
from portal.surveys.opening import LONDON
from portal.surveys.questionnaires import definition_of
from portal.surveys.submissions import list_latest
from survey import Definition, columns, rows

FORMULA = tuple("=+-@\t\r\x85＝＋－＠")  # noqa: RUF001
LEAD = ("organisation", "organisation_name", "sent_at", "version")
LEAD_WORDS = {
    "organisation": "Code of the organisation, the same in all files",
    "organisation_name": "Name of the organisation",
    "sent_at": "When the answers were sent, time in London",
    "version": "Version of the survey that was answered",
}


def harmless(cell: Any) -> Any:
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0\n\u3000").startswith(FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell


def write_csv(lines: Iterable[Sequence[Any]]) -> str:
    """Write rows as CSV, with the mark that makes spreadsheets read it as UTF-8."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerows([[harmless(cell) for cell in line] for line in lines])
    return "\ufeff" + file.getvalue()


def answers_csv(survey: Survey) -> str:
    """Give all sent answers, a column for each question of any version, headed by its id.

    What is for the engine only, such as whom an organisation cannot work with, is not in it.
    """
    found = list_latest(survey)
    headings = list(dict.fromkeys(c.key for d in definitions(found) for c in columns(d)))
    table = [[*LEAD, *headings]]
    for sent in found:
        definition = definition_of(sent.version)
        keys = [column.key for column in columns(definition)]
        cells = dict(zip(keys, rows(definition, [sent.answers])[0], strict=True))
        table.append([*lead_cells(sent), *(cells.get(key, "(not asked)") for key in headings)])
    return write_csv(table)


def lead_cells(sent: Submission) -> list[Any]:
    """Give the cells that stand before the answers."""
    participation = sent.response.participation
    return [
        participation.slug,
        participation.organisation.name,
        london_time(sent.sent_at),
        sent.version.number,
    ]


def london_time(moment: datetime | None) -> str:
    """Write a moment so that a spreadsheet reads it as one."""
    return f"{moment.astimezone(LONDON):%Y-%m-%d %H:%M}" if moment else ""


def definitions(sent: Iterable[Submission]) -> list[Definition]:
    """Give the definitions that were answered, the latest version first."""
    versions = {one.version.number: one.version for one in sent}
    return [definition_of(versions[number]) for number in sorted(versions, reverse=True)]


def dictionary_csv(survey: Survey) -> str:
    """Say what each column of the answers means, who sees it, and what its codes stand for."""
    table: list[list[Any]] = [["column", "question", "kind", "seen_by", "codes"]]
    table += [[key, words, "", "", ""] for key, words in LEAD_WORDS.items()]
    seen: set[str] = set()
    for definition in definitions(list_latest(survey)):
        for column in columns(definition):
            if column.key in seen:
                continue
            seen.add(column.key)
            question: Any = definition.question(column.question_id)
            codes = "; ".join(f"{o.key} = {o.label}" for o in getattr(question, "options", ()))
            table.append([column.key, column.label, question.kind, question.visibility, codes])
    return write_csv(table)
