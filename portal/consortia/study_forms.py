"""The form that asks which two groupings to set side by side."""

from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovSubmitInput
from wtforms import Form, SelectField, SubmitField
from wtforms.validators import ValidationError

from matching import PRESETS
from portal.consortia.studies import Side
from portal.models.consortia import MatchingRun
from portal.web.filters import as_day
from portal.web.forms import PatchworkForm

NOT_THERE = "Choose one from the list"


class OneOf(SelectField):
    """A select that says what to do where something else is sent."""

    def pre_validate(self, form: Form) -> None:
        """Refuse what is not offered."""
        if self.data not in dict(self.choices or ()):
            raise ValidationError(NOT_THERE)


class CompareForm(PatchworkForm):
    """Two selects that offer the presets, and other groupings of the same data."""

    first = OneOf("First", widget=GovSelect())
    second = OneOf("Second", widget=GovSelect())
    submit = SubmitField("Compare", widget=GovSubmitInput())

    def offer(self, run: MatchingRun, others: list[MatchingRun]) -> None:
        """Offer what can be compared with a run; without a choice By place and By theme."""
        presets = [(f"preset:{name}", name) for name in PRESETS]
        finished = [one for one in [run, *others] if one.state == "finished"]
        searches = [
            (f"run:{one.id}", f"{one.name}, {one.preset}, {as_day(one.finished_at)}")
            for one in finished
        ]
        for field, usual in ((self.first, "By place"), (self.second, "By theme")):
            field.choices = [*presets, *searches]
            if field.data is None:
                field.data = f"preset:{usual}"

    def sides(self) -> tuple[Side, Side]:
        """Give the two that were chosen."""
        return as_side(self.first.data), as_side(self.second.data)


def as_side(value: str) -> Side:
    """Read one choice of the list."""
    kind, _, rest = value.partition(":")
    return Side(run_id=int(rest)) if kind == "run" else Side(preset=rest)
