"""Reading and writing a folder: what is accepted, and one test for each thing that is wrong."""

import pytest

from matching import Instance, TableError, generate_instance, read_folder, write_folder

ORGANISATIONS = "id,name,themes,ties_known\na,Anna's,play;sport:0.5,yes\nb,Bee,,\n"


@pytest.fixture
def folder(tmp_path):
    """A small folder that is right; tests spoil one file of it."""

    def write(**files):
        given = {"organisations": ORGANISATIONS} | files
        for name, text in given.items():
            content = text if isinstance(text, bytes) else text.encode()
            (tmp_path / f"{name}.csv").write_bytes(content)
        return tmp_path

    return write


def refused(folder):
    with pytest.raises(TableError) as caught:
        read_folder(folder)
    error = caught.value
    return error.table, error.row, error.column, error.problem


def one_row(column, value):
    return f"id,{column}\na,{value}\n"


def test_blank_is_unknown_and_none_is_known_to_be_none(folder):
    instance = read_folder(folder(organisations="id,ages,offers,themes,areas\na,,none,none,NONE\n"))
    one = instance.organisation("a")
    assert (one.ages, one.offers, one.themes, one.areas) == (None, frozenset(), {}, ())


def test_a_missing_optional_column_is_blank_with_its_defaults(folder):
    one = read_folder(folder(organisations="id\na\n")).organisation("a")
    assert (one.name, one.radius_km, one.max_groups, one.ties_known) == ("a", 5.0, 1, False)
    assert one.turnover is None


def test_a_byte_order_mark_spaces_and_columns_in_any_order_are_accepted(folder):
    text = "﻿themes , id\r\n play ; sport : 0.5 ;,a\r\n"
    assert read_folder(folder(organisations=text)).organisation("a").themes == {
        "play": 1.0,
        "sport": 0.5,
    }


def test_unknown_columns_become_attributes(folder):
    one = read_folder(folder(organisations="id,Model\na,hub and spoke\n")).organisation("a")
    assert one.attributes == {"Model": "hub and spoke"}


def test_a_place_with_one_half_blank_is_unknown(folder):
    one = read_folder(folder(organisations="id,lat,lon\na,53.4,\n")).organisation("a")
    assert one.place is None
    assert "place" in one.unknown_facts


def test_empty_lines_are_passed_over(folder):
    assert len(read_folder(folder(organisations="id,name\n\na,A\n,\n")).organisations) == 1


def test_a_folder_written_and_read_is_the_same_instance(tmp_path):
    instance = generate_instance(40, 7)
    write_folder(instance, tmp_path / "new")
    assert read_folder(tmp_path / "new") == instance
    assert read_folder(tmp_path / "new").fingerprint == instance.fingerprint


def test_plain_tables_give_the_same_instance_back():
    instance = generate_instance(40, 8)
    assert Instance.from_tables(**instance.tables()) == instance


def test_rows_in_another_order_give_the_same_fingerprint():
    tables = generate_instance(30, 8).tables()
    turned = {name: rows[::-1] for name, rows in tables.items()}
    assert Instance.from_tables(**turned).fingerprint == Instance.from_tables(**tables).fingerprint


def test_another_fact_gives_another_fingerprint():
    one, other = ([{"id": "a", "staff": text}] for text in ("", "0"))
    assert Instance.from_tables(one).fingerprint != Instance.from_tables(other).fingerprint


