"""`flask organisations`: taking in many from a file, after a look at what it would do."""

from pathlib import Path

import click

from portal.commands.groups import CommandGroup
from portal.errors import DomainError
from portal.files.tables import read_upload
from portal.models.base import db
from portal.organisations.imports import apply_plan
from portal.organisations.plans import Change, Plan, Planned, plan_import
from portal.partnerships.service import get_partnership

organisations = CommandGroup("organisations", help="Organisations of a partnership.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
WORDS = {"unreadable": "can't read", "add": "will add", "change": "will change"}


@organisations.command("import")
@click.argument("partnership")
@click.argument("file", type=FILE)
@click.option("--apply", "wanted", is_flag=True, help="Do it; without, only say what it would do.")
def import_file(partnership: str, file: Path, wanted: bool) -> None:
    """Take in organisations of PARTNERSHIP from FILE.csv, all or nothing."""
    try:
        here = get_partnership(partnership)
        with file.open("rb") as stream:
            plan = plan_import(here, read_upload(stream))
        for planned in plan.rows:
            if planned.action in WORDS:
                click.echo(line_of(plan, planned))
        click.echo(sums_of(plan))
        if not wanted:
            click.echo("Nothing was changed: this was a preview. Add --apply to do it.")
            return
        apply_plan(here, plan, file_name=file.name)
        db.session.commit()
        click.echo("Done.")
    except DomainError as error:
        db.session.rollback()
        raise click.ClickException(f"{file.name}: {error.message}") from None


def line_of(plan: Plan, planned: Planned) -> str:
    """Say what one row would do."""
    line = planned.line
    said = [*line.faults] or [words_of(plan, change) for change in planned.changes]
    told = "; ".join([*said, *line.notes])
    return f"Row {line.number}: {WORDS[planned.action]} {line.name}" + (f": {told}" if told else "")


def words_of(plan: Plan, change: Change) -> str:
    """Say one change."""
    after = plan.value_in_words(change, change.after)
    if change.kind == "new":
        return f"{change.label}: {after}"
    before = plan.value_in_words(change, change.before)
    if change.kind == "replace":
        return f"{change.label}: {before} becomes {after}"
    return f"{change.label}: stays {before}, will ask about {after}"


def sums_of(plan: Plan) -> str:
    """Count what the file would do."""
    counts = {
        action: len(plan.having(action)) for action in ("add", "change", "same", "unreadable")
    }
    left_out = f" Columns left out: {', '.join(plan.ignored)}." if plan.ignored else ""
    return (
        f"Will add {counts['add']:,}, will change {counts['change']:,}, "
        f"the same {counts['same']:,}, can't read {counts['unreadable']:,}.{left_out}"
    )
