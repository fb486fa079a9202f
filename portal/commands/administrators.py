"""`flask administrators`: who looks after the whole installation."""

import click
from email_validator import EmailNotValidError, validate_email
from flask import current_app, url_for

from portal.accounts import service
from portal.commands.groups import CommandGroup
from portal.models.base import db

administrators = CommandGroup("administrators", help="Who looks after the whole installation.")


@administrators.command("invite")
@click.argument("email")
def invite(email: str) -> None:
    """Make EMAIL an administrator and print a link that signs them in."""
    try:
        address = validate_email(email, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise click.ClickException(f"{email}: {error}") from error
    person = service.make_administrator(address)
    token = service.make_link(person.email)
    base = current_app.config["BASE_URL"]
    with current_app.test_request_context(base_url=base):
        link = base + url_for("accounts.open_link", token=token)
    service.send_link(person.email, token, link)
    db.session.commit()
    click.echo(f"{person.email} is an administrator. Sign in within ten minutes:\n{link}")
