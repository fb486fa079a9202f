"""Who is within reach of whom, each kernel against its twin."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.arrays import arrays_of
from matching.compact import pair_facts
from matching.kernels import reaching
from tests.matching.kernels import plain_reaching
from tests.matching.strategies import instances


@given(instances(), st.data())
def test_reach_is_nearness_or_a_tie_stated_by_either(instance, data):
    facts = pair_facts(arrays_of(instance), 0.1, np.ones(3))
    people = instance.organisations
    everyone = np.arange(len(people))
    for one, other in np.ndindex(len(people), len(people)):
        pair = people[one], people[other]
        assert reaching.is_tied(facts, one, other) == plain_reaching.is_tied(instance, *pair)
        assert reaching.reaches(facts, one, other) == plain_reaching.reaches(instance, *pair)
    for one, person in enumerate(people):
        found = reaching.reach_of(facts, one, everyone).tolist()
        assert found == plain_reaching.reach_of(instance, person, people)
    chosen = data.draw(st.lists(st.sampled_from(range(len(people))), unique=True))
    asked, named = np.array(chosen, np.int64), [people[one] for one in chosen]
    found = reaching.reach_any(facts, everyone, asked).tolist()
    assert found == plain_reaching.reach_any(instance, people, named)
    most = data.draw(st.integers(0, 3))
    found = reaching.meet_at_least(facts, everyone, asked, most).tolist()
    assert found == plain_reaching.meet_at_least(instance, people, named, most)
