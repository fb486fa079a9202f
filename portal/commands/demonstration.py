"""`flask demonstration`: build it, and say who can sign in."""

import click
from flask import current_app

from portal.commands.groups import CommandGroup
from portal.demonstration.building import build_demonstration
from portal.demonstration.people import PEOPLE

demonstration = CommandGroup("demonstration", help="An invented partnership to look around in.")


def ask_for_demonstration_mode() -> None:
    """Refuse to put invented people into an installation for real use."""
    if not current_app.config["DEMONSTRATION"]:
        raise click.ClickException(
            "This works in demonstration mode only: set PATCHWORK_DEMONSTRATION=1."
        )


@demonstration.command("build")
def build() -> None:
    """Build the demonstration, once."""
    ask_for_demonstration_mode()
    if build_demonstration():
        click.echo("Built the demonstration: Manchester Youth and Play Partnership.")


@demonstration.command("sign-ins")
def sign_ins() -> None:
    """Say as whom one can sign in, and where."""
    ask_for_demonstration_mode()
    click.echo(f"Sign in with one click at {current_app.config['BASE_URL']}/sign-in as:")
    for person in PEOPLE.values():
        click.echo(f"  {person.name:<22} {person.words}")
