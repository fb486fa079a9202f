"""What stands out is said in sentences, and nothing is said where nothing does."""

from types import SimpleNamespace

from portal.partnerships.coverage import Coverage, Patch
from portal.partnerships.remarks import list_remarks

COVERED = {1: Patch("covered", 1, 0.5), 2: Patch("covered", 2, 1.0)}


def quilt(**rows):
    """Make a quilt of themes "play" and "arts"; each row is an area: two letters a patch."""
    shapes = {"g": Patch("gap"), "?": Patch("unknown"), "1": COVERED[1], "2": COVERED[2]}
    themes = [SimpleNamespace(code=c, label=c.capitalize()) for c in ("play", "arts")]
    areas = [SimpleNamespace(area=SimpleNamespace(code=c, name=c.capitalize())) for c in rows]
    patches = {
        (theme.code, area): shapes[row[place]]
        for area, row in rows.items()
        for place, theme in enumerate(themes)
    }
    return Coverage(themes, areas, patches, 9, 4, {}, frozenset(), None)


def said(coverage):
    return [f"{remark.fact} {remark.text}" for remark in list_remarks(coverage)]


def test_the_area_with_the_most_gaps_is_named():
    assert said(quilt(ash="gg", birch="g2"))[0] == "Ash has two gaps, the most of all."


def test_a_single_gap_is_explained():
    assert said(quilt(ash="2g", birch="22"))[0].startswith("Ash has a gap: people answered")


def test_the_theme_that_rests_on_one_organisation_is_named():
    sentences = said(quilt(ash="12", birch="12", canal="21"))
    assert sentences[0] == (
        "Play rests on one organisation in two areas. If it stops, nobody is left."
    )


def test_the_best_covered_area_is_named():
    assert said(quilt(ash="2g", birch="22"))[-1] == (
        "Birch is well covered: two themes are full, by two groups or more."
    )


def test_an_area_that_nobody_told_us_about_is_named():
    assert said(quilt(ash="??", birch="2?"))[-1] == (
        "Ash is not known yet: nobody who works there has told us."
    )


def test_an_area_with_open_questions_is_named():
    assert "one theme is open" in said(quilt(ash="2?"))[-1]


def test_an_empty_quilt_says_nothing():
    assert said(Coverage([], [], {}, 0, 0, {}, frozenset(), None)) == []
