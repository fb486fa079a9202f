"""The forms about an organisation: adding, changing, who speaks for it, importing many."""

from flask_wtf.file import FileField, FileRequired
from govuk_frontend_wtf.wtforms_widgets import (
    GovFileInput,
    GovRadioInput,
    GovSubmitInput,
    GovTextInput,
)
from wtforms import EmailField, HiddenField, RadioField, SelectChoice, StringField, SubmitField
from wtforms.validators import Email, InputRequired, Length, Optional

from portal.web.forms import PatchworkForm, one_line

LONG = "Use at most %(max)d letters"
USUAL = Email("Type an e-mail address in the usual form, such as name@example.org")


class ContactForm(PatchworkForm):
    """Ask for an organisation's name and whom to write to."""

    name = StringField(
        "Name of the organisation",
        widget=GovTextInput(),
        validators=[
            InputRequired("Type the organisation's name"),
            Length(max=200, message=LONG),
            one_line,
        ],
    )
    contact_name = StringField(
        "Whom to write to",
        description="Coordinators see it; other organisations do not.",
        widget=GovTextInput(),
        validators=[Length(max=120, message=LONG), one_line],
    )
    contact_email = EmailField(
        "E-mail address",
        description="Invitations to surveys go there.",
        widget=GovTextInput(),
        validators=[Optional(), Length(max=254, message=LONG), USUAL],
    )


class AddForm(ContactForm):
    """Ask also for its number in a register."""

    external_id = StringField(
        "Number in a register, if it has one",
        description="Such as GB-CHC-0000000. By it we recognise an organisation that another "
        "partnership knows.",
        widget=GovTextInput(),
        validators=[Length(max=60, message=LONG), one_line],
    )
    submit = SubmitField("Add the organisation", widget=GovSubmitInput())


class EditForm(ContactForm):
    """Ask also for its website."""

    website = StringField(
        "Website",
        description="The whole address, such as https://example.org.",
        widget=GovTextInput(),
        validators=[Length(max=290, message=LONG), one_line],
    )
    submit = SubmitField("Save", widget=GovSubmitInput())


class EditorForm(PatchworkForm):
    """Ask who is to speak for an organisation."""

    email = EmailField(
        "E-mail address",
        widget=GovTextInput(),
        validators=[
            InputRequired("Type an e-mail address"),
            Length(max=254, message=LONG),
            USUAL,
        ],
    )
    role = RadioField(
        "As what?",
        choices=[
            SelectChoice("owner", "Owner: changes the profile, answers, and invites others"),
            SelectChoice("editor", "Editor: changes the profile and answers"),
        ],
        widget=GovRadioInput(),
        validators=[InputRequired("Choose owner or editor")],
    )
    submit = SubmitField("Invite", widget=GovSubmitInput())


class UploadForm(PatchworkForm):
    """Ask for a file of organisations."""

    file = FileField(
        "Your file",
        description="CSV in UTF-8, at most 5 MB and 5,000 rows.",
        widget=GovFileInput(),
        validators=[FileRequired("Choose a file")],
    )
    submit = SubmitField("See what it would do", widget=GovSubmitInput())


class ApplyForm(PatchworkForm):
    """Say which preview was looked at: what it would have done must still be so."""

    shown = HiddenField()
