"""Organisations to choose from, in folds of the alphabet."""

from portal.consortia.naming import IN_A_FOLD, in_folds


def choices(*names):
    return [(f"org-{number}", name) for number, name in enumerate(names)]


def test_few_names_stand_in_one_fold():
    (fold,) = in_folds(choices("ash club", "Birch", "Canal"))
    assert fold["name"] == "A to C"
    assert [one["name"] for one in fold["areas"]] == ["ash club", "Birch", "Canal"]


def test_a_letter_is_not_torn_apart():
    folds = in_folds(choices(*["Ash"] * (IN_A_FOLD + 3), "Birch"))
    assert [(fold["name"], len(fold["areas"])) for fold in folds] == [
        ("A", IN_A_FOLD + 3),
        ("B", 1),
    ]


def test_nobody_is_in_no_fold():
    assert in_folds([]) == []
