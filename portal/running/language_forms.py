"""The coordinator's forms for languages: one to begin, one for what a translator sends."""

from flask_wtf.file import FileField, FileRequired
from govuk_frontend_wtf.wtforms_widgets import GovFileInput, GovSelect, GovSubmitInput
from wtforms import SelectField, SubmitField
from wtforms.validators import DataRequired

from portal.web.forms import PatchworkForm
from portal.web.languages import in_english

# Those that most people in Britain and Ireland speak besides English; files may bring others.
CODES = (
    "cy", "gd", "ga", "ar", "bn", "bg", "zh", "cs", "fr", "el", "gu", "hi", "hu", "it", "ku", "lv",
    "lt", "ml", "ne", "fa", "ps", "pl", "pt", "pa", "ro", "ru", "sk", "so", "es", "sq", "ta", "te",
    "ti", "tr", "uk", "ur", "vi",
)  # fmt: skip


class LanguageForm(PatchworkForm):
    """Ask which language is to come."""

    code = SelectField(
        "Another language",
        widget=GovSelect(),
        validators=[DataRequired("Choose a language")],
    )
    submit = SubmitField("Begin", widget=GovSubmitInput())

    def offer(self, there: set[str]) -> None:
        """Offer the languages that are not there yet, by their English names."""
        named = sorted((in_english(code), code) for code in CODES if code not in there)
        self.code.choices = [("", ""), *((code, name) for name, code in named)]


class WordsForm(PatchworkForm):
    """Ask for the file that a translator sends."""

    file = FileField(
        "The translator’s file",
        description="CSV or JSON, at most 2 MB, in the form of the files that you download here.",
        widget=GovFileInput(),
        validators=[FileRequired("Choose a file")],
    )
    submit = SubmitField("See what would change", widget=GovSubmitInput())
