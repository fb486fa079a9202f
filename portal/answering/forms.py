"""The forms of those who answer: registering interest, sending."""

from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextInput
from wtforms import EmailField, HiddenField, IntegerField, StringField, SubmitField
from wtforms.validators import DataRequired, Email, InputRequired, Length
from wtforms.widgets import HiddenInput

from portal.web.forms import PatchworkForm, one_line


class RegisterForm(PatchworkForm):
    """Ask who somebody is that registers interest."""

    organisation_name = StringField(
        "Name of your organisation or group",
        description="A group without any papers is welcome too.",
        widget=GovTextInput(),
        validators=[
            DataRequired("Type the name of your organisation"),
            Length(max=160, message="Use at most 160 letters"),
            one_line,
        ],
        render_kw={"autocomplete": "organization"},
    )
    contact_name = StringField(
        "Your name",
        widget=GovTextInput(),
        validators=[
            DataRequired("Type your name"),
            Length(max=120, message="Use at most 120 letters"),
            one_line,
        ],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        "Your e-mail address",
        description="We send a link to it. Nobody but the coordinators sees it.",
        widget=GovTextInput(),
        validators=[
            DataRequired("Type your e-mail address"),
            Length(max=254, message="Type an address of at most 254 characters"),
            Email("Type an e-mail address in the usual form, such as name@example.org"),
        ],
        render_kw={"autocomplete": "email"},
    )
    submit = SubmitField("Send me a link", widget=GovSubmitInput())


class SendForm(PatchworkForm):
    """Who sends; the key makes a second press of the button harmless."""

    answered_by = StringField(
        "Your name",
        description="So that the coordinators know whom to ask. It is not shown to others.",
        widget=GovTextInput(),
        validators=[
            DataRequired("Type your name"),
            Length(max=120, message="Shorten your name to 120 letters"),
        ],
    )
    send_key = HiddenField(validators=[InputRequired(), Length(max=64)])
    revision = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
