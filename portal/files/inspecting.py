"""Looking through a whole file for what could harm who opens it; a finding in words, or none."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 100 * MEGABYTE
# Text of a thousand equal letters packs like this; no document does as a whole.
MOST_TIMES = 200
MOST_OBJECTS = 2000
DEEPEST = 2
BITE = 64 * 1024
WIDEST_PICTURE = 20_000
PROGRAMS = (".bin", ".exe", ".js", ".vbs", ".bat", ".lnk", ".jar", ".html", ".hta")
TOO_BIG = "it unpacks to more than any document of its kind needs"
TORN = "it is damaged"
OTHERS_INSIDE = "it has another file inside that could run"


class Found(Exception):
    """What was found in a file; the message goes after "We cannot take it:"."""


def inspect(content: bytes, ending: str) -> str:
    """Return what is wrong with a file of a kind of ``portal.files.kinds``, empty for nothing.

    Never unpacks more than a bound, whatever the file says of itself. It finds what documents
    should not have; it is no scanner for viruses.
    """
    try:
        LOOKS[ending](content)
    except Found as found:
        return str(found)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError):
        return TORN
    return ""


@dataclass
class Budget:
    """How much may still be unpacked."""

    left: int

    def spend(self, amount: int) -> None:
        """Take from it, or find that the file is a bomb."""
        self.left -= amount
        if self.left < 0:
            raise Found(TOO_BIG)


def look_into_box(content: bytes, depth: int = 1, budget: Budget | None = None) -> None:
    """Look through a packed document, member by member."""
    budget = budget or Budget(min(MOST_UNPACKED, max(MEGABYTE, MOST_TIMES * len(content))))
    with zipfile.ZipFile(io.BytesIO(content)) as box:
        for member in box.infolist():
            look_at_name(member.filename)
            with box.open(member) as file:
                # Its check sum is compared when the end is read.
                look_at_member(member.filename.lower(), file, depth, budget)


def look_at_name(name: str) -> None:
    """Find names of members that point out of the box, or that could run."""
    steps = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in steps or ":" in steps[0]:
        raise Found("it has a piece that points outside of it")
    low = name.lower()
    # Settings of a printer are no program.
    if low.endswith(PROGRAMS) and "printersettings" not in low:
        raise Found(OTHERS_INSIDE)


def look_at_member(name: str, file: object, depth: int, budget: Budget) -> None:
    """Read a member to its end, and look at what it says."""
    whole = name.endswith((".xml", ".rels", ".xlsx", ".docx", ".odt", ".ods"))
    body = bytearray()
    read = getattr(file, "read")  # noqa: B009 - what zipfile opens has no public type
    while bite := read(BITE):
        budget.spend(len(bite))
        if whole:
            body += bite
    if name.endswith((".xml", ".rels")):
        look_at_xml(name, body)
    elif whole and body.startswith(b"PK"):
        if depth >= DEEPEST:
            raise Found(OTHERS_INSIDE)
        look_into_box(bytes(body), depth + 1, budget)


_TAG = re.compile(rb"<[^<>]*>")
_HARMLESS = re.compile(rb"relationships/(?:hyperlink|image)\b")


def look_at_xml(name: str, body: bytes | bytearray) -> None:
    """Find what no office program writes: entities, macros, templates and data from elsewhere."""
    # In UTF-16 every second byte of such words is empty.
    text = body.replace(b"\0", b"") if b"\0" in body else body
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Found("it has declarations (DOCTYPE) that no document needs")
    if b"macroEnabled" in text or b"vbaProject" in text:
        raise Found("it has macros")
    if name.endswith("manifest.xml") and b"encryption-data" in text:
        raise Found("it is locked by a password")
    if name.endswith(".rels"):
        for tag in _TAG.finditer(text):
            if b"External" in tag[0] and not _HARMLESS.search(tag[0]):
                raise Found("it fetches a template or data from elsewhere")
    elif re.search(rb"\bDDEAUTO\b|\bDDE\s+[\"&]|<ddeLink\b|<office:dde-source\b", text):
        raise Found("it starts another program (DDE)")


# What makes a PDF act, or hides another file in it.
_ACTS = {
    b"Encrypt": "it is locked by a password",
    b"JavaScript": "it has scripts",
    b"JS": "it has scripts",
    b"Launch": "it starts another program",
    b"EmbeddedFile": OTHERS_INSIDE,
    b"EmbeddedFiles": OTHERS_INSIDE,
    b"RichMedia": OTHERS_INSIDE,
    b"XFA": "it is a form that runs scripts",
}
_NAME = re.compile(rb"/([^\s()<>\[\]{}/%]{1,60})")
_FLATE = re.compile(rb"/Filter\s*(?:/FlateDecode\b|\[\s*/FlateDecode\s*\])")
_STREAM = re.compile(rb"stream\r?\n")


def look_at_pdf(content: bytes) -> None:
    """Look at the names in a PDF, those in its packed objects among them."""
    if b"%%EOF" not in content[-2048:]:
        raise Found(TORN)
    budget = Budget(MOST_UNPACKED)
    for words, body in pieces_of(content):
        look_at_words(words)
        described = words[-2000:]
        described = described[described.rfind(b" obj") :]
        if b"ObjStm" in plain_names(described):
            look_at_words(unpacked(described, body, budget))


def pieces_of(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield what stands before each stream, and the stream; then what stands after the last."""
    at = 0
    for number, begin in enumerate(iter_streams(content)):
        if number > MOST_OBJECTS * 10:
            raise Found(TOO_BIG)
        end = content.find(b"endstream", begin)
        end = len(content) if end < 0 else end
        if begin < at:
            continue
        yield content[at:begin], content[begin:end]
        at = end
    yield content[at:], b""


