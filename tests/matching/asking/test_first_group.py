"""Where no group is possible yet: the fewest answers that could make one possible."""

from itertools import combinations

from hypothesis import given, settings

from matching import Instance, missing_answers
from matching.asking.words import NEUTRAL
from tests.matching.asking.filling import as_one_could_wish
from tests.matching.strategies import seeds
from tests.matching.tight_briefs import AllGroups, random_instance, tight_brief

COUNT, MOST = 5, 3


def asked(seed, *, hub):
    instance = random_instance(seed, COUNT)
    brief = tight_brief(seed, COUNT).model_copy(update={"hub": hub})
    return instance, brief, missing_answers(instance, brief, most=MOST)


def possible(instance, brief, keys=(), *, heed=True):
    told = as_one_could_wish(instance, brief, keys)
    return bool(AllGroups(told).keeping(brief, heed=heed))


def fewest(instance, brief, *, heed=True):
    """How many answers are needed at least, None where more than `MOST` or none would do."""
    keys = [one.id for one in instance.organisations if one.id not in brief.must_exclude]
    for count in range(MOST + 1):
        if any(possible(instance, brief, some, heed=heed) for some in combinations(keys, count)):
            return count
    return None


@settings(max_examples=40)
@given(seeds)
def test_the_set_is_as_small_as_can_be_and_could_do(seed):
    instance, brief, found = asked(seed, hub=False)
    if found.members:
        assert found.members in AllGroups(instance).keeping(brief)
        return
    true, free = fewest(instance, brief), fewest(instance, brief, heed=False)
    assert true != 0
    if true is None or true != free:
        assert (found.together, found.sentence) == ((), NEUTRAL)
    else:
        assert len(found.together) == true
        assert possible(instance, brief, found.together)


@settings(max_examples=30)
@given(seeds)
def test_with_the_rule_of_the_hub_the_set_could_do_too(seed):
    instance, brief, found = asked(seed, hub=True)
    if found.together and not found.members:
        assert possible(instance, brief, found.together)
        assert not possible(instance, brief)


def test_an_exclusion_alone_is_not_told():
    for seed in range(20):
        instance, brief = random_instance(seed, COUNT), tight_brief(seed, COUNT)
        if possible(instance, brief):
            keys = [one.id for one in instance.organisations]
            everybody = frozenset(combinations(keys, 2))
            alone = Instance(instance.organisations, instance.areas, instance.ties, everybody)
            found = missing_answers(alone, brief)
            assert (found.members, found.together, found.sentence) == ((), (), NEUTRAL)
