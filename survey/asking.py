"""Which questions are asked: the one place that decides it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from survey.context import Context
from survey.controls import Slip
from survey.definition import Definition, Section
from survey.kinds import FollowUp, kind_of
from survey.logic.domains import MISSING, Missing, Value
from survey.logic.evaluating import evaluate, holds
from survey.logic.tree import Name, names
from survey.narrowing import narrowed
from survey.piping import fill
from survey.planning import section_key
from survey.profile_values import value_of_fact, words_of_fact
from survey.questions import Question
from survey.saying import in_words
from survey.visibility import may_see
from survey.words import tell

NOT_SAID = tell("(not known yet)")


class Course:
    """What a survey asks of somebody, given what was answered so far.

    A question is asked where it is not retired, and its own condition and that of its section are
    true; in answers ``as_kept``, where it is among them. The answer of one that is not asked is as
    if it were not there, for all that rests on it.
    What is asked does not hang on who looks; who looks is only shown what they may see.
    """

    def __init__(
        self, definition: Definition, context: Context, answers: Mapping[str, Any]
    ) -> None:
        """Decide everything, in the order in which one thing rests on another."""
        self._definition, self._context, self._answers = definition, context, answers
        self._questions = {question.id: question for question in definition.questions()}
        self._decided: dict[str, bool] = {}
        self._worked_out: dict[str, Value] = {}
        homes = {q.id: section for section in definition.sections for q in section.questions}
        for key in definition.plan.order:
            if key in homes:
                self._decided[key] = self._is_put(homes[key], self._questions[key])
            elif key in definition.calculated:
                self._worked_out[key] = evaluate(definition.plan.trees[key], self)
            else:
                self._decided[key] = self._holds(key)

    def asked(self, section: Section) -> list[Question]:
        """Return the questions of a section that are asked, in order, their words filled in."""
        return [
            self._filled(q) for q in section.questions if self._decided[q.id] and self._may_see(q)
        ]

    def answerable(self, section: Section) -> list[Question]:
        """Return those questions of a section that are asked and want an answer: no notes."""
        return [question for question in self.asked(section) if kind_of(question).asks]

    def unasked(self, section: Section) -> list[Question]:
        """Return those questions of a section that are not asked and would want an answer."""
        return [
            self._filled(q)
            for q in section.questions
            if not self._decided[q.id] and kind_of(q).asks and self._may_see(q)
        ]

    def follow_ups(self, question: Question) -> Sequence[FollowUp]:
        """Return the further pages that a question asks for now."""
        context = narrowed(question, self._context, self._answers)
        value = value_of(question, self._answers)
        return kind_of(question).follow_ups(question, context, value)

    def broken(self, question: Question) -> list[Slip]:
        """Return the rules of a question that do not hold; what is not known breaks none."""
        trees = self._definition.plan.rules[question.id]
        held = zip(question.rules, trees, strict=True)
        return [Slip("", rule.message) for rule, tree in held if evaluate(tree, self) is False]

    def kept(self) -> dict[str, Any]:
        """Return the answers of those questions alone that are asked, None for left empty.

        A question that its audience was not shown has none, unless somebody answered it before.
        """
        return {
            key: self._still_asked(question)
            for key, question in self._questions.items()
            if self._decided[key] and kind_of(question).asks
            if self._may_see(question) or key in self._answers
        }

    def _still_asked(self, question: Question) -> Any:
        """The stored answer to a question without what another answer took out of it."""
        kind, stored = kind_of(question), self._answers.get(question.id)
        value = kind.draft(stored)
        context = narrowed(question, self._context, self._answers)
        left = value if value is None else kind.pruned(question, context, value)
        return stored if left is value else kind.store(left)

    def is_asked(self, name: Name) -> bool:
        """Tell whether what a name stands for is asked; all but questions of this survey are."""
        return bool(name.source) or self._decided.get(name.name, True)

    def is_answered(self, name: Name) -> bool:
        """Tell whether there is an answer, "not sure" among them; a part must be known."""
        question, value = self._answer_to(name)
        if question is None or name.part:
            return not isinstance(self.value(name), Missing)
        return value is not None

    def value(self, name: Name) -> Value:
        """Return what a name stands for, MISSING where that is not known."""
        if name.source == "profile":
            return value_of_fact(self._context.known.get(name.name))
        if not name.source and name.name in self._worked_out:
            return self._worked_out[name.name]
        question, value = self._answer_to(name)
        if question is None or value is None:
            return MISSING
        return kind_of(question).values_of(question, value).get(name.part, MISSING)

    def said(self, name: Name) -> str:
        """Return what a name stands for as people read it, if all behind it may be seen."""
        if not self.is_answered(name) or not self._may_tell(name):
            return NOT_SAID
        if name.source == "profile":
            fact = self._context.known.get(name.name)
            return words_of_fact(name.name, fact, self._context)
        question, value = self._answer_to(name)
        if question is None:
            return in_words(self.value(name))
        return kind_of(question).said(question, self._context, value, name.part)

    def _answer_to(self, name: Name) -> tuple[Question | None, Any]:
        """The question that a name stands for, and its answer where it is asked and has one."""
        if name.source == "profile" or name.name not in self._questions:
            return None, None
        question = self._questions[name.name]
        if name.source:
            return question, value_of(question, self._context.before)
        return question, value_of(question, self._answers) if self.is_asked(name) else None

    def _filled(self, question: Question) -> Question:
        """The question with answers given before in its words."""
        if "{" not in question.label + question.hint:
            return question
        words = {"label": question.label, "hint": question.hint}
        return question.model_copy(
            update={key: fill(text, self.said) for key, text in words.items()}
        )

    def _is_put(self, section: Section, question: Question) -> bool:
        if self._context.as_kept:
            return question.id in self._answers
        here = self._decided[section_key(section.id)]
        return here and not question.retired and self._holds(question.id) and self._has(question)

    def _has(self, question: Question) -> bool:
        """Whether there is anybody to ask about, where that is another answer's to say."""
        if not question.rests_on:
            return True
        context = narrowed(question, self._context, self._answers)
        return all(map(self._decided.get, question.rests_on)) and bool(context.organisations)

    def _may_see(self, question: Question) -> bool:
        return may_see(self._context.audience, question.visibility)

    def _may_tell(self, name: Name) -> bool:
        """Whether the audience may see every answer that a name rests on."""
        if name.source == "profile":
            return True
        if name.name in self._worked_out and not name.source:
            return all(map(self._may_tell, names(self._definition.plan.trees[name.name])))
        question = self._questions.get(name.name)
        return question is None or self._may_see(question)

    def _holds(self, key: str) -> bool:
        tree = self._definition.plan.trees.get(key)
        return tree is None or holds(tree, self)


def value_of(question: Question, answers: Mapping[str, Any]) -> Any:
    """Return the kind's own value of a stored answer, None for none or one not of this kind."""
    return kind_of(question).load(answers.get(question.id))
