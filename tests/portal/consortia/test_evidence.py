"""Whom and what a reason speaks of is what the engine's own sentence counts and names."""

import re

import pytest

from matching import PRESETS, Grouping, explain, generate_instance
from portal.consortia.evidence import Evidence


@pytest.fixture(scope="module")
def explained():
    """Groups of a town that nobody made up by hand, each member with its sentences."""
    instance = generate_instance(40, seed=3)
    ids = [one.id for one in instance.organisations]
    groups = [tuple(ids[start::10]) for start in range(10)] + [
        tuple(ids[i : i + 3]) for i in (0, 9)
    ]
    found = []
    for preset in ("Balanced", "By theme"):
        weights = PRESETS[preset].weights.model_dump()
        request = Grouping.from_json(
            {"id": "g", "size": {"min": 3, "max": 6}, "lead": "wanted", "weights": weights}
        )
        evidence = Evidence(instance, request)
        found += [
            (part.id, members, one, evidence.behind(one.kind, part.id, members))
            for members in groups
            for part in explain(instance, request, members, replacements=0).members
            for one in part.sentences
        ]
    return found


def test_who_is_named_in_a_sentence_is_in_its_evidence(explained):
    seen = set()
    for key, members, sentence, found in explained:
        if not found.keys() & {"with", "pairs"}:
            continue
        who = {*found.get("with", ()), *(one for _, some in found.get("pairs", ()) for one in some)}
        words = set(re.findall(r"[\w-]+", sentence.text))
        assert (set(members) & words) - {key} <= who
        assert who <= set(members) - {key}
        seen.add(sentence.kind)
    assert seen == {"works_with", "alike", "offers", "needs_met"}


def test_evidence_is_as_much_as_the_figures_say(explained):
    for _, _, sentence, found in explained:
        figures = sentence.figures
        if sentence.kind == "works_with":
            assert len(found["with"]) == figures["ties"]
        elif sentence.kind == "alike":
            assert (len(found["with"]), len(found["what"])) == (figures["alike"], figures["themes"])
        elif sentence.kind in {"offers", "needs_met"}:
            partners = {one for _, some in found["pairs"] for one in some}
            assert (len(found["pairs"]), len(partners)) == (
                figures["services"],
                figures["partners"],
            )
        elif sentence.kind in {"only_one", "covers"}:
            assert all(code in sentence.text or "more" in sentence.text for code in found["what"])