def iter_streams(content: bytes) -> Iterator[int]:
    """Yield where each stream begins."""
    for found in _STREAM.finditer(content):
        if content[max(0, found.start() - 3) : found.start()] != b"end":
            yield found.end()


def plain_names(words: bytes) -> bytes:
    """Return PDF words with the letters that names may hide as numbers."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), words)


def look_at_words(words: bytes) -> None:
    """Find a name that makes a PDF act."""
    for name in _NAME.findall(plain_names(words)):
        if name in _ACTS:
            raise Found(_ACTS[name])


def unpacked(described: bytes, body: bytes, budget: Budget) -> bytes:
    """Return the objects packed in a stream, within the budget."""
    if b"Filter" not in described:
        return body
    if not _FLATE.search(plain_names(described)):
        raise Found("it is packed in an unusual way; print it to a new PDF")
    inflater = zlib.decompressobj()
    plain = inflater.decompress(body, budget.left + 1)
    budget.spend(len(plain))
    return plain


# A cell that begins like a formula, or a sum that starts a program. Bounded, so that no text takes
# long to judge.
_FORMULA = re.compile(
    "(?:^|[\r\n\x85\x0b\x0c,;\t])[ \u00a0\u3000\"']{0,100}"
    "(?:[=@\uff1d\uff20]|[+\\-\uff0b\uff0d][^,;\t\r\n]{0,100}\\|)"
)


def look_at_table(content: bytes) -> None:
    """Find cells that a spreadsheet would run as a formula."""
    text = look_at_text(content)
    if _FORMULA.search(text):
        raise Found("it has formulas; save it with values only")


def look_at_text(content: bytes) -> str:
    """Find pages and programs that call themselves text further down; give the text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16")
    else:
        text = content.decode("utf-8-sig", "replace")
    if re.search(r"(?i)<script\b|<iframe\b|<html\b", text):
        raise Found("it is a web page and not plain text")
    return text


def look_at_png(content: bytes) -> None:
    """Find pictures that unpack to more than any screen shows."""
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    look_at_size(width, height)
    if b"IEND" not in content[-2048:]:
        raise Found(TORN)


def look_at_jpeg(content: bytes) -> None:
    """Find the frame of a JPEG, and its size."""
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        mark, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            height, width = (int.from_bytes(content[n : n + 2], "big") for n in (at + 5, at + 7))
            look_at_size(width, height)
            return
        at += 1 if mark == 0xFF else 2 + max(length, 2)
    raise Found(TORN)


def look_at_size(width: int, height: int) -> None:
    """Find sizes that no camera makes."""
    if not (0 < width <= WIDEST_PICTURE and 0 < height <= WIDEST_PICTURE):
        raise Found("it is larger than any picture that we can show")


LOOKS: dict[str, Callable[[bytes], object]] = {
    "pdf": look_at_pdf,
    "docx": look_into_box,
    "xlsx": look_into_box,
    "odt": look_into_box,
    "ods": look_into_box,
    "csv": look_at_table,
    "txt": look_at_text,
    "png": look_at_png,
    "jpg": look_at_jpeg,
}
