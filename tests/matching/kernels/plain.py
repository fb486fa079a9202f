"""A brief at one size in ids, sets and sums: what the twins of the kernels are written in.

Values come from the formulas in `tests/matching/reference.py`; members are ids, and whatever they
leave is worked out anew from all of them. Only what takes long is remembered.
"""

from functools import cache
from itertools import combinations
from math import ceil, inf

from matching.kernels.pairs import EXCLUDED
from tests.matching import reference
from tests.matching.kernels import plain_pairs

ASKED_OF_MEMBERS = {"exclusion", "lead", "capacity", "small"}


class Plain:
    """A brief over some organisations at one size; earlier groups must differ by so many."""

    def __init__(self, instance, brief, size, ids, earlier=(), difference=0):
        self.instance, self.brief, self.size, self.ids = instance, brief, size, tuple(ids)
        self.earlier, self.difference = earlier, difference
        weights = brief.weights.model_dump()
        self.share = {name: weight / sum(weights.values()) for name, weight in weights.items()}
        self.cells = [(cell.theme, cell.area) for cell in brief.cells]
        self.resources = [*self.cells, "days", "small"]
        everyone = instance.organisations
        self.services = sorted({f for one in everyone for f in (one.offers or ())}
                               | {f for one in everyone for f in (one.needs or ())})  # fmt: skip
        self.cap, self.amount, self.pair = map(cache, (self.cap, self.amount, self.pair))
        self.quality, self.keeps = map(cache, (self.quality, self.keeps))

    def one(self, key):
        return self.instance.organisation(key)

    def offers(self, key):
        return set(self.one(key).offers or ())

    def needs(self, key):
        return set(self.one(key).needs or ())

    def pair(self, i, j):
        """What two members add together; the same either way round."""
        value = plain_pairs.pair_row(self.instance, self.brief, i, [j])[j]
        return value / (self.size * (self.size - 1) / 2)

    def pairs_of(self, members):
        return sum(self.pair(i, j) for i, j in combinations(members, 2))

    def cap(self, resource):
        """What a resource may add in all: in full, or what the best could add if less."""
        best = sorted((self.amount(resource, i) for i in self.ids), reverse=True)
        return min(self.full(resource), sum(best[: self.size]))

    def full(self, resource):
        """What a resource adds where it is had in full."""
        if resource in ("days", "small"):
            return self.share["capacity" if resource == "days" else "small"]
        level = {(cell.theme, cell.area): cell.level for cell in self.brief.cells}
        return self.share["coverage"] * level[resource] / sum(level.values())

    def amount(self, resource, key):
        """What one organisation adds to a resource, alone."""
        one = self.one(key)
        if resource == "days":
            return self.share["capacity"] * reference.capacity(self.brief, [one])
        if resource == "small":
            wanted = ceil(reference.Fraction(3, 10) * self.size)
            return self.share["small"] * reference.is_small(self.brief, one) / wanted
        cell = next(c for c in self.brief.cells if (c.theme, c.area) == resource)
        levels = sum(cell.level for cell in self.brief.cells)
        return self.share["coverage"] * reference.provision(self.instance, [one], cell) / levels

    def left(self, members):
        """What each resource may still add."""
        return {
            resource: max(0.0, self.cap(resource) - sum(self.amount(resource, i) for i in members))
            for resource in self.resources
        }

    def certain(self, members):
        """What members add for certain to a group of this size, whoever joins them."""
        met = sum(self.cap(resource) - left for resource, left in self.left(members).items())
        needs = 0.0
        if members:
            mean = reference.complementarity([self.one(i) for i in members])
            needs = self.share["complementarity"] * mean * len(members) / self.size
        return met + needs + self.pairs_of(members)

    def offered(self, members):
        return set().union(*map(self.offers, members))

    def own(self, key):
        """What a member counts for needs whoever the others are."""
        if self.needs(key):
            return 0.0
        fixed = 0.5 if self.one(key).needs is None else 1.0
        return self.share["complementarity"] * fixed / self.size

    def each(self, key):
        """What one met need of a member adds."""
        return self.share["complementarity"] / self.size / max(1, len(self.needs(key)))

    def unmet(self, members):
        """What each service would add to members whose need for it nobody else meets."""
        return {
            service: sum(
                self.each(i)
                for i in members
                if service in self.needs(i)
                and service not in self.offered(j for j in members if j != i)
            )
            for service in self.services
        }

    @property
    def limits(self):
        """Rules as sums over members, by name: what the sum may be at most."""
        found = {"lead": -1.0}
        if self.brief.min_capacity_days > 0:
            found["capacity"] = -self.brief.min_capacity_days
        if self.brief.min_small > 0:
            found["small"] = -float(self.brief.min_small)
        for number, group in enumerate(self.earlier):
            found[number] = float(min(self.size, len(group)) - self.difference)
        return found

    def use(self, rule, key):
        """What one member counts towards a rule."""
        one = self.one(key)
        if rule == "lead":
            allowed = (True,) if self.brief.lead == "required" else (True, None)
            return -1.0 if reference.leadership(self.brief, one) in allowed else 0.0
        if rule == "capacity":
            return -(one.spare_days or 0.0)
        if rule == "small":
            return -1.0 if reference.is_small(self.brief, one) else 0.0
        return 1.0 if key in self.earlier[rule] else 0.0

    def room(self, members):
        """What each rule still allows."""
        limits = self.limits
        return {q: limit - sum(self.use(q, i) for i in members) for q, limit in limits.items()}

    def keeps(self, group):
        """Whether a whole group, sorted, keeps every rule and differs enough from earlier ones."""
        broken = reference.broken_rules(self.instance, self.brief, group) & ASKED_OF_MEMBERS
        return not broken and all(
            len({*group} & {*other}) <= min(len(group), len(other)) - self.difference
            for other in self.earlier
        )

    def quality(self, group):
        return reference.quality(self.instance, self.brief, group)

    def completions(self, members, candidates):
        """Every group of this size that keeps the rules, from members and some candidates."""
        for rest in combinations(candidates, self.size - len(members)):
            group = tuple(sorted([*members, *rest]))
            if self.keeps(group):
                yield group

    def best(self, members, candidates):
        """The quality of the best completion; minus infinity where there is none."""
        return max(map(self.quality, self.completions(members, candidates)), default=-inf)

    def exclude(self, i, j):
        return self.pair(i, j) <= EXCLUDED / self.size**2
