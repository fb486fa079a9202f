"""A file is what its content is; its name is made harmless, and what is locked is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import Refused
from portal.files.kinds import MEDIA_TYPES, clean_name, receive
from tests.portal.files.sent import (
    GOOD,
    JPEG,
    PNG,
    a_docx,
    a_pdf,
    an_odt,
    an_xlsx,
    locked,
    packed,
)

ALL = ("pdf", "docx", "odt", "xlsx", "ods", "csv", "txt", "png", "jpg", "jpeg")


@pytest.mark.parametrize("name", GOOD)
def test_each_kind_is_known_by_its_content(name):
    ending = name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    found = receive(GOOD[name], name, ALL)
    assert (found.name, found.media_type) == (name, MEDIA_TYPES[ending])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("run.exe", b"MZ\x90\0", "is not of a kind that we take"),
        ("plan", b"%PDF-1.4", "is not of a kind that we take"),
        (".pdf", b"%PDF-1.4", "is not of a kind that we take"),
        ("plan.pdf", b"", "is empty"),
        ("plan.pdf", b"MZ\x90\0" * 50, "is something else by its content"),
        ("plan.pdf", a_docx(), "is a Word document by its content"),
        ("plan.docx", a_pdf(), "is a PDF by its content"),
        ("plan.docx", an_xlsx(), "is an Excel workbook by its content"),
        ("plan.docx", packed([("a.txt", "x")]), "is something else by its content"),
        ("hall.png", JPEG, "is a JPEG picture by its content"),
        ("hall.png", b"<svg onload=alert(1)>", "is something else by its content"),
        ("list.csv", b"<!DOCTYPE html><script>x</script>", "is something else by its content"),
        ("list.csv", b"  <HTML>", "is something else by its content"),
        ("list.csv", b"a,b\0c", "is something else by its content"),
        ("list.csv", "a,b\0".encode("utf-16"), "is something else by its content"),
        ("note.txt", b"#!/bin/sh\nrm", "is something else by its content"),
        ("note.txt", b"\xff\xfea", "is something else by its content"),
        ("plan.docx", locked(a_docx()), "is locked by a password"),
        ("plan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "is locked by a password, or of"),
        ("plan.docx", a_docx(("word/vbaProject.bin", b"x")), "has macros"),
        ("plan.odt", an_odt(("Basic/Standard/Module1.xml", "x")), "has macros"),
        ("plan.docx", b"PK\x03\x04 and nothing more", "is damaged"),
        ("plan.docx", a_docx()[:-30], "is damaged"),
        ("plan.docx", b"PK\x03\x04" + b"PK\x01\x02" * 5001, "is packed of too many pieces"),
    ],
)
def test_what_is_not_wanted_is_refused_in_words_that_name_the_file(name, content, words):
    with pytest.raises(Refused) as refusal:
        receive(content, name, ALL)
    assert words in refusal.value.message
    assert f"‘{clean_name(name)}’" in refusal.value.message


def test_only_the_kinds_that_the_question_takes_come_in():
    with pytest.raises(Refused, match="Send one of these: png, jpg, jpeg"):
        receive(a_pdf(), "plan.pdf", ("png", "jpg", "jpeg"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Kim\\plan.pdf", "plan.pdf"),
        ("plan\r\nSet-Cookie: a=b.pdf", "plan Set-Cookie a=b.pdf"),
        ("fdp.\u202eexe.pdf", "fdp.exe.pdf"),
        ("a\0b\u200bc.pdf", "abc.pdf"),
        ('<img src=x onerror="alert(1)">.pdf', "img src=x onerror=alert(1).pdf"),
        ("%2e%2e%2fplan.pdf", "2e2e2fplan.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("...", "file"),
        ("\ud800.pdf", "pdf"),
        ("x" * 500 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_lose_folders_tricks_and_length(typed, kept):
    assert clean_name(typed) == kept


@given(st.text(max_size=300))
def test_any_name_can_stand_in_a_header_and_a_row(typed):
    kept = clean_name(typed)
    assert 0 < len(kept) <= 120
    assert clean_name(kept) == kept
    assert kept.encode()
    assert not set(kept) & set('/\\\r\n\0"<>')


@given(st.sampled_from(ALL), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", PNG[:16]]), st.binary())
def test_any_content_is_taken_or_refused(ending, start, rest):
    try:
        found = receive(start + rest, f"a.{ending}", ALL)
    except Refused as refusal:
        assert refusal.message
    else:
        assert found.media_type in MEDIA_TYPES.values()
