"""What is not known yet: the strongest first, with what it could change, and never as a no."""

from portal.consortia.readers import Reader
from portal.consortia.silences import Quiet, list_silences

ASH = Quiet("org-1", "Ash", 1, ("place", "spare_days", "can_lead", "will_lead"))
BEE = Quiet("org-2", "Bee", 2, ("needs", "networks"))


def unknown(key, fact, lowest, highest, *would_break):
    return {"id": key, "fact": fact, "lowest": lowest, "highest": highest,
            "would_break": list(would_break)}  # fmt: skip


ACCOUNT = {
    "brings": [{"id": "org-1"}, {"id": "org-2"}],
    "unknowns": [
        unknown("org-1", "place", 0.741, 0.744),
        unknown("org-1", "spare_days", 0.74, 0.78),
        unknown("org-1", "can_lead", 0.74, 0.74, "lead"),
        unknown("org-1", "will_lead", 0.74, 0.74, "lead"),
        unknown("org-2", "needs", 0.71, 0.78),
    ],
}


def told(audience="coordinators", account=ACCOUNT, visibility=None):
    return list_silences(account, [ASH, BEE], Reader(audience, visibility or {}))


def lines(silences):
    return [(one.member.name, [fact.label for fact in one.facts], one.sentence) for one in silences]


def test_the_strongest_come_first_a_lead_before_any_points():
    assert lines(told().strong) == [
        ("Ash", ["Able to lead", "Willing to lead"],
         "Nobody else here could lead: if it cannot, or does not want to, there is no lead."),
        ("Bee", ["What they need"], "If told, this group could be worth 71 to 78."),
        ("Ash", ["Spare days"], "If told, this group could be worth 74 to 78."),
    ]  # fmt: skip


def test_what_changes_less_than_a_point_or_nothing_is_listed_without_figures():
    assert lines(told().weak) == [("Ash", ["Base"], ""), ("Bee", ["Networks"], "")]


def test_facts_are_asked_for_where_a_profile_asks():
    fields = [fact.field for one in told().weak for fact in one.facts]
    assert fields == ["base", "networks"]


def test_that_nobody_else_could_lead_is_told_only_where_that_may_be_read_of_everybody():
    secret = told("infrastructure", visibility={"org-2": {"will_lead": "coordinators"}})
    assert "lead" not in " ".join(one.sentence for one in secret.strong)
    assert ("Ash", ["Base", "Able to lead", "Willing to lead"], "") in lines(secret.weak)


def test_organisations_are_told_what_to_ask_without_figures_or_an_order_by_them():
    found = told("members", visibility={"org-1": {"can_lead": "public"}})
    assert [one.member.name for one in found.strong] == ["Ash", "Bee"]
    assert {one.sentence for one in found.strong} == {
        "If told, it could change how well this group fits."
    }


def test_runs_from_before_ranges_were_kept_list_what_is_not_known():
    found = told(account={"brings": []})
    assert found.strong == ()
    assert [one.member.name for one in found.weak] == ["Ash", "Bee"]
