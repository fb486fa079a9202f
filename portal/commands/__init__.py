"""The flask command line, one file a subject."""

from flask import Flask

from portal.commands.administrators import administrators
from portal.commands.consortia import runs
from portal.commands.demonstration import demonstration
from portal.commands.mail import mail
from portal.commands.organisations import organisations
from portal.commands.partnerships import partnerships
from portal.commands.places import places

GROUPS = (administrators, runs, demonstration, partnerships, organisations, places, mail)


def register_commands(app: Flask) -> None:
    """Make the commands known to the app."""
    for group in GROUPS:
        app.cli.add_command(group)
