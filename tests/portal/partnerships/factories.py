"""Organisations that told something, for tests of what a partnership covers."""

from datetime import date

from portal.models.organisations import ProfileFact
from tests.portal.factories import a_participation, add


def a_fact(participation, field, value, source="response", visibility="public", state="current"):
    return add(
        ProfileFact(
            participation_id=participation.id,
            field=field,
            value=value,
            visibility=visibility,
            source=source,
            state=state,
            stated_on=date(2026, 11, 4),
        )
    )


def one_that_told(partnership, themes=None, areas=None, **options):
    participation = a_participation(partnership)
    if themes is not None:
        a_fact(participation, "themes", themes, **options)
    if areas is not None:
        a_fact(participation, "areas", areas, **options)
    return participation
