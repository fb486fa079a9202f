"""What is wrong where a question refers to another one."""

from __future__ import annotations

from collections.abc import Iterator

from survey.errors import Fault
from survey.kinds import RosterQuestion, TrustQuestion
from survey.outline import Outline


def reference_faults(outline: Outline) -> Iterator[Fault]:
    """Yield a fault for each question about those picked in a roster that is not before it."""
    # One that cannot be read may be a roster, and in the right place.
    before = {*outline.unread}
    rosters = before | {q.id for _, q in outline.questions() if isinstance(q, RosterQuestion)}
    for place, question in outline.questions():
        if isinstance(question, TrustQuestion) and question.of not in rosters & before:
            words = (
                f"must stand before this question; move ‘{question.of}’ up"
                if question.of in rosters
                else f"must be the id of a roster question; ‘{question.of}’ is none"
            )
            yield Fault(f"{place}.of", words)
        before.add(question.id)
