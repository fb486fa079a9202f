"""What is asked of those who reply without answering."""

from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextArea, GovTextInput
from wtforms import SubmitField, TelField, TextAreaField
from wtforms.validators import Optional, Regexp

from portal.web.forms import PatchworkForm, at_most, one_line
from survey import tell


class DeclineForm(PatchworkForm):
    """Ask why, which may be left open."""

    words = TextAreaField(
        tell("Why not, if you like to say"),
        description=tell("The coordinators read it; nobody else does. You can leave it empty."),
        widget=GovTextArea(),
        validators=[at_most(500)],
    )
    submit = SubmitField(tell("Not this time"), widget=GovSubmitInput())


class TalkForm(PatchworkForm):
    """Ask how to reach somebody and when it suits."""

    telephone = TelField(
        tell("A telephone number"),
        description=tell("Leave it empty if we should write to you instead."),
        widget=GovTextInput(),
        validators=[
            Optional(),
            at_most(40),
            one_line,
            Regexp(
                r"^[+(]?[0-9][0-9+() .-]{4,}(?:ext\.? ?[0-9]+)?$",
                message=tell("Type a telephone number, such as 0161 496 0000"),
            ),
        ],
        render_kw={"autocomplete": "tel"},
    )
    words = TextAreaField(
        tell("Who to ask for, and when it suits you"),
        description=tell("Such as “Kim, Tuesdays after 4pm”. Only the coordinators read it."),
        widget=GovTextArea(),
        validators=[at_most(440)],
    )
    submit = SubmitField(tell("Ask for a talk"), widget=GovSubmitInput())
