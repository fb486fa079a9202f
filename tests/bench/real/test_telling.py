"""What is told of real organisations has the right figures and names nobody."""

import re
from dataclasses import replace

import pytest

from bench import real_organisations
from bench.real.coded import read_coded
from bench.real.describing import commonest_share, kilometres, spread, telling
from bench.real.grouping import asked_of, by_presets, grouped, placed
from bench.real.named import read_federated, read_recipients
from bench.real.source import Source, Tags
from bench.real.tagged import read_focus
from bench.real.telling import examples, overview, side_by_side, with_places_only
from bench.real.unknown_page import page
from matching import Instance, generate_instance
from tests.bench.real.open_folder import write_open_data


def _row(key, lat, themes, **more):
    return {"id": key, "name": f"Name of {key}", "lat": lat, "lon": "0", "themes": themes, **more}


@pytest.fixture(scope="module")
def three():
    """Three alike, a kilometre from each other, and one who told no themes."""
    rows = [
        _row("a", "53.00", "play;art", district="Northby"),
        _row("b", "53.01", "play", district="Northby"),
        _row("c", "53.02", "play", district="Westham"),
        _row("d", "53.00", ""),
    ]
    tags = Tags(title={"play": "Play", "art": "Art"})
    return Source("three", "three.csv", "Three", 4, Instance.from_tables(rows), tags)


def test_a_degree_of_latitude_is_111_kilometres():
    assert kilometres((53.0, 0.0), (54.0, 0.0)) == pytest.approx(111.195, abs=1e-3)
    assert kilometres((53.0, 1.0), (53.0, 1.0)) == 0.0


def test_spread_is_that_of_the_furthest_two_whose_places_are_known(three):
    group = three.instance.organisations
    nowhere = Instance.from_tables([{"id": "x"}]).organisations
    assert spread([*group, *nowhere]) == pytest.approx(2.224, abs=1e-3)
    assert spread([group[0], *nowhere]) is None


def test_the_commonest_theme_is_shared_by_so_many(three):
    assert commonest_share(three.instance.organisations) == 0.75


def test_three_groups_are_told_of_where_there_are_many_and_each_once():
    assert telling(["card"] * 100) == [10, 50, 89]
    assert telling(["card"]) == [0]
    assert telling([]) == []


def test_the_overview_counts_groups_and_reasons(three):
    cells = _cells(overview([grouped(three, effort=1)]))
    assert cells["organisations"] == "4"
    assert cells["without themes"] == "1"
    assert cells["in a group"] == "3"
    assert cells["left out: not known yet"] == "1"
    assert cells["sizes"] == "3: 1"
    assert cells["furthest two members, km: most"] == "2.2"
    assert cells["members in them"] == "3"
    assert cells["share of members with the commonest theme"] == "100 %"


def test_a_file_without_any_group_has_no_sizes_to_tell(tmp_path):
    told = _cells(overview([grouped(read_federated(write_open_data(tmp_path)), effort=1)]))
    assert told["in a group"] == "0"
    assert told["sizes"] == told["members in them"] == "–"
    assert told["furthest two members, km: most"] == "–"
    assert told["left out: not known yet"] == "4"


def test_those_without_a_place_can_be_left_aside_for_comparison(three):
    more = Instance.from_tables(
        [*three.instance.tables()["organisations"], {"id": "e", "themes": "play"}]
    )
    source = replace(three, instance=more)
    assert [one.id for one in placed(source).instance.organisations] == ["a", "b", "c", "d"]
    told = with_places_only([(grouped(source, effort=1), grouped(placed(source), effort=1))])
    rows = [line.strip("| ").split(" | ") for line in told.splitlines()]
    assert rows[0] == ["Three: all", "Three: places known"]
    assert ["organisations", "5", "4"] in rows
    assert ["in a group", "4", "3"] in rows
    assert ["groups no wider than 10 km", "0", "1"] in rows


def test_an_example_tells_themes_and_districts_and_not_who(three):
    told = examples(grouped(three, effort=1))
    assert "Northby, Westham" in told
    assert "play (3), art (1)" in told
    assert "Name of" not in told


def test_two_presets_are_told_side_by_side():
    source = Source("made-up", "made-up.csv", "Made up", 60, generate_instance(60, 1), Tags())
    names = ("By place", "By theme")
    first, second, compared = by_presets(source, 1, names)
    assert first.outcome.request.weights != second.outcome.request.weights
    assert asked_of(source).weights not in (
        first.outcome.request.weights, second.outcome.request.weights,
    )  # fmt: skip
    told = side_by_side(first, second, names, compared)
    cells = [line.strip("| ").split(" | ") for line in told.splitlines() if line.startswith("|")]
    rows = {line[0]: line[1:] for line in cells}
    assert rows["total by the weights of By place"] == [
        f"{compared.by_first.first:.2f}", f"{compared.by_first.second:.2f}",
    ]  # fmt: skip
    assert rows["geography, mean over members"][0] == f"{compared.terms.first.geography:.3f}"
    assert f"{compared.pairs.kept.count} by both" in told


def test_the_page_says_who_is_not_known_yet_and_what_to_ask_them(three, tmp_path):
    federated = grouped(read_federated(write_open_data(tmp_path)), effort=1)
    told = page([grouped(three, effort=1), federated])
    assert "5 of 8" in told
    assert "| Three | `three.csv` | 4 | 3 | 0 | 1 |" in told
    assert "- What to ask: **Tell us your themes.** (4)" in told
    assert "Not known of any of them: themes, ages" not in told.split("## Members")[1]
    assert "Name of d" in told
    assert "Name of a" not in told


def test_the_page_tells_namesakes_apart_and_keeps_signs_as_they_are(tmp_path):
    told = page([grouped(read_federated(write_open_data(tmp_path)), effort=1)])
    assert "### Girlguiding and Scouts: 1" in told
    assert r"1st Mill \*scouts\*" in told
    assert "1ST QUAY (GB-CHC-13)" in told
    assert "1st Quay (GB-CHC-12)" in told
    assert "Mill (GB" not in told


def test_the_command_keeps_a_folder_and_names_nobody(tmp_path, monkeypatch, capsys):
    data, out = write_open_data(tmp_path / "data"), tmp_path / "out"
    arguments = ["", "--data", str(data), "--folder", str(out), "--effort", "0"]
    monkeypatch.setattr("sys.argv", arguments)
    real_organisations.main()
    told = capsys.readouterr().out
    assert not re.search(r"GB-CHC-\d+|scouts of Mill|Twice", told)
    assert (out / "not-known-yet.md").read_text(encoding="utf-8").startswith("# Not known yet")
    assert {path.name for path in (out / "coded").iterdir()} >= {
        "organisations.csv", "areas.csv", "grouping.json", "result.json",
    }  # fmt: skip


def test_nobody_real_is_named_where_their_groups_are_told(open_data, monkeypatch, capsys):
    monkeypatch.setattr(real_organisations, "READERS", (read_focus, read_coded, read_recipients))
    monkeypatch.setattr("sys.argv", ["", "--data", str(open_data), "--effort", "0"])
    real_organisations.main()
    told = capsys.readouterr().out.lower()
    names = {
        one.name.lower()
        for read in real_organisations.READERS
        for one in read(open_data).instance.organisations
        if len(one.name) > 12
    }
    assert "charities of the focus area, by two presets" in told
    assert [name for name in names if name in told] == []


def _cells(told):
    """The figures of a table with one file."""
    rows = [line.strip("| ").split(" | ") for line in told.splitlines()]
    return {row[0]: row[-1] for row in rows}
