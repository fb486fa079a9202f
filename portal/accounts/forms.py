"""The sign-in form."""

from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextInput
from wtforms import EmailField, SubmitField
from wtforms.validators import Email, InputRequired, Length

from portal.web.forms import PatchworkForm


class SignInForm(PatchworkForm):
    """Ask for the address that the link goes to."""

    email = EmailField(
        "Your e-mail address",
        description="The one at which you were invited.",
        widget=GovTextInput(),
        validators=[
            InputRequired("Type your e-mail address"),
            Length(max=254, message="Type an address of at most 254 characters"),
            Email("Type an e-mail address in the usual form, such as name@example.org"),
        ],
    )
    submit = SubmitField("Send me a link", widget=GovSubmitInput())
