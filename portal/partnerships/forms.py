"""The forms by which a partnership is made and set up."""

from govuk_frontend_wtf.wtforms_widgets import (
    GovRadioInput,
    GovSelect,
    GovSubmitInput,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    EmailField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import Email, InputRequired, Length, Optional

from portal.web.forms import PatchworkForm, one_line

ROLES = [
    SelectChoice(
        "coordinator", "Coordinator: runs surveys, sees all answers but exclusions, sets everything"
    ),
    SelectChoice(
        "viewer",
        "Infrastructure body: sees coverage and the network, asks for groups; changes no setting",
    ),
]
EMAIL = [
    Length(max=254, message="Type an address of at most 254 characters"),
    Email("Type an e-mail address in the usual form, such as name@example.org"),
]


class PartnershipForm(PatchworkForm):
    """Ask what a partnership is and whom to turn to."""

    name = StringField(
        "Name of the partnership",
        widget=GovTextInput(),
        validators=[
            InputRequired("Give the partnership a name"),
            Length(max=120, message="Use at most 120 letters"),
            one_line,
        ],
    )
    purpose = TextAreaField(
        "What is it for?",
        description="Two or three sentences for the public page.",
        widget=GovTextArea(),
        validators=[Length(max=2000, message="Use at most 2,000 letters")],
    )
    contact = StringField(
        "Whom can people ask?",
        description="An e-mail address or telephone number. It stands on the public page.",
        widget=GovTextInput(),
        validators=[Length(max=254, message="Use at most 254 letters"), one_line],
    )
    submit = SubmitField("Save", widget=GovSubmitInput())


class NewPartnershipForm(PartnershipForm):
    """Ask also for its address and its first coordinator."""

    slug = StringField(
        "Its word in addresses",
        description="Small letters, figures and hyphens, such as north-side. It stays as it is. "
        "Leave it empty to have it made from the name.",
        widget=GovTextInput(),
        validators=[Length(max=60, message="Use at most 60 letters"), one_line],
    )
    coordinator = EmailField(
        "E-mail address of its first coordinator",
        description="We write to this address how to sign in. Leave it empty to invite later.",
        widget=GovTextInput(),
        validators=[Optional(), *EMAIL],
    )
    submit = SubmitField("Make the partnership", widget=GovSubmitInput())


class EntryForm(PatchworkForm):
    """Ask for the words of a theme or resource."""

    label = StringField(
        "Name",
        widget=GovTextInput(),
        validators=[
            InputRequired("Give it a name"),
            Length(max=120, message="Use at most 120 letters"),
            one_line,
        ],
    )
    submit = SubmitField("Save", widget=GovSubmitInput())


class ThemeForm(EntryForm):
    """Ask also for a hint that explains a theme."""

    hint = StringField(
        "What belongs to it",
        description="A few words below the name, such as “adventure playgrounds, play in parks”.",
        widget=GovTextInput(),
        validators=[Length(max=300, message="Use at most 300 letters"), one_line],
    )
    submit = SubmitField("Save", widget=GovSubmitInput())


class LinesForm(PatchworkForm):
    """Ask for many entries at once, one a line."""

    lines = TextAreaField(
        "Add several at once",
        widget=GovTextArea(),
        validators=[
            InputRequired("Write at least one line"),
            Length(max=20_000, message="Use at most 20,000 letters"),
        ],
    )
    submit = SubmitField("Add these", widget=GovSubmitInput())


class DistrictForm(PatchworkForm):
    """Ask in which district to look for areas."""

    class Meta(PatchworkForm.Meta):
        """Choosing changes nothing, so the form is a plain GET."""

        csrf = False

    district = SelectField("District", widget=GovSelect(), validators=[Optional()])


class AreasForm(PatchworkForm):
    """Take ticked areas and the part of town to count them to; the page draws the ticks."""

    codes = SelectMultipleField("Areas")
    part = StringField(
        "Count them to which part of town?",
        description="Such as North, Central or South. Leave it empty where there are no parts.",
        widget=GovTextInput(),
        validators=[Length(max=60, message="Use at most 60 letters"), one_line],
    )


class MemberForm(PatchworkForm):
    """Ask whom to invite, as what."""

    email = EmailField(
        "E-mail address",
        widget=GovTextInput(),
        validators=[InputRequired("Type an e-mail address"), *EMAIL],
    )
    role = RadioField(
        "As what?",
        choices=ROLES,
        widget=GovRadioInput(),
        validators=[InputRequired("Choose coordinator or infrastructure body")],
    )
    submit = SubmitField("Invite", widget=GovSubmitInput())


class RoleForm(PatchworkForm):
    """Ask what somebody is to be."""

    role = RadioField(
        "What are they here?",
        choices=ROLES,
        widget=GovRadioInput(),
        validators=[InputRequired("Choose coordinator or infrastructure body")],
    )
    submit = SubmitField("Save", widget=GovSubmitInput())
