"""The form for one field of a profile, by the kind of its control."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovRadioInput,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from portal.organisations.editing import (
    CONTROLS,
    choices_of,
    read_ticks,
    read_typed,
    read_weights,
)
from portal.organisations.words import Vocabulary
from portal.web.forms import PatchworkForm

THEME = "theme-"
YES = [SelectChoice("yes", "Yes"), SelectChoice("no", "No")]


class FieldForm(PatchworkForm):
    """What every field's form carries: which fact the page showed."""

    seen = HiddenField()


def make_form(
    name: str, vocabulary: Vocabulary, current: Any, settled: frozenset[str] = frozenset()
) -> FieldForm:
    """Make the form for a field, filled with what is known.

    `settled` are the themes that were asked about already: one that was not named is none.
    """
    control = CONTROLS[name]
    label = control.question
    parts: dict[str, Any] = {}
    data: dict[str, Any] = {"value": as_typed(control.kind, current)}
    if control.kind == "themes":
        for code in dict.fromkeys([*vocabulary.themes, *(current or {})]):
            parts[THEME + code] = RadioField(code, validate_choice=False)
            data[THEME + code] = weight_as_typed(current, code, settled)
    elif control.kind in {"ticks", "areas"}:
        choices = choices_of(name, vocabulary, current or [])
        if control.kind == "areas":
            choices = list(vocabulary.areas.items())
        widget = GovCheckboxesInput() if control.kind == "ticks" else None
        parts["value"] = SelectMultipleField(
            label, choices=[SelectChoice(*one) for one in choices], widget=widget
        )
    else:
        parts["value"] = plain_field(control.kind, label)
    if control.kind in {"ticks", "lines"}:
        parts["none"] = BooleanField(
            "None of these" if control.kind == "ticks" else "There are none"
        )
        data["none"] = current == []
    made: FieldForm = type(f"{name.title()}Form", (FieldForm,), parts)(data=data)
    return made


def plain_field(kind: str, label: str) -> Any:
    """Make a field of text, lines or yes and no."""
    if kind == "yes":
        return RadioField(label, choices=YES, widget=GovRadioInput(), validate_choice=False)
    if kind in {"long", "lines"}:
        return TextAreaField(label, widget=GovTextArea())
    return StringField(label, widget=GovTextInput())


def as_typed(kind: str, value: Any) -> Any:
    """Give a known value as a person would have typed it."""
    if value is None:
        return None
    if kind == "yes":
        return "yes" if value else "no"
    if kind == "lines":
        return "\n".join(value)
    if kind == "postcode":
        return str(value.get("postcode") or "")
    return value


def weight_as_typed(weights: Any, code: str, settled: frozenset[str]) -> str | None:
    """Give the step of a theme that is nearest to its weight; nothing where it was never asked."""
    if weights is None or code not in weights:
        return "0" if code in settled else None
    return min(("0.3", "0.6", "1"), key=lambda step: abs(float(step) - weights[code]))


def read_form(name: str, form: FieldForm) -> Any:
    """Give the value that a form states, or raise Refused."""
    kind = CONTROLS[name].kind
    if kind == "themes":
        fields = {key: field.data for key, field in form._fields.items() if key.startswith(THEME)}
        return read_weights({key.removeprefix(THEME): weight for key, weight in fields.items()})
    if kind in {"ticks", "areas"}:
        none = bool(form["none"].data) if kind == "ticks" else False
        return read_ticks(form["value"].data or [], none=none)
    if kind == "yes":
        return {"yes": True, "no": False}[read_typed(name, choice_of(form))]
    if kind == "lines" and form["none"].data and not form["value"].data:
        return []
    return read_typed(name, form["value"].data or "")


def choice_of(form: FieldForm) -> str:
    """Give the radio that was chosen, nothing where it is none of them."""
    chosen = form["value"].data
    return chosen if chosen in {"yes", "no"} else ""
