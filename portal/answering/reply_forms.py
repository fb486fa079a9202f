"""What is asked of those who reply without answering."""

from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextArea, GovTextInput
from wtforms import SubmitField, TelField, TextAreaField
from wtforms.validators import Length, Optional, Regexp

from portal.web.forms import PatchworkForm, one_line

LONG = "Use at most %(max)d letters"


class DeclineForm(PatchworkForm):
    """Ask why, which may be left open."""

    words = TextAreaField(
        "Why not, if you like to say",
        description="The coordinators read it; nobody else does. You can leave it empty.",
        widget=GovTextArea(),
        validators=[Length(max=500, message=LONG)],
    )
    submit = SubmitField("Not this time", widget=GovSubmitInput())


class TalkForm(PatchworkForm):
    """Ask how to reach somebody and when it suits."""

    telephone = TelField(
        "A telephone number",
        description="Leave it empty if we should write to you instead.",
        widget=GovTextInput(),
        validators=[
            Optional(),
            Length(max=40, message=LONG),
            one_line,
            Regexp(
                r"^[+(]?[0-9][0-9+() .-]{4,}(?:ext\.? ?[0-9]+)?$",
                message="Type a telephone number, such as 0161 496 0000",
            ),
        ],
        render_kw={"autocomplete": "tel"},
    )
    words = TextAreaField(
        "Who to ask for, and when it suits you",
        description="Such as “Kim, Tuesdays after 4pm”. Only the coordinators read it.",
        widget=GovTextArea(),
        validators=[Length(max=440, message=LONG)],
    )
    submit = SubmitField("Ask for a talk", widget=GovSubmitInput())
