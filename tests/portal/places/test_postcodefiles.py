"""Files of postcodes are read in batches, packed or not."""

import gzip

import pytest

from portal.errors import Refused
from portal.places.postcodefiles import compact, read_batches

TEXT = "pcds,lat,long,WD22CD\nM40 1AB,53.5,-2.2,E05000001\n"


@pytest.fixture
def write(tmp_path):
    def to(content, name="postcodes.csv"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return to


def read(file, **given):
    return [row for batch in read_batches(file, given) for row in batch]


def test_a_postcode_has_one_form():
    assert compact(" m40  1ab ") == "M401AB"


def test_a_plain_file_is_read(write):
    [row] = read(write(TEXT))
    assert (row.postcode, row.lat, row.lon, row.area_code) == ("M401AB", 53.5, -2.2, "E05000001")


def test_a_packed_file_is_read(write):
    assert len(read(write(gzip.compress(TEXT.encode()), "postcodes.csv.gz"))) == 1


def test_many_rows_come_in_batches(write):
    rows = "".join(f"M{n // 100 % 10}{n // 1000} {n % 10}AB,53,-2,\n" for n in range(6000))
    sizes = [len(batch) for batch in read_batches(write("pcd,lat,lon,osward\n" + rows))]
    assert sizes == [5000, 1000]


def test_a_postcode_without_a_position_is_passed_over(write):
    assert read(write("pcds,lat,long\nM40 1AB,99.999999,0.0\nM40 1AC,,\n")) == []


def test_columns_of_any_name_can_be_given(write):
    [row] = read(
        write("where,y,x,in\nM40 1AB,53,-2,E05\n"), postcode="where", lat="y", lon="x", code="in"
    )
    assert (row.lat, row.area_code) == (53, "E05")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pcds,lat\nM40 1AB,53\n", "No column holds: lon"),
        ("pcds,lat,long\nnowhere,53,-2\n", "Row 2, pcds: “NOWHERE” is no postcode"),
        ("pcds,lat,long\nM40 1AB,x,-2\n", "Row 2, lat: “x” is no number"),
        ("pcds,lat,long\nM40 1AB,53,-222\n", "does not lie on the earth"),
    ],
)
def test_a_wrong_file_is_refused_in_words(write, text, words):
    with pytest.raises(Refused, match=words.replace("(", r"\(")):
        read(write(text))


@pytest.mark.parametrize("content", [b"no archive", gzip.compress(TEXT.encode(), mtime=0)[:-12]])
def test_a_torn_archive_is_refused(write, content):
    with pytest.raises(Refused, match="can't be unpacked"):
        read(write(content, "postcodes.csv.gz"))


def test_letters_that_are_not_utf_8_are_refused(write):
    with pytest.raises(Refused, match="UTF-8"):
        read(write("pcds,lat,long\nM40 1AB,é,1\n".encode("latin-1")))
