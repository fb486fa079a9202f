"""Rows of a file become facts, or faults that say which cell and how to write it."""

import pytest

from portal.errors import Refused, TooLarge
from portal.organisations.sheets import NAMES, read_sheet
from tests.portal.organisations.factories import a_file, a_town


@pytest.fixture
def town(app):
    return a_town()


def lines(town, *rows, **header):
    return read_sheet(town, a_file(*rows, **header)).lines


def one(town, header, cells):
    [line] = lines(town, f"Club,{cells}", header=f"name,{header}")
    return line


def fault(town, header, cells):
    line = one(town, header, cells)
    assert line.facts == {} or header not in line.facts
    return "; ".join(line.faults)


def test_a_full_row_is_read(town):
    header = ",".join(NAMES)
    row = (
        "Club,GB-1,charity,Evenings,Sam,sam@example.org,m40 1ab,,,"
        "play:1;arts: making and music:0.3,"
        'Ash;South,8-12; 13 to 15,A hall,none,Forum; League,3,25,"£85,000",2.5,50000,yes,No,5'
    )
    [line] = lines(town, row, header=header)
    assert line.faults == []
    assert (line.name, line.external_id) == ("Club", "GB-1")
    assert line.contact == {"contact_name": "Sam", "contact_email": "sam@example.org"}
    assert line.facts == {
        "kind": "charity",
        "summary": "Evenings",
        "base": {"postcode": "M401AB", "lat": 53.5, "lon": -2.2},
        "themes": {"play": 1.0, "arts": 0.3},
        "areas": ["E1", "E3"],
        "ages": ["8-12", "13-15"],
        "offers": ["hall"],
        "needs": [],
        "networks": ["Forum", "League"],
        "staff": 3,
        "volunteers": 25,
        "turnover": 85000,
        "spare_days": 2.5,
        "max_contract": 50000,
        "can_lead": True,
        "will_lead": False,
        "radius_km": 5,
    }


def test_blank_is_not_known(town):
    assert one(town, "themes,staff", ",").facts == {}


def test_none_is_known_to_be_none(town):
    line = one(town, "themes,areas,needs,networks,ages", "none,None,NONE,none,none")
    assert line.facts == {"themes": {}, "areas": [], "needs": [], "networks": [], "ages": []}


@pytest.mark.parametrize(
    ("cell", "themes"),
    [
        ("play", {"play": 1.0}),
        ("PLAY : 0.6", {"play": 0.6}),
        ("Open-access play:0.6", {"play": 0.6}),
        ("Arts: making and music", {"arts": 1.0}),
        ("play;;arts:1;", {"play": 1.0, "arts": 1.0}),
    ],
)
def test_themes_are_codes_or_names_with_or_without_a_weight(town, cell, themes):
    assert one(town, "themes", cell).facts["themes"] == themes


def test_a_part_of_town_stands_for_all_its_areas(town):
    assert one(town, "areas", "north; canal").facts["areas"] == ["E1", "E2", "E3"]


@pytest.mark.parametrize(
    ("header", "cell", "words"),
    [
        ("themes", "sport", "themes: “sport” is no theme of this partnership"),
        ("themes", "play:2", "themes: the weight “2” is not above 0"),
        ("themes", "play:0", "not above 0"),
        ("themes", "play:nan", "not above 0"),
        ("themes", "play; play:0.5", "stands there twice"),
        ("areas", "Moon", "areas: “Moon” is no area of this partnership"),
        ("ages", "30-40", "ages: “30-40” is no age band"),
        ("offers", "yacht", "offers: “yacht” is no resource"),
        ("staff", "many", "staff: “many” is no number; write one such as 12"),
        ("staff", "-3", "is no number"),
        ("staff", "inf", "is no number"),
        ("staff", "1e300", "is too large"),
        ("can_lead", "maybe", "can_lead: “maybe” is neither yes nor no"),
        ("contact_email", "sam at example", "contact_email: “sam at example” is no e-mail address"),
        ("postcode", "NOWHERE", "postcode: “NOWHERE” is no postcode"),
        ("lat", "53.5", "write both or neither"),
        ("lat", "north", "lat: “north” is no number"),
        ("summary", "x" * 2001, "summary: has 2,001 characters"),
        ("kind", "x" * 61, "at most 60"),
        ("external_id", "x" * 61, "at most 60"),
        ("networks", ";".join("abc"[n % 3] + str(n) for n in range(51)), "at most 50 networks"),
    ],
)
def test_a_wrong_cell_is_named_with_how_to_write_it(town, header, cell, words):
    assert words in fault(town, header, cell)


