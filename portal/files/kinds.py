"""What a file that somebody sends is, by its content and not by what it is called."""

import io
import unicodedata
import zipfile
from dataclasses import dataclass

from portal.errors import Refused

MEGABYTE = 1024 * 1024
MOST_MEMBERS = 5000
LONGEST_NAME = 120
PLAIN = "text/plain"
# What an encrypted or an old (.doc, .xls) file of an office program begins with.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "txt": PLAIN,
    "png": "image/png",
    "jpg": "image/jpeg",
}
ALSO = {"jpeg": "jpg"}
CALLED = {"pdf": "a PDF", "docx": "a Word document", "xlsx": "an Excel workbook",
          "odt": "a text of LibreOffice", "ods": "a sheet of LibreOffice", "csv": "plain text",
          "txt": "plain text", "png": "a PNG picture", "jpg": "a JPEG picture"}  # fmt: skip
_MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php", b"#!")
_MACROS = ("vbaproject.bin", "vbadata.xml", "basic/", "scripts/", "activex")


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it is kept: a name that harms nobody, and what its content is."""

    name: str
    ending: str

    @property
    def media_type(self) -> str:
        """Its type for the web."""
        return MEDIA_TYPES[self.ending]


def receive(content: bytes, file_name: str, endings: tuple[str, ...]) -> Received:
    """Tell what a file is, or refuse it in words for the one who sent it.

    Looks at the first bytes and, for packed kinds, at the list of what is in it; nothing is
    unpacked but a few bytes, so that this is quick for any content.

    Raises
    ------
    Refused
        The file is empty, of another kind than its name says or than is wanted, locked by a
        password, or has macros.
    """
    name = clean_name(file_name)
    stem, _, said = name.rpartition(".")
    ending = ALSO.get(said.lower(), said.lower())
    wanted = {ALSO.get(one, one) for one in endings}
    if not stem or ending not in wanted:
        listed = ", ".join(endings)
        raise Refused(f"‘{name}’ is not of a kind that we take. Send one of these: {listed}")
    if not content:
        raise Refused(f"‘{name}’ is empty. Choose another file")
    found = recognise(content, name)
    if found == "text" and ending in {"csv", "txt"}:
        found = ending
    if found != ending:
        what = CALLED["txt" if found == "text" else found] if found else "something else"
        raise Refused(f"‘{name}’ is {what} by its content. Save it anew as .{ending} and send that")
    return Received(name, ending)


def clean_name(file_name: str) -> str:
    """Return the name of a file without folders, control characters or tricks of direction.

    Examples
    --------
    >>> clean_name("..\\\\..\\u202e/Our  plan\\0.pdf"), clean_name("/etc/.passwd")
    ('Our plan.pdf', 'passwd')
    """
    last = file_name.replace("\\", "/").rstrip("/").split("/")[-1]
    plain = unicodedata.normalize("NFC", last)
    kept = (
        " " if c.isspace() else c for c in plain if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    text = "".join(c for c in kept if c not in '<>:"|?*;%')
    name = " ".join(text.split()).lstrip(". ")
    stem, dot, ending = name.rpartition(".")
    if dot and len(name) > LONGEST_NAME:
        name = stem[: LONGEST_NAME - len(ending) - 1].rstrip() + dot + ending
    return name[-LONGEST_NAME:] or "file"


def recognise(content: bytes, name: str) -> str:
    """Return what content is: an ending of ``MEDIA_TYPES``, ``text``, or nothing for the rest."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(OLD_OFFICE):
        raise Refused(
            f"‘{name}’ is locked by a password, or of an old kind (.doc, .xls). "
            "Save it without a password as .docx, .xlsx or PDF, and send that"
        )
    if content.startswith(b"PK\x03\x04"):
        return packed_kind(content, name)
    return "text" if is_text(content) else ""


def packed_kind(content: bytes, name: str) -> str:
    """Return which kind of packed document content is, by the list of what is in it."""
    if content.count(b"PK\x01\x02") > MOST_MEMBERS:
        raise Refused(f"‘{name}’ is packed of too many pieces. Save it as PDF and send that")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            refuse_locked(box, name)
            return kind_in(box)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
        raise Refused(f"‘{name}’ is damaged. Open it, save it anew and send that") from None


def refuse_locked(box: zipfile.ZipFile, name: str) -> None:
    """Refuse what cannot be looked into, and what would run."""
    if any(one.flag_bits & 0x1 for one in box.infolist()):
        raise Refused(f"‘{name}’ is locked by a password. Save it without one and send that")
    if any(mark in one.filename.lower() for one in box.infolist() for mark in _MACROS):
        raise Refused(f"‘{name}’ has macros. Save it without them (.docx, .xlsx), or as PDF")


def kind_in(box: zipfile.ZipFile) -> str:
    """Return which document a box holds; nothing for other boxes."""
    names = {one.filename for one in box.infolist()}
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return "docx"
        return "xlsx" if "xl/workbook.xml" in names else ""
    if "mimetype" in names:
        with box.open("mimetype") as file:
            said = file.read(100).decode("ascii", "replace").strip()
        return {MEDIA_TYPES["odt"]: "odt", MEDIA_TYPES["ods"]: "ods"}.get(said, "")
    return ""


def is_text(content: bytes) -> bool:
    """Tell whether content is plain text, and not a page or a program written as text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeDecodeError:
            return False
    start = content[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_MARKUP):
        return False
    # Of the control characters text has tab, line feed, form feed and carriage return alone.
    return not any(code in content for code in range(32) if code not in (9, 10, 12, 13))
