"""Forms for briefs and groupings."""

from collections.abc import Sequence
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovSubmitInput, GovTextInput
from wtforms import (
    DecimalField,
    Field,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    SubmitField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from matching import PRESETS
from portal.consortia.wishes import (
    DEFAULT_PRESET,
    LARGEST,
    LONGEST_NAME,
    MOST_ALTERNATIVES,
    SMALLEST,
    USUAL_ALTERNATIVES,
    USUAL_DIFFERENCE,
    BriefWishes,
    CellWish,
    GroupingWishes,
)
from portal.web.forms import PatchworkForm

LEAD_THERE = "Yes: somebody has said they can and want to lead"
LEAD_TO_ASK = "No: also show groups where somebody would first have to be asked"
DAYS = "Type a number, such as 12, for the days a week"
VALUE = "Type an amount, such as 240000, for the contract"
SMALL_ONES = "Type a whole number, such as 2, for the small organisations"
GROUPS_SHOWN = f"Type a whole number from 1 to {MOST_ALTERNATIVES} for how many groups to show"
DIFFERENCES = f"Type a whole number from 1 to {LARGEST} for how many members must differ"
MOST_FIGURES = 15
MORE = ("must_include", "must_exclude", "hub", "alternatives", "min_difference")


class InWords(Field):
    """A field for a number that refuses what is none in words that say which number is meant."""

    def __init__(self, label: str, words: str, **options: Any) -> None:
        self.words = words
        super().__init__(label, widget=GovTextInput(), **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(self.words) from None


class WholeField(InWords, IntegerField):
    """A whole number, with no more figures than anything is counted in."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; a number without end could be compared with none."""
        figures = [typed.strip() for typed in valuelist]
        super().process_formdata([one if len(one) <= MOST_FIGURES else "" for one in figures])


class NumberField(InWords, DecimalField):
    """A number that may have a point."""


def size_field(label: str, which: str) -> WholeField:
    """Make a field for a number of organisations."""
    words = f"Type a whole number from {SMALLEST} to {LARGEST} for the {which} organisations"
    checks = [InputRequired(words), NumberRange(SMALLEST, LARGEST, message=words)]
    return WholeField(label, words, validators=checks)


class SearchForm(PatchworkForm):
    """What briefs and groupings ask alike."""

    name = StringField(
        "Name",
        widget=GovTextInput(),
        validators=[
            InputRequired("Give it a name, such as After-school play in the north"),
            Length(max=LONGEST_NAME, message=f"Use at most {LONGEST_NAME} characters"),
        ],
    )
    smallest = size_field("Fewest organisations in a group", "fewest")
    largest = size_field("Most organisations in a group", "most")
    preset = RadioField(
        "What counts most",
        widget=GovRadioInput(),
        choices=[SelectChoice(name, name) for name in PRESETS],
        default=DEFAULT_PRESET,
        validators=[InputRequired("Choose what counts most")],
    )
    submit = SubmitField("Find groups", widget=GovSubmitInput())


class BriefForm(SearchForm):
    """A brief, once its themes and areas are chosen."""

    days = NumberField(
        "Days a week needed, all members together",
        DAYS,
        description="Leave it blank if it does not matter.",
        places=None,
        validators=[Optional(), NumberRange(0, 10_000, message=DAYS)],
    )
    contract_value = NumberField(
        "What the contract is worth in a year, in pounds",
        VALUE,
        description="A lead must be able to hold it. Leave it blank if there is no contract.",
        places=None,
        validators=[Optional(), NumberRange(0, 1e9, message=VALUE)],
    )
    small = WholeField(
        "Fewest small organisations in a group",
        SMALL_ONES,
        description="Small means a turnover under £100,000 a year.",
        validators=[Optional(), NumberRange(0, LARGEST, message=SMALL_ONES)],
    )
    lead = RadioField(
        "Does a lead have to be there already?",
        widget=GovRadioInput(),
        choices=[
            SelectChoice("required", LEAD_THERE),
            SelectChoice("wanted", LEAD_TO_ASK),
        ],
        default="required",
    )
    must_include = SelectMultipleField("Who must be in the group")
    must_exclude = SelectMultipleField("Who must not be in it")
    hub = RadioField(
        "Does the lead have to be known to everybody?",
        description="Known: by a tie that either side has told us of, or by a tie to the same "
        "third organisation.",
        widget=GovRadioInput(),
        choices=[SelectChoice("no", "No"), SelectChoice("yes", "Yes, within two ties of everyone")],
        default="no",
    )
    alternatives = WholeField(
        "How many groups to show",
        GROUPS_SHOWN,
        validators=[Optional(), NumberRange(1, MOST_ALTERNATIVES, message=GROUPS_SHOWN)],
        default=USUAL_ALTERNATIVES,
    )
    min_difference = WholeField(
        "By how many members they must differ",
        DIFFERENCES,
        description="Each group from every one before it.",
        validators=[Optional(), NumberRange(1, LARGEST, message=DIFFERENCES)],
        default=USUAL_DIFFERENCE,
    )

    def offer(self, slugs: Sequence[str]) -> None:
        """Let the organisations be chosen that are there."""
        for field in (self.must_include, self.must_exclude):
            field.choices = [SelectChoice(slug, slug) for slug in slugs]
            field.data = [slug for slug in field.data or () if slug in set(slugs)]

    @property
    def wishes_more(self) -> bool:
        """Whether something is wished for beyond the usual, or has to be put right there."""
        named = self.must_include.data or self.must_exclude.data
        chosen = (self.hub.data, self.alternatives.data, self.min_difference.data)
        usual = not named and chosen == ("no", USUAL_ALTERNATIVES, USUAL_DIFFERENCE)
        return not usual or any(self[name].errors for name in MORE)

    def wishes(self, cells: tuple[CellWish, ...]) -> BriefWishes:
        """Put what was typed into wishes."""
        value = self.contract_value.data
        return BriefWishes(
            name=self.name.data,
            cells=cells,
            smallest=self.smallest.data,
            largest=self.largest.data,
            days=float(self.days.data or 0),
            contract_value=None if value is None else float(value),
            small=self.small.data or 0,
            lead=self.lead.data,
            preset=self.preset.data,
            must_include=tuple(self.must_include.data or ()),
            must_exclude=tuple(self.must_exclude.data or ()),
            hub=self.hub.data == "yes",
            alternatives=filled(self.alternatives.data, USUAL_ALTERNATIVES),
            min_difference=filled(self.min_difference.data, USUAL_DIFFERENCE),
        )


class GroupingForm(SearchForm):
    """An open grouping."""

    lead = RadioField(
        "Does a lead have to be there already?",
        widget=GovRadioInput(),
        choices=[
            SelectChoice("wanted", LEAD_TO_ASK),
            SelectChoice("required", LEAD_THERE),
        ],
        default="wanted",
    )
    once = RadioField(
        "May an organisation be in several groups?",
        description="As many as it said that it wants to be in.",
        widget=GovRadioInput(),
        choices=[
            SelectChoice("no", "Yes, if it wants to"),
            SelectChoice("yes", "No, one group each"),
        ],
        default="no",
    )

    def wishes(self) -> GroupingWishes:
        """Put what was typed into wishes."""
        return GroupingWishes(
            name=self.name.data,
            smallest=self.smallest.data,
            largest=self.largest.data,
            lead=self.lead.data,
            preset=self.preset.data,
            one_group_each=self.once.data == "yes",
        )


def filled(typed: int | None, usual: int) -> int:
    """Give the number that was typed, or the usual one where the field was left blank."""
    return usual if typed is None else typed


def typed_before(wishes: BriefWishes) -> dict[str, Any]:
    """Give a brief's wishes as the form shows them."""
    plain = wishes.plain() | {"hub": "yes" if wishes.hub else "no", "small": wishes.small or None}
    return plain | {
        "days": as_typed(wishes.days) if wishes.days else None,
        "contract_value": as_typed(wishes.contract_value),
    }


def as_typed(value: float | None) -> float | None:
    """Give a number as somebody would type it: whole where it is whole."""
    return value if value is None or value != int(value) else int(value)
