"""The coordinator's forms for versions: a file, a note, the name of a copy."""

from flask_wtf.file import FileField, FileRequired
from govuk_frontend_wtf.wtforms_widgets import (
    GovFileInput,
    GovRadioInput,
    GovSubmitInput,
    GovTextInput,
)
from wtforms import IntegerField, RadioField, SelectChoice, StringField, SubmitField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from portal.running.forms import CreateForm
from portal.web.forms import PatchworkForm, one_line


def definition_file() -> FileField:
    """Make the field for the file of a definition."""
    return FileField(
        "The file",
        description="JSON, at most 2 MB, in the form of the files that you download here.",
        widget=GovFileInput(),
        validators=[FileRequired("Choose a file")],
    )


class DefinitionForm(PatchworkForm):
    """Ask for the file of a new version."""

    file = definition_file()
    submit = SubmitField("See what would change", widget=GovSubmitInput())


class CreateFromFileForm(CreateForm):
    """Ask for the name of a new survey and for the file that says what it asks."""

    file = definition_file()


class CopyForm(CreateForm):
    """Ask for the name of a copy, and whether it is a later wave."""

    # Left out where nobody could follow: an anonymous survey.
    follows = RadioField(
        "Is it a later wave of the same survey?",
        choices=[
            SelectChoice("yes", "Yes, it follows this one"),
            SelectChoice("no", "No, it is a survey of its own"),
        ],
        widget=GovRadioInput(),
        validate_choice=False,
    )
    submit = SubmitField("Make the copy", widget=GovSubmitInput())


class PublishForm(PatchworkForm):
    """Say what changes, and which version it was compared with."""

    note = StringField(
        "What changes, in a few words",
        description="It stands in the list of versions, such as “A clearer question about rooms”.",
        widget=GovTextInput(),
        validators=[
            DataRequired("Say in a few words what changes"),
            Length(max=300, message="Use at most 300 letters"),
            one_line,
        ],
    )
    base = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
