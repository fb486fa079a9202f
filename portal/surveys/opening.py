"""When a survey takes answers: closing days are days in London, whatever the server's clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.models.base import now
from portal.models.surveys import Survey

LONDON = ZoneInfo("Europe/London")


def end_of(day: date) -> datetime:
    """Give the moment in which a day in London ends."""
    return datetime.combine(day + timedelta(days=1), time(0), LONDON).astimezone(UTC)


def last_day(survey: Survey) -> date | None:
    """Give the last day on which a survey takes answers, None where no day is set."""
    if survey.closes_at is None:
        return None
    return (survey.closes_at - timedelta(microseconds=1)).astimezone(LONDON).date()


def is_open(survey: Survey, at: datetime | None = None) -> bool:
    """Tell whether a survey takes answers now, or at a moment."""
    if survey.state != "open":
        return False
    return survey.closes_at is None or (at or now()) < survey.closes_at


def saved_words(saved_at: datetime | None) -> str:
    """Say when answers were last saved: the time today, the day too if it was earlier."""
    if saved_at is None:
        return ""
    saved, today = saved_at.astimezone(LONDON), now().astimezone(LONDON).date()
    day = "" if saved.date() == today else f"on {saved.day} {saved:%B} "
    return f"Saved {day}at {saved:%H:%M}"


def takes_registrations(survey: Survey) -> bool:
    """Tell whether anybody may register interest in public."""
    return survey.registration_open and is_open(survey)


def standing_of(survey: Survey) -> str:
    """Give one word for where a survey stands: draft, open or closed."""
    if survey.state == "open" and not is_open(survey):
        return "closed"
    return survey.state
