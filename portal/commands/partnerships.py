"""`flask partnerships`: making one, and its themes and areas from files."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app, url_for

from portal.commands.groups import CommandGroup
from portal.errors import DomainError, Refused
from portal.files.tables import Row, Table, read_csv
from portal.models.base import db
from portal.models.partnerships import Partnership
from portal.partnerships import service

partnerships = CommandGroup("partnerships", help="Partnerships, their themes, areas and people.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def attempt(act: Callable[[], str]) -> None:
    """Do something whole or not at all, and say in one line what came of it."""
    try:
        said = act()
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        raise click.ClickException(error.message) from None
    click.echo(said)


def sign_in_address() -> str:
    """Give the address at which people sign in."""
    base = str(current_app.config["BASE_URL"])
    with current_app.test_request_context(base_url=base):
        return base + url_for("accounts.sign_in")


@partnerships.command("create")
@click.argument("name")
@click.option("--slug", default="", help="Its word in addresses; made from the name without.")
@click.option("--purpose", default="", help="What it is for, for its public page.")
@click.option("--contact", default="", help="Whom people can ask, for its public page.")
@click.option("--coordinator", default="", metavar="EMAIL", help="Invite a coordinator.")
def create(name: str, slug: str, purpose: str, contact: str, coordinator: str) -> None:
    """Make a partnership called NAME."""

    def act() -> str:
        made = service.create_partnership(name, slug, purpose, contact)
        said = f"Made {made.name}: /p/{made.slug}/"
        if coordinator:
            member = service.invite_member(made, coordinator, "coordinator", sign_in_address())
            said += f"\nInvited {member.person.email} to coordinate it."
        return said

    attempt(act)


@partnerships.command("invite")
@click.argument("slug")
@click.argument("email")
@click.option("--role", type=click.Choice(["coordinator", "viewer"]), default="coordinator")
def invite(slug: str, email: str, role: str) -> None:
    """Invite EMAIL to the partnership SLUG."""

    def act() -> str:
        here = service.get_partnership(slug)
        member = service.invite_member(here, email, role, sign_in_address())
        return f"Invited {member.person.email} as {service.ROLE_WORDS[role].lower()}."

    attempt(act)


@partnerships.command("themes")
@click.argument("slug")
@click.argument("file", type=FILE)
def themes(slug: str, file: Path) -> None:
    """Add or change the themes of SLUG from FILE.csv (columns label, and optional code, hint)."""
    attempt(lambda: import_themes(service.get_partnership(slug), read_csv(file.read_bytes())))


def import_themes(partnership: Partnership, table: Table) -> str:
    """Add themes that are new by code or label, and change the words of known codes."""
    ask_for_columns(table, "label")
    known = {theme.code: theme for theme in service.list_themes(partnership, with_retired=True)}
    labels = {theme.label.casefold(): theme for theme in known.values()}
    new = changed = same = 0
    for row in table.rows:
        label, hint, code = (row.cells.get(name, "") for name in ("label", "hint", "code"))
        theme = known.get(code.casefold()) if code else labels.get(label.casefold())
        with row_named(row):
            if theme is None:
                service.add_theme(partnership, label, hint, code)
                new += 1
            elif (theme.label, theme.hint) != (label, hint or theme.hint):
                service.edit_theme(theme, label, hint or theme.hint)
                changed += 1
            else:
                same += 1
    return f"Themes: {new} new, {changed} changed, {same} the same."


@partnerships.command("areas")
@click.argument("slug")
@click.argument("file", type=FILE)
def areas(slug: str, file: Path) -> None:
    """Add areas to SLUG from FILE.csv (columns code, and optional part of town)."""
    attempt(lambda: import_areas(service.get_partnership(slug), read_csv(file.read_bytes())))


def import_areas(partnership: Partnership, table: Table) -> str:
    """Add areas row by row, each counted to its part of town."""
    ask_for_columns(table, "code")
    new = rows = 0
    for row in table.rows:
        with row_named(row):
            code = row.cells["code"].upper()
            new += service.add_areas(partnership, [code], row.cells.get("part", ""))
            rows += 1
    return f"Areas: {new} new, {rows - new} there already."


def ask_for_columns(table: Table, *names: str) -> None:
    """Refuse a file without the columns that it needs."""
    for name in names:
        if name not in table.columns:
            raise Refused(
                f"No column is called “{name}”. The file has: {', '.join(table.columns)}."
            )


@contextmanager
def row_named(row: Row) -> Iterator[None]:
    """Put the row's number before the words of a refusal."""
    try:
        yield
    except Refused as refusal:
        raise Refused(f"Row {row.number}: {refusal.message}. Nothing was changed.") from None
