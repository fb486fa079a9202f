"""The coordinator's forms."""

from govuk_frontend_wtf.wtforms_widgets import (
    GovDateInput,
    GovSubmitInput,
    GovTextArea,
    GovTextInput,
)
from wtforms import DateField, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, Length

from portal.web.forms import PatchworkForm, Revision, one_line


class CreateForm(PatchworkForm):
    """Ask for the name of a new survey."""

    title = StringField(
        "What is the survey called?",
        description="People read this first, such as “Youth and play survey, autumn 2026”.",
        widget=GovTextInput(),
        validators=[
            DataRequired("Give the survey a name"),
            Length(max=120, message="Use at most 120 letters"),
            one_line,
        ],
    )
    submit = SubmitField("Make the survey", widget=GovSubmitInput())


class DayField(DateField):
    """A day in three boxes; all three may be left empty."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read day, month and year; say what is wrong in words that help."""
        self.raw_data = [text.strip()[:10] for text in [*valuelist, "", "", ""][:3]]
        self.data = None
        if any(self.raw_data):
            try:
                super().process_formdata(self.raw_data)
            except ValueError:
                raise ValueError("Type a day, a month and a year, such as 12 12 2026") from None


def last_day_field() -> DayField:
    """Make the field for the last day on which a survey takes answers."""
    return DayField(
        "Last day for answers",
        description="It closes at midnight at the end of this day. Leave it empty to close it "
        "yourself.",
        widget=GovDateInput(),
        format="%d %m %Y",
    )


class ExtendForm(PatchworkForm):
    """Ask for the last day on which the survey takes answers."""

    last_day = last_day_field()
    seen = Revision()


class OpenForm(PatchworkForm):
    """Ask for the first and the last day on which the survey takes answers."""

    first_day = DayField(
        "First day for answers",
        description="It opens by itself at the beginning of this day, in London. Leave it empty "
        "to open it now.",
        widget=GovDateInput(),
        format="%d %m %Y",
    )
    last_day = last_day_field()
    seen = Revision()


class ReopenForm(OpenForm):
    """Ask also why a closed survey is opened again."""

    reason = TextAreaField(
        "Why do you open it again?",
        description="It is kept with the survey, so that you can say it to people who ask.",
        widget=GovTextArea(),
        validators=[
            DataRequired("Say in a few words why you open it again"),
            Length(max=500, message="Use at most 500 letters"),
        ],
    )
