"""Days are days in London, whatever the clock of the server says."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.models.base import now

LONDON = ZoneInfo("Europe/London")


def day_of(moment: datetime) -> date:
    """Give the day in London in which a moment lies."""
    return moment.astimezone(LONDON).date()


def today() -> date:
    """Give the day that it is in London now."""
    return day_of(now())
