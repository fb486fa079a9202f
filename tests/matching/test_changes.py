"""An edited instance is what it would be had it been read anew: its arrays and its fingerprint."""

from dataclasses import fields, replace
from random import Random

import numpy as np
from hypothesis import given, settings

from matching import Instance, generate_instance
from matching.arrays import Arrays, arrays_of
from matching.changes import changes_between
from matching.renewing import renew_arrays
from tests.matching.editing import edited
from tests.matching.strategies import random_tables, seeds


def same(one, other):
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype == float)
    return one == other


def read_anew(instance):
    return Instance.from_tables(**instance.tables())


@given(seeds)
@settings(max_examples=80)
def test_arrays_renewed_after_edits_are_those_compiled_anew(seed):
    draw = Random(seed)
    earlier = Instance.from_tables(**random_tables(seed, 9))
    arrays_of(earlier)
    for _ in range(4):
        instance = edited(earlier, draw)
        changes = changes_between(earlier, instance)
        renew_arrays(earlier, instance, changes)
        renewed, anew = arrays_of(instance), arrays_of(read_anew(instance))
        for field in fields(Arrays):
            assert same(getattr(renewed, field.name), getattr(anew, field.name)), field.name
        earlier = instance


@given(seeds)
@settings(max_examples=40)
def test_the_fingerprint_of_an_edited_instance_is_that_of_the_same_read_anew(seed):
    draw = Random(seed)
    instance = Instance.from_tables(**random_tables(seed, 8))
    for _ in range(4):
        before, was = instance, instance.fingerprint
        instance = edited(before, draw)
        anew = read_anew(instance)
        assert anew == instance
        assert instance.fingerprint == anew.fingerprint
        assert (instance.fingerprint == was) == (instance == before)


@given(seeds)
@settings(max_examples=40)
def test_what_changed_is_found_whether_or_not_objects_are_shared(seed):
    draw = Random(seed)
    earlier = Instance.from_tables(**random_tables(seed, 8))
    instance = edited(edited(earlier, draw), draw)
    shared, anew = (changes_between(earlier, one) for one in (instance, read_anew(instance)))
    for name in ("before", "same", "gone", "loose", "touched", "after"):
        assert getattr(shared, name).tolist() == getattr(anew, name).tolist()
    assert shared.tied == anew.tied
    gone = {one.id for one in earlier.organisations} - {one.id for one in instance.organisations}
    assert {earlier.organisations[place].id for place in shared.gone} == gone


def test_a_new_name_changes_nothing_and_another_parent_everything():
    earlier = generate_instance(20, 1)
    one = earlier.organisations[3]
    renamed = changes_between(earlier, earlier.with_organisation(replace(one, name="Else")))
    assert not len(renamed.touched)
    code = next(code for code, area in earlier.areas.items() if area.parent)
    moved = dict(earlier.areas) | {code: replace(earlier.areas[code], parent=None)}
    assert changes_between(earlier, earlier.changed(areas=moved)) is None


def test_somebody_can_be_added_and_taken_away_again():
    instance = generate_instance(20, 1)
    one = replace(instance.organisations[3], id="org-035")
    more = instance.with_organisation(one)
    assert [each.id for each in more.organisations] == sorted(
        each.id for each in more.organisations
    )
    assert more.without_organisation("org-035") == instance
    fewer = instance.without_organisation("org-04")
    assert "org-04" not in {end for tie in fewer.ties for end in (tie.source, tie.target)}
    assert all("org-04" not in pair for pair in fewer.exclusions)