def test_one_row_may_have_several_faults(town):
    assert len(one(town, "staff,can_lead", "many,maybe").faults) == 2


def test_a_row_without_a_name_is_a_fault(town):
    [line] = lines(town, ",GB-1,play")
    assert line.faults == ["name: every organisation needs one"]


def test_an_unknown_postcode_is_kept_and_said(town):
    line = one(town, "postcode", "M99 9ZZ")
    assert line.facts["base"] == {"postcode": "M999ZZ", "lat": None, "lon": None}
    assert "not on our map" in line.notes[0]


def test_a_position_needs_no_postcode(town):
    facts = one(town, "lat,lon", "53.5,-2.2").facts
    assert facts["base"] == {"postcode": "", "lat": 53.5, "lon": -2.2}


def test_a_position_beside_a_postcode_counts(town):
    facts = one(town, "postcode,lat,lon", "M40 1AB,53.9,-2.9").facts
    assert facts["base"] == {"postcode": "M401AB", "lat": 53.9, "lon": -2.9}


def test_the_same_organisation_twice_is_a_fault_of_the_later_row(town):
    found = lines(town, "Club,GB-1,", "CLUB,,", "Other,GB-1,")
    assert found[0].faults == []
    assert found[1].faults == ["name: is in row 2 already"]
    assert found[2].faults == ["external_id: is in row 2 already"]


def test_columns_are_known_in_any_order_and_letters_and_others_are_named(town):
    sheet = read_sheet(town, b"Shoe size,External-ID, NAME \n44,GB-1,Club\n")
    assert (sheet.lines[0].name, sheet.lines[0].external_id) == ("Club", "GB-1")
    assert sheet.ignored == ("Shoe size",)


@pytest.mark.parametrize(
    "column", ["email", "E-mail", "e mail", "contact e-mail", "Contact email", "E-mail address"]
)
def test_an_email_column_is_the_contact_address(town, column):
    sheet = read_sheet(town, f"name,{column}\nClub,sam@example.org\nOwls,sam\n".encode())
    assert sheet.lines[0].contact == {"contact_email": "sam@example.org"}
    assert sheet.lines[1].faults == [f"{column}: “sam” is no e-mail address"]
    assert sheet.ignored == ()


def test_of_two_columns_for_the_address_ours_is_read_and_the_other_named(town):
    sheet = read_sheet(town, b"name,email,contact_email\nClub,a@example.org,b@example.org\n")
    assert sheet.lines[0].contact == {"contact_email": "b@example.org"}
    assert sheet.ignored == ("email",)


def test_formulas_are_text(town):
    [line] = lines(town, '"=HYPERLINK(""http://x"")",@SUM(1),')
    assert (line.name, line.external_id) == ('=HYPERLINK("http://x")', "@SUM(1)")


def test_hidden_signs_and_hard_blanks_do_no_harm(town):
    assert one(town, "themes", "Open-access\u00a0play\u200b").facts["themes"] == {"play": 1.0}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"name\n", "no rows"),
        (b"title,kind\nA,B\n", "No column is called “name”"),
        (b"name,Name\nA,B\n", "Two columns"),
    ],
)
def test_a_file_that_is_no_table_of_organisations_is_refused(town, content, words):
    with pytest.raises(Refused, match=words):
        read_sheet(town, content)


def test_more_rows_than_the_limit_are_refused(town):
    with pytest.raises(TooLarge, match="5,000"):
        read_sheet(town, b"name\n" + b"A\n" * 5_001)
