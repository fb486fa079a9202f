"""Files that come with an answer: the answer holds their names, whoever asks keeps the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from survey.context import Context, StoredFile
from survey.controls import FileControl, Raw, Sheet, Slip
from survey.errors import Fault
from survey.kinds.base import Kind, Reading, words_twice
from survey.kinds.counted import Measures, Piece
from survey.kinds.measuring import mean, measure
from survey.logic.domains import Domain, Type, Value
from survey.questions import Question, Strict
from survey.words import tell, tell_count

Family = Literal["documents", "pictures"]
ENDINGS: dict[Family, tuple[str, ...]] = {
    "documents": ("pdf", "docx", "odt", "xlsx", "ods", "csv", "txt"),
    "pictures": ("png", "jpg", "jpeg"),
}
MEGABYTE = 1024 * 1024


class UploadQuestion(Question):
    """A question that is answered with files."""

    kind: Literal["upload"]
    accept: tuple[Family, ...] = Field(default=("documents",), min_length=1)
    most: Annotated[int, Field(ge=1, le=10)] = 1
    most_mb: Annotated[int, Field(ge=1, le=10)] = 5

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings that names of files may have, without the dot."""
        return tuple(ending for family in self.accept for ending in ENDINGS[family])

    @property
    def most_bytes(self) -> int:
        """How large one file may be."""
        return self.most_mb * MEGABYTE


class FileRef(Strict):
    """A file as an answer tells of it."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,64}$")]
    name: Annotated[str, Field(max_length=200)]


class UploadKind(Kind[UploadQuestion, list[FileRef]]):
    """A box to choose files, above it those that are kept already, each with a button.

    A page without files to keep, such as a preview, has ``Context.files`` None: then none is
    asked for, and none is missed.
    """

    name = "upload"
    value = TypeAdapter(list[FileRef])
    empty_words = tell("Choose a file")

    def faults(self, question: UploadQuestion) -> Iterator[Fault]:
        yield from words_twice("accept", question.accept)

    def blank(self, value: list[FileRef]) -> bool:
        return not value

    def controls(
        self, question: UploadQuestion, context: Context, sheet: Sheet
    ) -> Sequence[FileControl]:
        name, errors = sheet.html_name(""), sheet.errors("")
        kept = _kept(question, context, sheet.raw, None)
        known = _known(question, context)
        return [
            FileControl(
                name, f"{name}-file", question.label, question.hint, errors,
                tuple(known.get(one.id, _unseen(question, one)) for one in kept),
                question.endings, question.most, question.most_mb,
            )
        ]  # fmt: skip

    def read(
        self, question: UploadQuestion, context: Context, raw: Raw, before: list[FileRef] | None
    ) -> Reading[list[FileRef]]:
        return Reading(_kept(question, context, raw, before) or None)

    def lands_on(
        self, question: UploadQuestion, raw: Raw, value: list[FileRef] | None
    ) -> str | None:
        return "" if raw.get("send") or raw.get("remove") else None

    def write(self, question: UploadQuestion, value: list[FileRef]) -> Raw:
        return {"kept": [one.id for one in value]}

    def slips(
        self, question: UploadQuestion, context: Context, value: list[FileRef] | None
    ) -> tuple[Slip, ...]:
        refused = tuple(Slip("", words) for words in context.refusals.get(question.id, ()))
        if refused or (value is None and context.files is None):
            return refused
        return super().slips(question, context, value)

    def check(
        self, question: UploadQuestion, context: Context, value: list[FileRef]
    ) -> Sequence[Slip]:
        slips = []
        if len(value) > question.most:
            too_many = tell_count(
                "Keep {number} file at most: remove the others",
                "Keep {number} files at most: remove the others",
                question.most,
            )
            slips.append(Slip("", too_many))
        if context.files is not None:
            known = _known(question, context)
            slips += [Slip("", words) for one in value if (words := _amiss(one, known))]
        return slips

    def lines(self, question: UploadQuestion, context: Context, value: list[FileRef]) -> list[str]:
        known = _known(question, context)
        return [_line(one.name, known.get(one.id)) for one in value]

    def files(
        self, question: UploadQuestion, context: Context, value: list[FileRef]
    ) -> list[tuple[str, str]]:
        refused = {key for key, one in _known(question, context).items() if one.state == "refused"}
        return [("" if one.id in refused else one.id, one.name) for one in value]

    def domains(self, question: UploadQuestion) -> Mapping[str, Domain]:
        return {"": Domain(Type.CHOICES)}

    def values_of(self, question: UploadQuestion, value: list[FileRef]) -> Mapping[str, Value]:
        return {"": frozenset(one.id for one in value)}

    def tally(
        self, question: UploadQuestion, context: Context, values: Sequence[list[FileRef]]
    ) -> list[Piece]:
        sizes = [len(value) for value in values]
        rows = (measure("files", "Files", sum(sizes)), measure("mean", "Files each", mean(sizes)))
        return [Measures("", "", len(values), rows)]

    def cells(self, question: UploadQuestion, value: list[FileRef]) -> list[Any]:
        return ["; ".join(one.name for one in value)]


def _known(question: UploadQuestion, context: Context) -> dict[str, StoredFile]:
    return {one.id: one for one in context.files or () if one.question_id == question.id}


def _kept(
    question: UploadQuestion, context: Context, raw: Raw, before: list[FileRef] | None
) -> list[FileRef]:
    """The files that a page keeps: only those that came with this very question."""
    there = {one.id: one for one in before or ()} | {
        one.id: FileRef(id=one.id, name=one.name) for one in _known(question, context).values()
    }
    wanted = dict.fromkeys(raw.get("kept", ()))
    removed = set(raw.get("remove", ()))
    return [there[one] for one in wanted if one in there and one not in removed]


def _unseen(question: UploadQuestion, one: FileRef) -> StoredFile:
    return StoredFile(one.id, question.id, one.name, 0, "quarantined")


def _amiss(one: FileRef, known: Mapping[str, StoredFile]) -> str:
    there = known.get(one.id)
    if there is None:
        return tell("‘{name}’ is not here any more. Remove it, or choose it again", name=one.name)
    if there.state == "refused":
        return tell(
            "We cannot take ‘{name}’: {finding}. Remove it, or choose another file",
            name=one.name,
            finding=there.finding,
        )
    return ""


def _line(name: str, there: StoredFile | None) -> str:
    """The name of a file with its size, and whether it is being looked at."""
    if there is None:
        return name
    told = {"name": name, "size": there.size_words}
    if there.state == "quarantined":
        return tell("{name} ({size}, being checked)", **told)
    if there.state == "refused":
        return tell("{name} ({size}, refused)", **told)
    return tell("{name} ({size})", **told)
