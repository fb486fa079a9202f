"""Files of areas are read by the names that the statistics office gives its columns."""

import json

import pytest

from portal.errors import Refused
from portal.places.areafiles import Asked, read_areas

WARD_NAMES = "WD22CD,WD22NM,LAD22CD,LAD22NM,LAT,LONG"


@pytest.fixture
def write(tmp_path):
    def to(text, name="areas.csv"):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return to


def only(found):
    assert len(found.areas) == 1
    return found.areas[0]


def refusal(file, **asked):
    with pytest.raises(Refused) as caught:
        read_areas(file, Asked(**asked))
    return caught.value.message


def feature(properties, coordinates=None):
    geometry = {"type": "Polygon", "coordinates": coordinates} if coordinates else None
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.mark.parametrize(
    "header",
    [
        WARD_NAMES,
        "ward22_code,ward22_name,ltla24_code,ltla24_name,lat,lon",
        "wd22cd,wd22nm,lad24cd,lad24nm,latitude,longitude",
        "WD2022CD,WD2022NM,LAD24CD,LAD24NM,Lat,Lng",
    ],
)
def test_wards_are_known_by_their_column_names(write, header):
    area = only(
        read_areas(write(f"{header}\nE05000650,Moor End,E08000001,Bigtown,53.6,-2.4\n"), Asked())
    )
    assert (area.code, area.name, area.kind, area.vintage) == (
        "E05000650",
        "Moor End",
        "ward",
        2022,
    )
    assert (area.parent_code, area.lat, area.lon) == ("E08000001", 53.6, -2.4)


def test_a_district_lies_in_the_first_larger_area_that_is_not_itself(write):
    header = "LAD24CD,LAD24NM,CTYUA24CD,RGN24CD"
    rows = "E07000001,Dale,E10000001,E12000002\nE06000001,Hill,E06000001,E12000001\n"
    dale, hill = read_areas(write(f"{header}\n{rows}"), Asked()).areas
    assert (dale.kind, dale.parent_code) == ("district", "E10000001")
    assert hill.parent_code == "E12000001"


def test_what_the_file_does_not_say_the_person_says(write):
    file = write("area_code,area_name\nX1,North Side\n")
    asked = Asked(kind="other", vintage=2024, parent="X0")
    area = only(read_areas(file, asked))
    assert (area.kind, area.vintage, area.parent_code, area.lat) == ("other", 2024, "X0", None)


def test_columns_of_any_name_can_be_given(write):
    file = write("ref;title;in;y;x\nX1;North Side;X0;53.5;-2.2\n")
    columns = {"code": "ref", "name": "title", "parent": "in", "lat": "y", "lon": "x"}
    area = only(read_areas(file, Asked("ward", 2024, None, columns)))
    assert (area.name, area.parent_code, area.lat, area.lon) == ("North Side", "X0", 53.5, -2.2)


def test_without_a_column_of_codes_the_refusal_lists_the_columns(write):
    assert "The file has: a, b." in refusal(write("a,b\n1,2\n"))


def test_a_column_that_is_not_there_is_named(write):
    assert "No column is called “WD99CD”" in refusal(
        write(f"{WARD_NAMES}\n"), columns={"code": "WD99CD"}
    )


def test_the_kind_is_asked_for_where_no_name_tells_it(write):
    assert "--kind" in refusal(write("area_code\nX1\n"), vintage=2024)


def test_the_year_is_asked_for_where_no_name_tells_it(write):
    assert "--vintage" in refusal(write("area_code\nX1\n"), kind="ward")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (",Moor End,E08,B,1,2", "Row 2, WD22CD: an area needs a code"),
        ("E05,Moor End,E08,B,north,2", "Row 2, LAT: “north” is no number of degrees"),
        ("E05,Moor End,E08,B,nan,2", "Row 2, LAT: “nan” is no number of degrees"),
        ("E05,Moor End,E08,B,393000,2", "Row 2, LAT: 393000 is beyond 90 degrees"),
        ("E05,Moor End,E08,B,53.5,", "only one of latitude and longitude"),
    ],
)
def test_a_wrong_cell_is_refused_with_row_and_column(write, cells, words):
    assert words in refusal(write(f"{WARD_NAMES}\n{cells}\n"))


def test_a_ward_in_parts_is_joined_and_named(write):
    rows = "E05,Moor End,E08,B,53.0,-2.0\nE05,Moor End,E08,B,54.0,-3.0\n"
    found = read_areas(write(f"{WARD_NAMES}\n{rows}"), Asked())
    assert found.joined == ("E05",)
    assert (only(found).lat, only(found).lon) == (53.5, -2.5)


def test_one_code_in_two_districts_is_refused(write):
    rows = "E05,Moor End,E08,B,,\nE05,Moor End,E09,B,,\n"
    assert "Rows 2 and 3: E05 is in E08 and in E09" in refusal(write(f"{WARD_NAMES}\n{rows}"))


def test_geojson_without_coordinates_gets_its_centroid(write):
    square = [[[-2, 53], [-1, 53], [-1, 54], [-2, 54], [-2, 53]]]
    properties = {"WD22CD": "E05", "WD22NM": "Moor End", "LAD22CD": "E08"}
    file = write(collection(feature(properties, square)), "areas.geojson")
    area = only(read_areas(file, Asked()))
    assert (area.lat, area.lon) == pytest.approx((53.5, -1.5))


def test_geojson_with_coordinates_keeps_them(write):
    properties = {"WD22CD": "E05", "WD22NM": "Moor End", "LAT": "53.4", "LONG": -2.2}
    area = only(read_areas(write(collection(feature(properties)), "areas.json"), Asked()))
    assert (area.lat, area.lon) == (53.4, -2.2)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "no GeoJSON"),
        ("[" * 100_000, "no GeoJSON"),
        ("[]", "FeatureCollection"),
        ('{"features": [1]}', "Feature 1 has no properties"),
    ],
)
def test_what_is_no_geojson_is_refused(write, text, words):
    assert words in refusal(write(text, "areas.geojson"))


@pytest.mark.parametrize(
    "geometry", [{"type": "Point", "coordinates": [1, 2]}, {}, 5, {"type": []}]
)
def test_a_geometry_without_a_middle_is_refused(write, geometry):
    broken = {"type": "Feature", "properties": {"WD22CD": "E05"}, "geometry": geometry or {"x": 1}}
    assert "Feature 1: its geometry" in refusal(write(collection(broken), "areas.geojson"))


@pytest.mark.parametrize("name", ["wards22_uk.csv", "wards22_focus.geojson", "districts24_uk.csv"])
def test_the_real_files_are_read_as_they_are(open_data, name):
    found = read_areas(open_data / "geo" / name, Asked())
    assert len(found.areas) > 300
    assert all(area.lat and area.lon for area in found.areas)