def test_a_folder_without_organisations_is_refused(tmp_path):
    assert refused(tmp_path)[0] == "organisations.csv"


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("lat", "north", "'north' is not a number"),
        ("lat", "91", "91 is not between -90 and 90"),
        ("lon", "-181", "-181 is not between -180 and 180"),
        ("radius_km", "-1", "-1 is not 0 or more"),
        ("turnover", '"1,000"', "'1,000' is not a number"),
        ("turnover", "nan", "'nan' is not a number"),
        ("spare_days", "1e999", "1e999 is not 0 or more"),
        ("max_groups", "1.5", "'1.5' is not a whole number"),
        ("can_lead", "maybe", "'maybe' is neither yes nor no"),
        ("ties_known", "1", "'1' is neither yes nor no"),
        ("themes", "play;play:0.5", "'play' is listed twice; keep one"),
        ("themes", "play:0", "the weight of 'play' must be above 0 and at most 1"),
        ("themes", "play:1.1", "1.1 is not between 0 and 1"),
        ("themes", "play:much", "'much' is not a number"),
        ("themes", ":1", "':1' has no code before the colon"),
        ("ages", "none;0-4", "'none' stands beside other values; keep one or the other"),
        ("areas", "w9", "there is no area 'w9' in the table of areas"),
    ],
)
def test_a_cell_that_is_not_what_its_column_holds(folder, column, value, problem):
    found = refused(folder(organisations=one_row(column, value)))
    assert found == ("organisations.csv", 2, column, problem)


def test_two_rows_of_one_id(folder):
    found = refused(folder(organisations="id\na\nb\na\n"))
    assert found == ("organisations.csv", 4, "id", "'a' is on two rows; keep one")


def test_a_row_without_an_id(folder):
    assert refused(folder(organisations="id,name\n,Anna's\n"))[1:3] == (2, "id")


def test_two_rows_of_one_area(folder):
    assert refused(folder(areas="code\nw\nw\n"))[:3] == ("areas.csv", 3, "code")


def test_a_parent_that_is_no_area(folder):
    found = refused(folder(areas="code,parent\nw,d\n"))
    assert found[:3] == ("areas.csv", 2, "parent")


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        ("a,z,0.5", "to", "there is no organisation 'z'"),
        ("z,a,0.5", "from", "there is no organisation 'z'"),
        ("a,a,0.5", "to", "'a' states a tie to itself"),
        ("a,b,", "strength", "a tie needs a strength between 0 and 1"),
        ("a,b,2", "strength", "2 is not between 0 and 1"),
        ("b,a,1", "from", "'b' states a tie, but its ties_known is not yes"),
    ],
)
def test_a_tie_that_cannot_be(folder, row, column, problem):
    found = refused(folder(ties=f"from,to,strength\n{row}\n"))
    assert found == ("ties.csv", 2, column, problem)


def test_an_exclusion_of_an_unknown_organisation(folder):
    assert refused(folder(exclusions="a,b\na,z\n"))[:3] == ("exclusions.csv", 2, "b")


def test_an_exclusion_from_itself(folder):
    assert refused(folder(exclusions="a,b\na,a\n"))[:3] == ("exclusions.csv", 2, "b")


def test_an_exclusion_holds_both_ways(folder):
    assert read_folder(folder(exclusions="a,b\nb,a\na,b\n")).exclusions == {("a", "b")}


def test_a_required_column_that_is_missing(folder):
    assert refused(folder(ties="from,to\na,b\n"))[:3] == ("ties.csv", None, "strength")


def test_a_column_named_twice(folder):
    assert refused(folder(organisations="id,name,name\na,b,c\n"))[1:3] == (1, "name")


def test_a_value_beyond_the_named_columns(folder):
    assert refused(folder(organisations="id,name\na,Anna's,surplus\n"))[1] == 2


def test_a_file_without_a_header(folder):
    assert refused(folder(organisations=""))[1] == 1


def test_a_file_that_is_not_utf_8(folder):
    found = refused(folder(organisations="id,name\na,A\nb,Zoë\n".encode("cp1252")))
    assert found[:2] == ("organisations.csv", 3)
    assert "UTF-8" in found[3]


def test_a_quote_that_never_ends(folder):
    assert refused(folder(organisations='id,name\na,"open\n'))[1] == 2


def test_the_message_says_file_row_column_and_what_is_wrong(folder):
    with pytest.raises(TableError) as caught:
        read_folder(folder(organisations=one_row("lat", "north")))
    assert str(caught.value) == "organisations.csv, row 2, column lat: 'north' is not a number"


def test_rows_given_as_plain_tables_are_counted_from_one():
    with pytest.raises(TableError, match="organisations, row 2, column id"):
        Instance.from_tables([{"id": "a"}, {"id": ""}])
