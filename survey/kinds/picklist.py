"""Choosing any number from a list: what all kinds with checkboxes share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from survey.cleaning import one_line
from survey.context import Choice
from survey.controls import PickControl, Raw, Sheet, Slip, Tick, opened
from survey.kinds.finding import find_in
from survey.questions import Strict
from survey.words import tell

OTHER_LIMIT = 200
GONE = tell(
    "Something you chose is no longer in the list. Look through your choices and save again"
)
LOST = tell("(no longer in the list)")


class Picked(Strict):
    """What was chosen: codes, or one of the answers that stand apart, or words of their own."""

    picked: list[str]
    special: str | None = None
    other: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was chosen; having chosen "none of these" is something."""
        return not self.picked and not self.special


@dataclass(frozen=True)
class PickList:
    """A list to choose from: its entries, and what excludes what.

    ``specials`` stand apart ("none of these") and exclude all entries; ``exclusive`` are entries
    that exclude the others; ``other`` is the entry with a text box; ``everything`` is the special
    that means all entries. ``search`` says whether there is a box to find entries, None for where
    the list is long.
    """

    choices: Sequence[Choice]
    specials: Sequence[Choice] = ()
    part: str = ""
    exclusive: Collection[str] = field(default=())
    other: str = ""
    everything: str = ""
    search: bool | None = None

    def sub(self, name: str) -> str:
        """Return the name of a part of this part."""
        return f"{self.part}-{name}" if self.part else name

    def control(self, sheet: Sheet, label: str, hint: str) -> PickControl:
        """Return the checkboxes, grouped, those that were chosen first while searching."""
        name, find = sheet.html_name(self.part), sheet.find_in(self.part)
        always = {self.other, *self.exclusive}
        found = find_in(self.choices, set(sheet.values(self.part)), find, always, self.search)
        errors = sheet.errors(self.part, self.sub("special"))
        control = PickControl(
            "checkboxes", name, name, label, hint, (), self._special_ticks(sheet), errors
        )
        return found.put_into(control, lambda some: self._ticks(sheet, some))

    def _ticks(self, sheet: Sheet, members: Iterable[Choice]) -> tuple[Tick, ...]:
        ticks = tuple(
            replace(tick, exclusive=tick.value in self.exclusive)
            for tick in sheet.ticks(self.part, members)
        )
        if not self.other:
            return ticks
        box = replace(sheet.text(self.sub("other"), tell("In your words")), limit=OTHER_LIMIT)
        return opened(ticks, self.other, box)

    def _special_ticks(self, sheet: Sheet) -> tuple[Tick, ...]:
        ticks = sheet.ticks(self.sub("special"), self.specials)
        return tuple(replace(tick, exclusive=True) for tick in ticks)

    def read(self, raw: Raw) -> tuple[Picked | None, tuple[Slip, ...]]:
        """Return what a posted page chose, in the order of the list, and what is amiss."""
        posted = set(raw.get(self.part, ()))
        special = list(dict.fromkeys(raw.get(self.sub("special"), ())))
        other = one_line("".join(raw.get(self.sub("other"), ())[:1])) if self.other else ""
        if other:
            posted.add(self.other)
        picked = [c.code for c in self.choices if c.code in posted]
        slips = tuple(self._amiss(picked, posted, special, other))
        if not picked and not special:
            return None, slips
        if special and special[0] == self.everything and not picked:
            picked = self._all()
        return Picked(picked=picked, special=special[0] if special else None, other=other), slips

    def _amiss(
        self, picked: list[str], posted: set[str], special: list[str], other: str
    ) -> Iterator[Slip]:
        if len(picked) != len(posted) or not {s.code for s in self.specials}.issuperset(special):
            yield Slip(self.part, GONE)
        if len(special) > 1 or (special and picked):
            yield Slip(self.part, self._not_both(special[-1]))
        alone = [code for code in picked if code in self.exclusive]
        if alone and len(picked) > 1:
            yield Slip(self.part, self._not_both(alone[0]))
        if len(other) > OTHER_LIMIT:
            words = shorten(OTHER_LIMIT, len(other))
            yield Slip(self.sub("other"), words)

    def _all(self) -> list[str]:
        return [c.code for c in self.choices if not c.retired]

    def _not_both(self, code: str) -> str:
        return tell("Choose ‘{label}’ or the others, not both", label=self.label(code))

    def write(self, value: Picked | None) -> dict[str, list[str]]:
        """Return what a page would post to choose this."""
        if value is None:
            return {}
        raw = {self.sub("special"): [value.special]} if value.special else {self.part: value.picked}
        if value.other:
            raw[self.sub("other")] = [value.other]
        return raw

    def check(self, value: Picked) -> tuple[Slip, ...]:
        """Return what is amiss in a stored value: entries that are gone, contradictions."""
        special = [value.special] if value.special else []
        whole = bool(special) and value.special == self.everything
        picked = [] if whole else [c.code for c in self.choices if c.code in value.picked]
        posted = set() if whole else set(value.picked)
        return tuple(self._amiss(picked, posted, special, value.other))

    def label(self, code: str) -> str:
        """Return the words for a code, also of one that is gone."""
        found = (c.label for c in (*self.specials, *self.choices) if c.code == code)
        return next(found, LOST)

    def lines(self, value: Picked) -> list[str]:
        """Return what was chosen, one line each."""
        if value.special:
            return [self.label(value.special)]
        return [
            tell("{label}: {words}", label=self.label(code), words=value.other)
            if code == self.other and value.other
            else self.label(code)
            for code in value.picked
        ]

    def known(self, codes: object) -> Picked | None:
        """Return the value for a known list of codes: all, none, or those still in the list."""
        if not isinstance(codes, list | tuple):
            return None
        picked = [c.code for c in self.choices if c.code in codes]
        if self.everything and picked and picked == self._all():
            return Picked(picked=picked, special=self.everything)
        if picked:
            return Picked(picked=picked)
        none = next((s.code for s in self.specials if s.code == "none"), None)
        return Picked(picked=[], special=none) if none and not codes else None


def shorten(most: int, has: int) -> str:
    """Return the sentence for words that are too long.

    Examples
    --------
    >>> shorten(200, 240)
    'Shorten this to 200 letters. It has 240 now'
    """
    return tell("Shorten this to {most} letters. It has {has} now", most=most, has=has)
