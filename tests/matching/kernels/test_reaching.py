"""Who is within reach of whom, against the slow words of the specification."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.arrays import arrays_of
from matching.compact import pair_facts
from matching.kernels import reaching
from tests.matching.reference_left_out import in_reach
from tests.matching.strategies import instances


@given(instances(), st.data())
def test_reach_is_nearness_or_a_tie_stated_by_either(instance, data):
    facts = pair_facts(arrays_of(instance), 0.1, np.ones(3))
    count = len(instance.organisations)
    people = instance.organisations
    told = [
        [one != other and in_reach(instance, people[one], people[other]) for other in range(count)]
        for one in range(count)
    ]
    everyone = np.arange(count)
    for one in range(count):
        assert reaching.reach_of(facts, one, everyone).tolist() == told[one]
    chosen = data.draw(st.lists(st.sampled_from(range(count)), unique=True))
    asked = np.array(chosen, np.int64)
    assert reaching.reach_any(facts, everyone, asked).tolist() == [
        any(told[one][other] for other in chosen) for one in range(count)
    ]
    most = data.draw(st.integers(0, 3))
    assert reaching.meet_at_least(facts, everyone, asked, most).tolist() == [
        min(most, sum(told[one][other] for other in chosen)) for one in range(count)
    ]
