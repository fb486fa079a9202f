"""`flask mail`: what a mail server tells us outside of Patchwork."""

import click

from portal.commands.groups import CommandGroup
from portal.inviting.stops import mark_bounced
from portal.models.base import db
from portal.web.filters import as_count

mail = CommandGroup("mail", help="Addresses whose e-mails came back.")


@mail.command("bounced")
@click.argument("address")
def bounced(address: str) -> None:
    """Mark ADDRESS as one whose e-mails come back, in every partnership that writes to it."""
    number = mark_bounced(address)
    db.session.commit()
    click.echo(
        f"Marked in {as_count(number, 'partnership')}. No e-mails about surveys go there until a "
        "coordinator lifts it."
    )
