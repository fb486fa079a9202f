"""When a survey takes answers: its days are days in London, whatever the server's clock."""

from datetime import UTC, date, datetime, time, timedelta

from portal.errors import Refused
from portal.models.base import now
from portal.models.days import LONDON, day_of, today
from portal.models.surveys import Survey
from survey import MONTHS, tell

# Whoever types a later day has slipped.
FURTHEST = timedelta(days=3653)


def start_of(day: date) -> datetime:
    """Give the moment in which a day in London begins."""
    return datetime.combine(day, time(0), LONDON).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Give the moment in which a day in London ends."""
    return start_of(day + timedelta(days=1))


def check_day(day: date, field: str) -> None:
    """Refuse a day that has passed, or that lies more than ten years ahead."""
    if day < today():
        raise Refused("Choose today or a later day.", field=field)
    if day > today() + FURTHEST:
        raise Refused("Choose a day within the next ten years.", field=field)


def first_day(survey: Survey) -> date | None:
    """Give the day on which a survey opens or opened by itself, None where none was set."""
    return day_of(survey.opens_at) if survey.opens_at else None


def last_day(survey: Survey) -> date | None:
    """Give the last day on which a survey takes answers, None where no day is set."""
    if survey.closes_at is None:
        return None
    return day_of(survey.closes_at - timedelta(microseconds=1))


def is_open(survey: Survey, at: datetime | None = None) -> bool:
    """Tell whether a survey takes answers now, or at a moment."""
    at = at or now()
    if survey.state != "open" or is_scheduled(survey, at):
        return False
    return survey.closes_at is None or at < survey.closes_at


def is_scheduled(survey: Survey, at: datetime | None = None) -> bool:
    """Tell whether a survey is to open by itself later than now, or than a moment."""
    waits = survey.opens_at is not None and (at or now()) < survey.opens_at
    return survey.state == "open" and waits


def days_mark(survey: Survey) -> str:
    """Give a short mark of a survey's state and days, to notice when somebody has changed them."""
    return f"{survey.state} {first_day(survey)} {last_day(survey)}"


def days_in_words(survey: Survey) -> str:
    """Say whether a survey is open, and until when, for whoever missed that it was changed."""
    first, last = first_day(survey), last_day(survey)
    until = f" until the end of {last.day} {last:%B %Y}" if last else ", with no last day"
    opens = f"it opens on {first.day} {first:%B %Y} and is open" if first else ""
    words = {"draft": "it is not open", "closed": "it is closed", "scheduled": f"{opens}{until}"}
    return words.get(standing_of(survey), f"it is open{until}")


def saved_words(saved_at: datetime | None) -> str:
    """Say when answers were last saved: the time today, the day too if it was earlier."""
    if saved_at is None:
        return ""
    saved = saved_at.astimezone(LONDON)
    time = f"{saved:%H:%M}"
    if saved.date() == today():
        return tell("Saved at {time}", time=time)
    month = MONTHS[saved.month - 1]
    return tell("Saved on {day} {month} at {time}", day=saved.day, month=month, time=time)


def takes_registrations(survey: Survey) -> bool:
    """Tell whether anybody may register interest in public."""
    return survey.registration_open and is_open(survey)


def standing_of(survey: Survey) -> str:
    """Give one word for where a survey stands: draft, scheduled, open or closed.

    Nothing has to wake up for a survey to open or to close: the clock is looked at each time.
    """
    if is_scheduled(survey):
        return "scheduled"
    if survey.state == "open" and not is_open(survey):
        return "closed"
    return survey.state
