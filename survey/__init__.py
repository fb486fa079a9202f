"""The questionnaire engine: definitions, forms, answers, and the facts that answers tell.

It knows no web framework and no database. A survey is a ``Definition``; ``pages`` gives its
pages, ``form_for`` a WTForms class for one of them, ``read_answers`` what was posted. ``Answers``
holds a response; ``validate`` judges the whole of it, ``shown`` reads it back, ``facts`` turns it
into what is known of an organisation.
"""

from survey.answers import Answers
from survey.checking import check_definition, read_definition
from survey.comparing import Change, compare
from survey.context import Choice, Context, StoredFile
from survey.definition import Definition
from survey.errors import BadContext, BadDefinition, Fault, NoSuchPage, SurveyError
from survey.forms import PageForm, form_for, read_answers
from survey.kinds.counted import Counts, Grid, Measures, OtherWords
from survey.kinds.date import MONTHS, say_date
from survey.kinds.upload import UploadQuestion
from survey.languages import languages_of, missing_texts, text_faults, texts, translated
from survey.looking_back import looked_back_at
from survey.paging import Page, Progress, page_after, page_at, pages, progress, unasked_beside
from survey.profile import Fact, facts
from survey.registration import registration_definition
from survey.submission import Problem, kept, validate
from survey.summary import Shown, shown
from survey.tables import columns, rows
from survey.tallying import Tally, tallies
from survey.uploading import upload_questions
from survey.words import Catalogue, Sentence, original, rendered, small, tell, tell_all, tell_count

__all__ = [
    "Answers",
    "BadContext",
    "BadDefinition",
    "Catalogue",
    "Change",
    "Choice",
    "Context",
    "Counts",
    "Definition",
    "Fact",
    "Fault",
    "Grid",
    "MONTHS",
    "Measures",
    "NoSuchPage",
    "OtherWords",
    "Page",
    "PageForm",
    "Problem",
    "Progress",
    "Sentence",
    "Shown",
    "StoredFile",
    "SurveyError",
    "Tally",
    "UploadQuestion",
    "check_definition",
    "columns",
    "compare",
    "facts",
    "form_for",
    "kept",
    "languages_of",
    "looked_back_at",
    "missing_texts",
    "original",
    "page_after",
    "page_at",
    "pages",
    "progress",
    "read_answers",
    "read_definition",
    "registration_definition",
    "rendered",
    "rows",
    "say_date",
    "shown",
    "small",
    "tallies",
    "tell",
    "tell_all",
    "tell_count",
    "text_faults",
    "texts",
    "translated",
    "unasked_beside",
    "upload_questions",
    "validate",
]
