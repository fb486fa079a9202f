"""A proof that is broken off while its searches are being begun promises nothing."""

import pytest

from matching import Instance, suggest_for_brief
from matching.briefs import proving
from tests.matching.briefs.test_climbs import LEAD, around, brief_with, organisation

HUBS = 60


class Impatient:
    """Begins searches, and after some of them wants no more."""

    def __init__(self, patience):
        self.begun, self.patience, self.exact = 0, patience, proving.exact

    def begin(self, *arguments):
        self.begun += 1
        return self.exact(*arguments)

    def watch(self, progress):
        return self.begun < self.patience


@pytest.mark.parametrize("patience", [1, 5])
def test_nobody_waits_for_all_hubs_to_be_begun(monkeypatch, patience):
    hubs = [organisation(f"h{n:02}", (n + 1) / HUBS, **LEAD) for n in range(HUBS)]
    instance = Instance.from_tables(**around("a", [organisation("a", 0.1), *hubs]))
    impatient = Impatient(patience)
    monkeypatch.setattr(proving, "exact", impatient.begin)
    monkeypatch.setattr("matching.progress.BETWEEN_CALLS", 0)
    found = suggest_for_brief(instance, brief_with("a", size=3), watch=impatient.watch)
    assert impatient.begun == patience
    assert found.provenance.stopped == "cancelled"
    assert {card.proof.status for card in found.consortia} == {"heuristic"}
