"""The forms of those who answer: registering interest, sending."""

from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextInput
from wtforms import EmailField, HiddenField, IntegerField, StringField, SubmitField
from wtforms.validators import DataRequired, Email, InputRequired, Length
from wtforms.widgets import HiddenInput

from portal.web.forms import PatchworkForm, at_most, one_line
from survey import tell


class RegisterForm(PatchworkForm):
    """Ask who somebody is that registers interest."""

    organisation_name = StringField(
        tell("Name of your organisation or group"),
        description=tell("A group without any papers is welcome too."),
        widget=GovTextInput(),
        validators=[
            DataRequired(tell("Type the name of your organisation")),
            at_most(160),
            one_line,
        ],
        render_kw={"autocomplete": "organization"},
    )
    contact_name = StringField(
        tell("Your name"),
        widget=GovTextInput(),
        validators=[
            DataRequired(tell("Type your name")),
            at_most(120),
            one_line,
        ],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        tell("Your e-mail address"),
        description=tell("We send a link to it. Nobody but the coordinators sees it."),
        widget=GovTextInput(),
        validators=[
            DataRequired(tell("Type your e-mail address")),
            at_most(254),
            Email(tell("Type an e-mail address in the usual form, such as name@example.org")),
        ],
        render_kw={"autocomplete": "email"},
    )
    submit = SubmitField(tell("Send me a link"), widget=GovSubmitInput())


class SendForm(PatchworkForm):
    """Who sends; the key makes a second press of the button harmless."""

    answered_by = StringField(
        tell("Your name"),
        description=tell("So that the coordinators know whom to ask. It is not shown to others."),
        widget=GovTextInput(),
        validators=[
            DataRequired(tell("Type your name")),
            at_most(120),
        ],
    )
    send_key = HiddenField(validators=[InputRequired(), Length(max=64)])
    revision = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
