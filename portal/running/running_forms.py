"""The coordinator's forms for what a survey promises, and for one organisation of it."""

from govuk_frontend_wtf.wtforms_widgets import GovDateInput, GovRadioInput, GovTextArea
from wtforms import RadioField, SelectChoice, TextAreaField
from wtforms.validators import DataRequired, Length

from portal.running.forms import DayField
from portal.surveys.channels import NAMES
from portal.surveys.promises import PROMISES
from portal.web.forms import PatchworkForm


class ModeForm(PatchworkForm):
    """Choose what a survey promises about who answered."""

    mode = RadioField(
        "Who sees which answers are whose?",
        choices=[SelectChoice(promise.mode, promise.label) for promise in PROMISES.values()],
        widget=GovRadioInput(),
        validators=[DataRequired("Choose one of the three")],
    )


class ChannelForm(PatchworkForm):
    """Say how an organisation told its answers."""

    channel = RadioField(
        "How did they tell you?",
        choices=[SelectChoice(key, words) for key, words in NAMES.items() if key != "online"],
        widget=GovRadioInput(),
        validators=[DataRequired("Choose how they told you")],
    )


class LateForm(PatchworkForm):
    """Ask until when an organisation may answer after the close, and why."""

    last_day = DayField(
        "Until when?",
        description="Its link works until midnight at the end of this day.",
        widget=GovDateInput(),
        format="%d %m %Y",
        validators=[DataRequired("Type a day, a month and a year, such as 12 12 2026")],
    )
    reason = TextAreaField(
        "Why?",
        description="It is kept for the coordinators, and stands in the table of answers.",
        widget=GovTextArea(),
        validators=[
            DataRequired("Say in a few words why"),
            Length(max=500, message="Use at most 500 letters"),
        ],
    )
