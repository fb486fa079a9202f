"""`flask places`: areas and postcodes from files of the Office for National Statistics."""

from pathlib import Path

import click

from portal.commands.groups import CommandGroup
from portal.errors import DomainError
from portal.models.base import db
from portal.models.places import KINDS
from portal.places import service
from portal.places.areafiles import Asked, read_areas
from portal.places.postcodefiles import read_batches

places = CommandGroup("places", help="Areas and postcodes, from files of the statistics office.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def read_pairs(_context: click.Context, _option: click.Parameter, text: str) -> dict[str, str]:
    """Read code=WD22CD,name=WD22NM."""
    pairs = [part.split("=", 1) for part in text.split(",") if part.strip()]
    if any(len(pair) != 2 for pair in pairs):
        raise click.BadParameter("write meaning=COLUMN, such as code=WD22CD,name=WD22NM")
    return {meaning.strip(): column.strip() for meaning, column in pairs}


COLUMNS = click.option(
    "--columns",
    default="",
    callback=read_pairs,
    metavar="code=COLUMN,…",
    help="Which column means what, where its name does not say: code, name, parent, lat, lon.",
)


@places.command("import")
@click.argument("file", type=FILE)
@click.option("--kind", type=click.Choice(KINDS), help="What the areas are.")
@click.option("--vintage", type=click.IntRange(1970, 2100), help="The year of the areas.")
@click.option("--parent", help="Code of the area around all of them.")
@COLUMNS
def import_areas(
    file: Path, kind: str | None, vintage: int | None, parent: str | None, columns: dict[str, str]
) -> None:
    """Take in wards, districts or counties from FILE (CSV or GeoJSON), all or nothing."""
    try:
        found = read_areas(file, Asked(kind, vintage, parent, columns))
    except DomainError as error:
        raise click.ClickException(f"{file.name}: {error.message} Nothing was imported.") from None
    tally = service.import_areas(found.areas)
    db.session.commit()
    click.echo(f"{file.name}: {tally}.")
    if found.joined:
        click.echo(f"Given in several rows, joined to one area: {', '.join(found.joined)}.")


@places.command("import-postcodes")
@click.argument("file", type=FILE)
@COLUMNS
def import_postcodes(file: Path, columns: dict[str, str]) -> None:
    """Take in postcodes from FILE (CSV, also .csv.gz), all or nothing."""
    try:
        tally = service.import_postcodes(read_batches(file, columns))
    except DomainError as error:
        db.session.rollback()
        raise click.ClickException(f"{file.name}: {error.message} Nothing was imported.") from None
    db.session.commit()
    click.echo(f"{file.name}: {tally}.")
