"""Random open groupings in which groups are being built, for the kernels and for their twins."""

import numpy as np
import pytest

from matching.kernels import standing, worths
from tests.matching.kernels import plain_rebuilding, plain_standing
from tests.matching.kernels.open_cases import OpenCase
from tests.matching.kernels.plain_standing import are_strangers

CLOSE = 1e-9


class Built(OpenCase):
    """A case with some groups, and a building of the twin beside that of the kernels."""

    def __init__(self, name, seed, *, most=5, **more):
        super().__init__(name, seed, **more)
        self.stand(most=most)
        self.twin = plain_rebuilding.new_building(self.seed)
        self.queue = []

    @property
    def everything(self):
        return self.facts, self.standing, self.sweep, self.building, self.rest

    def set_free(self, keys):
        """Say who may be built with."""
        self.twin.free = list(keys)
        self.building.free[: len(keys)] = self.places(keys)

    def begin_parts(self, sizes):
        """Begin parts with some of the free by chance, up to such sizes."""
        free = self.draw.sample(self.twin.free, len(self.twin.free))
        self.twin.parts, self.twin.gains = [], [{} for _ in sizes]
        self.building.sizes[:] = 0
        for part, size in enumerate(sizes):
            members = []
            for one in free:
                if len(members) < size and are_strangers(self.told, members, one):
                    members.append(one)
            free = [one for one in free if one not in members]
            places = self.places(members)
            self.twin.parts.append(members)
            self.building.parts[part, : len(members)] = places
            self.building.sizes[part] = len(members)
            self.building.listed[places] = True
            self.building.worths[part] = worths.lay_out(
                self.facts, self.rest, places, len(members), -1
            )

    def parts(self, count):
        """The members of the parts of the kernels."""
        return [
            self.named(self.building.parts[part, : self.building.sizes[part]])
            for part in range(count)
        ]

    def is_as_built(self):
        """Hold the parts, who is in one, and the generator against the twin's."""
        assert self.parts(len(self.twin.parts)) == self.twin.parts
        assert set(self.named(np.flatnonzero(self.building.listed))) == self.twin.listed
        assert int(self.building.random[0]) & plain_rebuilding.ALL_BITS == self.twin.random[0]
        for part, members in enumerate(self.twin.parts):
            worth = self.plain.worth(members)
            assert not members or self.building.worths[part] == pytest.approx(worth, abs=CLOSE)

    def some_free(self):
        """Take a group or two apart, and let those and some with room be free."""
        groups = list(self.told.groups)
        ruined = self.draw.sample(groups, min(len(groups), 2))
        for group in ruined:
            standing.take_apart(self.standing, group)
            plain_standing.take_apart(self.told, group)
        room = [key for key in self.ids if plain_standing.spare(self.told, key)]
        self.draw.shuffle(room)
        self.set_free(room)
