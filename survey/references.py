"""What is wrong where a question refers to another one."""

from __future__ import annotations

from collections.abc import Iterator

from survey.definition import Definition
from survey.errors import Fault
from survey.kinds import RosterQuestion, TrustQuestion


def reference_faults(definition: Definition) -> Iterator[Fault]:
    """Yield a fault for each question about those picked in a roster that is not before it."""
    rosters = {q.id for q in definition.questions() if isinstance(q, RosterQuestion)}
    before: set[str] = set()
    for n, section in enumerate(definition.sections):
        for m, question in enumerate(section.questions):
            if isinstance(question, TrustQuestion) and question.of not in rosters & before:
                late = question.of in rosters
                words = (
                    f"must stand before this question; move ‘{question.of}’ up"
                    if late
                    else f"must be the id of a roster question; ‘{question.of}’ is none"
                )
                yield Fault(f"sections[{n}].questions[{m}].of", words)
            before.add(question.id)
