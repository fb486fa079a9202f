"""Tables that people give us are read, or refused with a word that helps."""

import io

import pytest

from portal.errors import Refused, TooLarge
from portal.files.tables import read_csv, read_upload


def rows(content, **limits):
    table = read_csv(content, **limits)
    return table.columns, [(row.number, row.cells) for row in table.rows]


def refusal(content, **limits):
    with pytest.raises((Refused, TooLarge)) as caught:
        rows(content, **limits)
    return caught.value.message


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_of_three_separators_will_do(separator):
    content = f"name{separator}kind\nMoor End{separator}club\n".encode()
    assert rows(content) == (("name", "kind"), [(2, {"name": "Moor End", "kind": "club"})])


def test_a_byte_order_mark_is_not_part_of_the_first_column():
    assert rows("name\nMoor End\n".encode("utf-8-sig"))[0] == ("name",)


def test_rows_are_numbered_as_a_spreadsheet_numbers_them():
    assert [number for number, _ in rows(b"\nname\n\nA\n\nB\n")[1]] == [4, 6]


def test_a_row_of_several_lines_counts_as_one():
    content = b'"name\nof group",kind\n"Moor\nEnd",club\nOther,club\n'
    assert rows(content)[1][1] == (3, {"name\nof group": "Other", "kind": "club"})


def test_short_rows_are_blank_at_their_end_and_nameless_columns_are_passed_over():
    assert rows(b"name,kind,\nMoor End\n")[1] == [(2, {"name": "Moor End", "kind": ""})]


def test_windows_letters_are_refused_with_the_row_and_how_to_save():
    message = refusal("name\nA\nCaf\u00e9\n".encode("latin-1"))
    assert message.startswith("Row 3 ")
    assert "CSV UTF-8" in message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_by_its_name(encoding):
    assert "UTF-16" in refusal("name\nMoor End\n".encode(encoding))


def test_a_workbook_is_refused():
    assert "workbook" in refusal(b"PK\x03\x04\x14\0\x06\0rest of a workbook")


def test_a_nul_far_into_the_file_is_refused_with_its_row():
    assert refusal(b"name\n" + b"A\n" * 1000 + b"B\0\n").startswith("Row 1002 ")


def test_a_column_named_twice_is_refused():
    assert "Two columns are called “Name”" in refusal(b"name,Name\nA,B\n")


def test_too_many_cells_are_refused_with_both_counts():
    assert refusal(b"name,kind\nA,B,C\n").startswith("Row 2 has 3 cells and the header 2.")


def test_a_quotation_mark_that_never_closes_is_refused():
    assert "Row 2" in refusal(b'name,kind\n"A,B\nC,D\n')


def test_a_cell_as_long_as_a_book_is_refused():
    assert "Row 2: one cell holds more than" in refusal(b"name\n" + b"x" * 120_000)


def test_a_cell_longer_than_the_library_reads_is_refused_too():
    assert "Row 2: one cell holds more than" in refusal(b"name\n" + b"x" * 200_000)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b",,\n;;\n"])
def test_an_empty_file_is_refused(content):
    assert "empty" in refusal(content)


def test_more_rows_than_the_limit_are_refused():
    assert "more than 2 rows" in refusal(b"name\nA\nB\nC\n", most_rows=2)


def test_a_file_over_the_limit_is_refused_without_reading_it_all():
    stream = io.BytesIO(b"x" * 3_000_000)
    with pytest.raises(TooLarge, match="larger than 1 MB"):
        read_upload(stream, 1024 * 1024)
    assert stream.tell() == 1024 * 1024 + 1
