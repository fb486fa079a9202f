"""The coordinator's pages about the languages of a survey: what is missing, files out and in."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response as Page

from portal.errors import DomainError, Refused
from portal.files.tables import MEGABYTE, read_upload
from portal.models.surveys import Survey
from portal.running.language_forms import LanguageForm, WordsForm
from portal.running.version_views import faults_in, waiting
from portal.running.views import facts_of
from portal.surveys import translating
from portal.surveys.questionnaires import definition_of
from portal.surveys.service import current_version, get_survey
from portal.web.downloads import as_attachment
from portal.web.languages import in_english
from portal.web.login import here
from portal.web.security import limiter
from portal.web.transactions import refusals_to
from survey import Definition, Fault

languages = Blueprint("languages", __name__, url_prefix="/p/<partnership>/surveys")


def asked_now(survey: Survey) -> Definition:
    """Give what the current version of a survey asks."""
    return definition_of(current_version(survey))


@languages.route("/<survey>/languages", methods=["GET", "POST"])
def index(partnership: str, survey: str) -> str | Page:
    """List the languages of a survey and how many texts each lacks; another can be begun."""
    found = get_survey(here(), survey)
    definition = asked_now(found)
    form = LanguageForm()
    form.offer({definition.language, *definition.translations})
    if form.validate_on_submit():
        at: dict[str, Any] = {"partnership": partnership, "survey": survey}
        return redirect(url_for("languages.show", language=form.code.data, **at))
    return render_template(
        "surveys/languages.html",
        form=form,
        tongues=translating.list_tongues(definition),
        in_english=in_english,
        **facts_of(found),
    )


@languages.route("/<survey>/languages/<language>", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
def show(partnership: str, survey: str, language: str) -> str | Page:
    """Show what a language lacks, and take a translator's file for the preview of a version."""
    found = get_survey(here(), survey)
    definition = asked_now(found)
    code = translating.check_code(definition, language)
    form, faults = WordsForm(), list[Fault]()
    if form.validate_on_submit():
        with refusals_to(form):
            token, faults = take_file(found, definition, code, form)
            if token:
                at: dict[str, Any] = {"partnership": partnership, "survey": survey}
                return redirect(url_for("versions.preview", token=token, **at))
    texts = translating.list_texts(definition, code)
    return render_template(
        "surveys/language.html",
        form=form,
        tongue=translating.tongue_of(definition, code),
        in_english=in_english(code),
        missing=[one for one in texts if not one.translation],
        **faults_in(faults),
        **facts_of(found),
    )


def take_file(
    survey: Survey, definition: Definition, code: str, form: WordsForm
) -> tuple[str, list[Fault]]:
    """Keep the version that a translator's file would make; the token of its preview, or faults."""
    try:
        content = read_upload(form.file.data.stream, 2 * MEGABYTE)
        words, faults = translating.read_words(content, definition, code)
    except DomainError as error:
        raise Refused(error.message, field="file") from None
    if faults:
        return "", faults
    made, faults = translating.with_words(definition, code, words)
    if faults:
        return "", faults
    document = made.model_dump_json(exclude_defaults=True).encode()
    return waiting(survey).keep(document, form.file.data.filename), []


@languages.get("/<survey>/languages/<language>.<any(csv, json):form>")
def download(partnership: str, survey: str, language: str, form: str) -> Page:
    """Give all texts of a survey with their words in a language, for a translator."""
    found = get_survey(here(), survey)
    definition = asked_now(found)
    code = translating.check_code(definition, language)
    as_csv = form == "csv"
    write = translating.words_csv if as_csv else translating.words_json
    media = "text/csv" if as_csv else "application/json"
    text = write(definition, code)
    return as_attachment(text, f"{found.slug}-words-{code}.{form}", media)
