"""Which questions of a survey are answered with files."""

from __future__ import annotations

from survey.definition import Definition
from survey.kinds.upload import UploadQuestion


def upload_questions(definition: Definition) -> dict[str, UploadQuestion]:
    """Return the questions that ask for files, by their ids, without those that are retired.

    Each has ``endings`` (of names, without the dot), ``most`` (files) and ``most_bytes`` (of one).

    Examples
    --------
    >>> from survey import read_definition, upload_questions
    >>> survey = read_definition('''{"id": "s", "title": "A survey", "sections": [
    ...     {"id": "one", "title": "You", "questions": [
    ...         {"kind": "upload", "id": "plan", "label": "Your plan", "visibility": "members",
    ...          "accept": ["pictures"], "most": 2}]}]}''')
    >>> {key: (one.endings, one.most) for key, one in upload_questions(survey).items()}
    {'plan': (('png', 'jpg', 'jpeg'), 2)}
    """
    return {
        question.id: question
        for question in definition.questions()
        if isinstance(question, UploadQuestion) and not question.retired
    }
