"""Tables that are longer than anybody wants to hold: read, written and hashed a row at a time."""

import hashlib
import json

import pytest
from hypothesis import given, settings

from matching import Instance, TableError, generate_instance, read_folder, write_folder
from matching.canonical import ROWS_AT_ONCE
from tests.matching.strategies import random_tables, seeds

FINGERPRINT = "57ec043c1f5614120ae0f45c3bf9f09a9b486d65439231784253d8a7d39bb7f8"


def slow_fingerprint(instance):
    """The definition: SHA-256 of all tables as one JSON text."""
    text = json.dumps(instance.tables(), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@given(seeds)
@settings(max_examples=30)
def test_the_fingerprint_in_parts_is_that_of_the_whole(seed):
    instance = Instance.from_tables(**random_tables(seed, 7))
    assert instance.fingerprint == slow_fingerprint(instance)


@pytest.mark.parametrize("count", [0, 1, ROWS_AT_ONCE, ROWS_AT_ONCE + 1])
def test_the_fingerprint_is_the_same_where_one_part_ends_and_the_next_begins(count):
    rows = ({"id": f"{number:05}", "name": 'Zoë "&" \\ Ian'} for number in range(count))
    instance = Instance.from_tables(rows)
    assert len(instance.organisations) == count
    assert instance.fingerprint == slow_fingerprint(instance)


def test_the_fingerprint_of_an_instance_stays_what_it_was():
    """Stored results name it: another canonical form would part them from their instances."""
    assert generate_instance(30, 1).fingerprint == FINGERPRINT


def test_tables_that_can_be_gone_through_only_once_give_the_same_instance():
    tables = generate_instance(30, 2).tables()
    once = {table: iter(rows) for table, rows in tables.items()}
    assert Instance.from_tables(**once) == Instance.from_tables(**tables)


def test_no_row_of_a_table_is_held_while_the_next_is_read():
    alive, most = [0], 0

    class Cells(dict):
        def __init__(self, **cells):
            super().__init__(cells)
            alive[0] += 1

        def __del__(self):
            alive[0] -= 1

    def rows():
        nonlocal most
        for number in range(50):
            yield Cells(id=str(number))
            most = max(most, alive[0])

    assert len(Instance.from_tables(rows()).organisations) == 50
    assert most <= 2


def spoilt(tmp_path, **files):
    write_folder(generate_instance(5, 1), tmp_path)
    for table, text in files.items():
        (tmp_path / f"{table}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(TableError) as caught:
        read_folder(tmp_path)
    assert caught.value.__cause__ is None
    return str(caught.value)


WRONG_CELL = "id,lat\na,north\n"
WRONG_AREA = "code,parent\nw,nowhere\n"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"organisations": WRONG_CELL + 'b,"' }, "organisations.csv, row 3: cannot be read as CSV"),
        ({"organisations": WRONG_CELL + "b,1,2\n"}, "organisations.csv, row 3: has a value in a"),
        ({"organisations": WRONG_CELL.encode() + b"\n\xff\n"}, "organisations.csv, row 4: is not"),
        ({"organisations": WRONG_CELL.encode() + b'"\n\xc3'}, "organisations.csv, row 4: is not"),
        ({"organisations": WRONG_CELL, "areas": "name\n"}, "areas.csv, column code: is missing"),
        ({"organisations": WRONG_CELL, "ties": ""}, "ties.csv, row 1: has no header"),
        ({"organisations": WRONG_CELL, "exclusions": b"\xff"}, "exclusions.csv, row 1: is not UTF"),
        ({"organisations": "id,lat", "areas": "\n"}, "areas.csv, row 1: has no header"),
        ({"organisations": "lat", "areas": "\n"}, "organisations.csv, column id: is missing"),
        ({"organisations": WRONG_CELL, "areas": WRONG_AREA}, "areas.csv, row 2, column parent"),
        ({"organisations": "id,areas,lat\na,w,\nb,,x\n"}, "organisations.csv, row 3, column lat"),
        ({"organisations": "id,areas\na,w\na,\n"}, "organisations.csv, row 3, column id: 'a' is"),
        ({"organisations": "id,areas\na,\nb,x;w\nc,v\n"},
         "organisations.csv, row 3, column areas: there is no area 'w'"),
        ({"areas": "code,parent\nw,p\nv,q\nu,p\nq,\n"}, "areas.csv, row 2, column parent: there"),
    ],
)  # fmt: skip
def test_the_first_of_several_faults_is_told(tmp_path, files, message):
    """Files as a whole come before cells, areas before organisations, a row before its areas."""
    assert spoilt(tmp_path, **files).startswith(message)


def test_a_folder_without_organisations_is_told_before_a_wrong_area(tmp_path):
    (tmp_path / "areas.csv").write_text(WRONG_AREA)
    with pytest.raises(TableError, match=r"organisations\.csv: is missing from the folder"):
        read_folder(tmp_path)


def test_a_table_that_cannot_be_opened_is_named(tmp_path):
    write_folder(generate_instance(5, 1), tmp_path)
    (tmp_path / "ties.csv").unlink()
    (tmp_path / "ties.csv").mkdir()
    with pytest.raises(TableError, match=r"ties\.csv: cannot be opened: Is a directory"):
        read_folder(tmp_path)


@given(seeds)
@settings(max_examples=15)
def test_a_folder_is_written_as_its_tables_say(tmp_path_factory, seed):
    folder = tmp_path_factory.mktemp("written")
    instance = Instance.from_tables(**random_tables(seed, 6))
    write_folder(instance, folder)
    for table, rows in instance.tables().items():
        lines = (folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()
        assert len(lines) == 1 + len(rows)
        assert [line.split(",") for line in lines[1:]] == [[*row.values()] for row in rows]


def test_attributes_are_written_after_the_columns_and_by_name(tmp_path):
    rows = [{"id": "a", "zeal": "1"}, {"id": "b", "model": "x,y"}]
    write_folder(Instance.from_tables(rows), tmp_path)
    header, first, second = (tmp_path / "organisations.csv").read_text().splitlines()
    assert header.endswith("max_groups,ties_known,model,zeal")
    assert (first[-5:], second[-9:]) == ("no,,1", 'no,"x,y",')
