"""What a coordinator is asked about an address."""

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovSubmitInput
from wtforms import RadioField, SelectChoice, SubmitField
from wtforms.validators import InputRequired

from portal.web.forms import PatchworkForm


class StopForm(PatchworkForm):
    """Ask why no letters should go to an address."""

    why = RadioField(
        "Why?",
        choices=[
            SelectChoice("bounced", "E-mails to it come back. You can lift this once it is mended"),
            SelectChoice(
                "opted_out", "They asked for no more. Only they can take it back, by a link"
            ),
        ],
        widget=GovRadioInput(),
        validators=[InputRequired("Choose one of the two")],
    )
    submit = SubmitField("Send no more e-mails there", widget=GovSubmitInput())
