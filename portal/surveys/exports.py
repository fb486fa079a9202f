"""Answers as files for a spreadsheet: one row an organisation, and what each column means."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any

from portal.models.days import LONDON
from portal.models.surveys import Submission, Survey, SurveyVersion
from portal.surveys.channels import NAMES, list_enterers
from portal.surveys.late import came_late
from portal.surveys.modes import list_definitions
from portal.surveys.promises import has_names
from portal.surveys.questionnaires import definition_of
from portal.surveys.reading import list_nameless
from portal.surveys.submissions import list_latest
from survey import Definition, columns, rows

FORMULA = tuple("=+-@\t\r\x85＝＋－＠")  # noqa: RUF001
LEAD_WORDS = {
    "organisation": "Code of the organisation, the same in all files",
    "organisation_name": "Name of the organisation",
    "sent_at": "When the answers were sent, time in London",
    "version": "Version of the survey that was answered",
    "channel": "How the answers came; all but online were entered by a coordinator",
    "entered_by": "Who entered answers for the organisation, also where it has changed them since",
    "late": "yes where they came after the close",
    "late_reason": "Why the organisation could answer late",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What one organisation sent; `lead` says who and when, and is empty where nobody may know."""

    version: SurveyVersion
    answers: Mapping[str, Any]
    lead: Sequence[Any] = ()


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

    What is for the engine only, such as whom an organisation cannot work with, is not in it. Where
    the survey promises it nothing tells who answered, and too few answers are Refused.
    """
    found = list_lines(survey)
    headings = list(dict.fromkeys(c.key for d in definitions(found) for c in columns(d)))
    table = [[*lead_words(survey), *headings]]
    for line in found:
        definition = definition_of(line.version)
        keys = [column.key for column in columns(definition)]
        cells = dict(zip(keys, rows(definition, [line.answers])[0], strict=True))
        table.append([*line.lead, *(cells.get(key, "(not asked)") for key in headings)])
    return write_csv(table)


def list_lines(survey: Survey) -> list[Line]:
    """List what was sent, as far as the survey's promise lets anybody know."""
    if has_names(survey):
        enterers = list_enterers(survey)
        return [
            Line(one.version, one.answers, lead_cells(one, enterers.get(one.response_id, "")))
            for one in list_latest(survey)
        ]
    return [Line(version, answers) for version, answers in list_nameless(survey)]


def lead_words(survey: Survey) -> dict[str, str]:
    """Give the columns that stand before the answers with what each means."""
    return LEAD_WORDS if has_names(survey) else {}


def lead_cells(sent: Submission, enterer: str) -> list[Any]:
    """Give the cells that stand before the answers; `enterer` is who entered some, if anybody."""
    response, participation = sent.response, sent.response.participation
    late = came_late(response, sent.sent_at)
    return [
        participation.slug,
        participation.organisation.name,
        london_time(sent.sent_at),
        sent.version.number,
        NAMES[sent.channel],
        enterer,
        "yes" if late else "",
        response.late_reason if late else "",
    ]


def london_time(moment: datetime | None) -> str:
    """Write a moment so that a spreadsheet reads it as one."""
    return f"{moment.astimezone(LONDON):%Y-%m-%d %H:%M}" if moment else ""


def definitions(lines: Iterable[Line]) -> list[Definition]:
    """Give the definitions that were answered, the latest version first."""
    versions = {line.version.number: line.version for line in lines}
    return [definition_of(versions[number]) for number in sorted(versions, reverse=True)]


def dictionary_csv(survey: Survey) -> str:
    """Say what each column of the answers means, who sees it, and what its codes stand for."""
    table: list[list[Any]] = [["column", "question", "kind", "seen_by", "codes"]]
    table += [[key, words, "", "", ""] for key, words in lead_words(survey).items()]
    named, seen = has_names(survey), set()
    for definition in definitions(list_lines(survey)) if named else list_definitions(survey):
        for column in columns(definition):
            if column.key in seen:
                continue
            seen.add(column.key)
            question: Any = definition.question(column.question_id)
            codes = "; ".join(f"{o.key} = {o.label}" for o in getattr(question, "options", ()))
            seen_by = question.visibility if named else "without names"
            table.append([column.key, column.label, question.kind, seen_by, codes])
    return write_csv(table)
