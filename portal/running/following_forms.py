"""The coordinator's form for which survey another follows."""

from collections.abc import Sequence

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from portal.models.surveys import Survey
from portal.web.forms import PatchworkForm

NONE = "No other survey"


class FollowForm(PatchworkForm):
    """Choose the survey that this one is a later wave of."""

    follows = RadioField(
        "Which survey does it follow?",
        coerce=int,
        widget=GovRadioInput(),
        validators=[InputRequired("Choose one of them, or no other survey")],
    )

    def offer(self, surveys: Sequence[Survey]) -> None:
        """Offer surveys to choose from, none of them first."""
        choices = [SelectChoice(one.id, one.title) for one in surveys]
        self.follows.choices = [SelectChoice(0, NONE), *choices]
