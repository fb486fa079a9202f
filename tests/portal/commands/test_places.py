"""`flask places` takes files in whole, or says which row is wrong and takes nothing."""

import gzip

import pytest

from portal.places import service

AREAS = "WD22CD,WD22NM,LAD22CD,LAT,LONG\nE05000001,Moor End,E08000001,53.5,-2.2\n"
POSTCODES = "pcds,lat,long,WD22CD\nM40 1AB,53.5,-2.2,E05000001\n"


@pytest.fixture
def run(app, tmp_path):
    def command(name, content, *options, file="file.csv"):
        path = tmp_path / file
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return app.test_cli_runner().invoke(args=["places", name, str(path), *options])

    return command


def test_areas_are_taken_in_and_counted(run):
    assert run("import", AREAS).output == "file.csv: 1 new, 0 changed, 0 the same.\n"
    assert service.get_area("E05000001").parent_code == "E08000001"


def test_a_wrong_row_takes_nothing_in(run):
    result = run("import", AREAS + "E05000002,Hill,E08000001,north,-2\n")
    assert result.exit_code == 1
    assert "Row 3, LAT" in result.output
    assert "Nothing was imported." in result.output
    assert service.list_kind("ward") == []


def test_options_say_what_the_file_does_not(run):
    options = ("--kind", "ward", "--vintage", "2024", "--parent", "E08", "--columns", "code=a")
    assert run("import", "a,name\nX1,Moor\n", *options).exit_code == 0
    assert service.get_area("X1").vintage == 2024


def test_a_pair_without_an_equals_sign_is_explained(run):
    assert "meaning=COLUMN" in run("import", AREAS, "--columns", "code").output


def test_areas_in_parts_are_named(run):
    assert "joined to one area: E05000001" in run("import", AREAS + AREAS.split("\n")[1]).output


def test_packed_postcodes_are_taken_in(run):
    result = run("import-postcodes", gzip.compress(POSTCODES.encode()), file="file.csv.gz")
    assert result.output == "file.csv.gz: 1 new, 0 changed, 0 the same.\n"
    assert service.find_postcode("m401ab") is not None


def test_a_wrong_postcode_takes_nothing_in(run):
    many = "".join(f"M{n % 10}{n // 10 % 10} {n // 100 % 10}AB,53,-2,\n" for n in range(6000))
    result = run("import-postcodes", POSTCODES + many + "nowhere,53,-2,\n")
    assert "Row 6003" in result.output
    assert service.find_postcode("M40 1AB") is None
