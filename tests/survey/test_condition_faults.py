"""What is wrong with a condition, or what it may not look at, is told at its place."""

from survey import check_definition
from tests.survey.posting import document_of, question


def test_whom_one_cannot_work_with_decides_nothing():
    exclusions = {**question("apart", "exclusions"), "visibility": "engine"}
    for condition in ("apart has 'ash'", "answered(apart)", "profile.exclusions has 'ash'"):
        faults = check_definition(
            document_of({"questions": [exclusions, question("b", show_if=condition)]})
        )
        assert [fault.place for fault in faults] == ["sections[0].questions[1].show_if"]


def test_an_answer_for_the_engine_only_decides_nothing():
    trust = {**question("trust", "scale", low_label="Low", high_label="High")}
    for visibility, count in (("engine", 1), ("coordinators", 0)):
        document = document_of(
            {"questions": [{**trust, "visibility": visibility}]},
            {"questions": [question("b", show_if="trust > 3")]},
        )
        assert len(check_definition(document)) == count


def test_every_fault_of_every_condition_is_listed_with_its_place():
    faults = check_definition(
        document_of(
            {"show_if": "staff >", "questions": [question("staff", "number", show_if="stuff = 1")]},
            {"questions": [question("a", rules=[{"must": "staff", "message": "M"}])]},
            calculations=[{"id": "people", "formula": "staff + 'x'"}],
        )
    )
    assert [fault.place for fault in faults] == [
        "calculations[0].formula",
        "sections[0].show_if",
        "sections[0].questions[0].show_if",
        "sections[1].questions[0].rules[0].must",
    ]
    assert "ends too early" in str(faults[1])
    assert "there is no question ‘stuff’" in str(faults[2])


def test_an_id_stands_for_one_thing():
    faults = check_definition(
        document_of(
            {"questions": [question("a", "number")]}, calculations=[{"id": "a", "formula": "1"}]
        )
    )
    assert any("stands there twice" in fault.message for fault in faults)
