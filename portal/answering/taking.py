"""Files on a posted page: kept at once, so that no fault elsewhere on the page loses them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import request
from werkzeug.datastructures import FileStorage, MultiDict

from portal.errors import Refused
from portal.models.surveys import Response
from portal.surveys.papers import Paper
from portal.surveys.uploads import keep_file, list_files, remove_files
from portal.web.bodies import AT_ONCE, files_left_out
from survey import Page, UploadQuestion, tell


@dataclass(frozen=True, slots=True)
class Posted:
    """A paper that knows the files of a posted page, and what was posted, those among it."""

    paper: Paper
    data: MultiDict[str, str] | None = None


def take_files(response: Response, paper: Paper, page: Page) -> Posted:
    """Keep the files of a posted page; why one is refused is said at its question."""
    asking = [question for question in page.questions if isinstance(question, UploadQuestion)]
    if not asking or response.state == "sent":
        return Posted(paper)
    data = request.form.copy()
    refusals: dict[str, Sequence[str]] = {}
    for question in asking:
        name = f"q_{question.id}"
        kept, refused = keep_all(response, question, request.files.getlist(f"{name}-file"))
        if refused:
            refusals[question.id] = refused
        if kept and question.most == 1:
            # The one that comes stands in place of the one that was there.
            data.setlist(f"{name}-kept", kept)
        elif kept:
            data.setlist(f"{name}-kept", [*data.getlist(f"{name}-kept"), *kept])
    there = list_files(response.survey, response.participation)
    context = replace(paper.context, files=there, refusals=refusals)
    return Posted(replace(paper, context=context), data)


def keep_all(
    response: Response, question: UploadQuestion, sent: Sequence[FileStorage]
) -> tuple[list[str], list[str]]:
    """Keep files one by one; give the ids of those that are, and words for those that are not."""
    kept: list[str] = []
    refused: list[str] = []
    chosen = [file for file in sent if file.filename]
    if chosen and files_left_out(request):
        return [], [tell("Send files of at most {most} MB at once, the others after", most=AT_ONCE)]
    for file in chosen[: question.most]:
        try:
            kept.append(keep_file(response, question, file.filename or "", file.stream).public_id)
        except Refused as error:
            refused.append(error.message)
    if len(chosen) > question.most:
        refused.append(tell("Choose {most} at most; the others were left out", most=question.most))
    return kept, refused


def drop_removed(response: Response, page: Page) -> None:
    """Delete the files whose button was pressed, once the answer tells of them no more."""
    asking = [question for question in page.questions if isinstance(question, UploadQuestion)]
    removed = [one for q in asking for one in request.form.getlist(f"q_{q.id}-remove")]
    if removed:
        remove_files(response, removed)
