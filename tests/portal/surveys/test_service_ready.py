"""The ready survey is made out to a partnership, or refused in words."""

import pytest

from portal.errors import Refused
from portal.surveys.ready import ready_registration
from tests.portal import factories as make

pytestmark = pytest.mark.usefixtures("app")


def test_the_ready_survey_bears_the_name_of_the_partnership():
    assert ready_registration(make.a_partnership(name="Larkhill")).title.endswith("Larkhill")


def test_a_name_that_reads_like_an_answer_is_refused_in_words():
    with pytest.raises(Refused, match="‘{staff}’ would be shown with its brackets"):
        ready_registration(make.a_partnership(name="Larkhill {staff}"))
