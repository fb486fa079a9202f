"""Small files of every kind that people send, and hostile ones."""

import io
import zipfile
import zlib

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = f'<?xml version="1.0"?><Types><Override ContentType="{WORD}"/></Types>'
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\rIDATx\x9cc\xf8\xff\xff?\0\x05\xfe\x02\xfe\xa35\x81\x84\0\0\0\0IEND\xaeB`\x82"
)
JPEG = (
    b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    b"\xff\xc0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0\xff\xd9"
)


def packed(members, store=False):
    """Pack members, given as pairs of name and content."""
    file = io.BytesIO()
    method = zipfile.ZIP_STORED if store else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(file, "w", method) as box:
        for name, content in members:
            box.writestr(name, content)
    return file.getvalue()


def a_docx(*more):
    return packed([("[Content_Types].xml", TYPES), ("word/document.xml", "<w:p>Hi</w:p>"), *more])


def an_xlsx(*more):
    return packed([("[Content_Types].xml", TYPES), ("xl/workbook.xml", "<workbook/>"), *more])


def an_odt(*more):
    kind = ("mimetype", "application/vnd.oasis.opendocument.text")
    return packed([kind, ("content.xml", "<office:text>Hi</office:text>"), *more])


def a_pdf(words=b"", stream=b"BT (Hi) Tj ET", about=b""):
    """A PDF that holds these words among its objects, and one stream."""
    return (
        b"%PDF-1.4\n1 0 obj << /Type /Catalog " + words + b" >> endobj\n"
        b"2 0 obj << /Length " + str(len(stream)).encode() + b" " + about + b" >> stream\n"
        + stream + b"\nendstream endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    )  # fmt: skip


def a_pdf_with_packed(words):
    """A PDF that hides words in a packed stream of objects."""
    about = b"/Type /ObjStm /Filter /FlateDecode"
    return a_pdf(stream=zlib.compress(b"1 0 << " + words + b" >>"), about=about)


def locked(box):
    """A packed file that says of each member that it needs a password."""
    body = bytearray(box)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = body.find(mark)
        while place >= 0:
            body[place + at] |= 1
            place = body.find(mark, place + 4)
    return bytes(body)


GOOD = {
    "plan.pdf": a_pdf(),
    "plan.docx": a_docx(),
    "plan.odt": an_odt(),
    "costs.xlsx": an_xlsx(),
    "costs.csv": "name;pounds\nÖwl;-5\n".encode(),
    "old.csv": "name;pounds\nÖwl;5\n".encode("cp1252"),
    "note.txt": "\ufeffHello\r\n".encode(),
    "utf16.txt": "Hello".encode("utf-16"),
    "hall.PNG": PNG,
    "hall.jpeg": JPEG,
}
