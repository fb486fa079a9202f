"""What a survey promises about who answered: one promise a mode, in the words that people read."""

from dataclasses import dataclass

from portal.models.surveys import Survey
from survey import tell

# With fewer, one who knows the others' answers could tell whose the last ones are.
LEAST = 5


@dataclass(frozen=True, slots=True)
class Promise:
    """One mode in words: for the coordinator who chooses it, and for those who answer."""

    mode: str
    label: str
    choice: str
    lines: tuple[str, ...]
    short: str
    # Stands at each answer in place of who sees it, where nobody sees it with a name.
    sees: str = ""
    sending: str = ""
    letter: str = ""
    next_steps: tuple[str, ...] = ()


PROMISES = {
    "identified": Promise(
        "identified",
        "With names",
        "You read what each organisation answered, and its profile is filled from it.",
        (
            tell(
                "Your answers are kept with the name of your organisation, and go into its profile."
            ),
            tell("At each answer it says who sees it."),
        ),
        tell("Answered with the name of your organisation."),
        sending=tell("Your answers go into its profile; at each answer above it says who sees it."),
        letter="Your answers are kept with the name of your organisation. At each question it says"
        " who sees the answer.",
        next_steps=(
            tell(
                "The coordinators look for groups that could work together. A suggestion is never"
                " a decision."
            ),
        ),
    ),
    "confidential": Promise(
        "confidential",
        "In confidence",
        "Organisations can come back to their answers. You get all answers in one table without"
        " names, once the survey has closed for good and five have answered. Profiles learn"
        " nothing.",
        (
            tell(
                "The coordinators do not see which answers are yours. They get the answers of"
                " everybody in one table, without names, once the survey has closed and at least"
                " {least} organisations have answered.",
                least=LEAST,
            ),
            tell("Nothing of it goes into your profile."),
            tell(
                "Your answers are kept together with the name of your organisation, so that you"
                " can come back to them. Only your link, and people who speak for your"
                " organisation, open them."
            ),
        ),
        tell("Answered in confidence: the coordinators do not see which answers are yours."),
        sees=tell(
            "The coordinators see this without your name, among the answers of at least five."
        ),
        sending=tell(
            "The coordinators do not see which answers are yours, and your profile learns nothing."
        ),
        letter="You answer in confidence: the coordinators do not see which answers are yours, and"
        " nothing goes into your profile.",
        next_steps=(
            tell(
                "Once the survey has closed, and if at least {least} organisations have answered,"
                " the coordinators read all answers together, without names.",
                least=LEAST,
            ),
        ),
    ),
    "anonymous": Promise(
        "anonymous",
        "Anonymous",
        "Sending cuts the answers loose from who gave them. You read them once the survey has"
        " closed for good and five have answered. Nobody can look at their answers again.",
        (
            tell(
                "While you answer, your draft is kept under your link, so that you can stop and"
                " come back. Sending cuts it loose: from then on nothing in Patchwork tells which"
                " answers are yours."
            ),
            tell(
                "It is noted that your organisation has answered, and on which day, so that nobody"
                " reminds you."
            ),
            tell(
                "After sending you cannot look at your answers again, or change them. You can take"
                " a copy before."
            ),
            tell(
                "The answers are read once the survey has closed and at least {least}"
                " organisations have answered. With fewer no page or file shows them.",
                least=LEAST,
            ),
            tell("What you write can tell who you are. Leave out names."),
        ),
        tell("Answered anonymously: sending cuts your answers loose from your organisation."),
        sees=tell("Read without your name, among the answers of at least five."),
        sending=tell(
            "Sending cuts your answers loose. From then on you cannot look at them again or change"
            " them, and nobody can tell which are yours."
        ),
        letter="You answer anonymously: your draft is kept under your link until you send it."
        " Sending cuts it loose, so that nothing in Patchwork tells which answers are yours.",
        next_steps=(
            tell(
                "Once the survey has closed, and if at least {least} organisations have answered,"
                " the coordinators read all answers together. Nothing tells which are yours.",
                least=LEAST,
            ),
        ),
    ),
}
NO_NAMES_IN_WORDS = tell("Leave out your name and anything else that tells who you are.")


def promise_of(survey: Survey) -> Promise:
    """Give what a survey promises."""
    return PROMISES[survey.mode]


def has_names(survey: Survey) -> bool:
    """Tell whether coordinators may read which organisation answered what."""
    return survey.mode == "identified"
