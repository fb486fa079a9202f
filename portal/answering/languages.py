"""Which languages a survey offers those who answer, and which of them a page is read in."""

from flask import url_for

from portal.models.surveys import Response, Survey, SurveyVersion
from portal.surveys.questionnaires import languages_in
from portal.surveys.service import current_version
from portal.web.languages import is_switching, speak, spoken, wish
from portal.web.login import enters


def speak_for(response: Response) -> None:
    """Choose the language of a page about answers, and keep a choice that was made just now.

    Who enters for somebody reads the survey as it was written; the choice is the organisation's.
    """
    offered = languages_in(response.version)
    if enters(response):
        speak(offered[:1])
        return
    at = url_for("speaking.switch", response=response.public_id)
    chosen = speak(offered, response.language, at)
    # What was sent stays as it is, and anonymous answers keep no language.
    if is_switching() and response.state != "sent" and wish() in offered:
        response.language = chosen


def speak_of(survey: Survey, response: Response | None = None) -> None:
    """Choose the language of a page before the answers are open; a link changes it."""
    version: SurveyVersion = response.version if response else current_version(survey)
    speak(languages_in(version), response.language if response else "")


def keep_language(response: Response) -> None:
    """Keep the language in which somebody begins or comes back, unless another was chosen."""
    if response.state != "sent" and (wish() or not response.language):
        response.language = spoken().now
