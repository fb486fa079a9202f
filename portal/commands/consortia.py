"""`flask runs`: start, list and export matching runs."""

from pathlib import Path

import click

from matching import EXPORT_FORMATS
from portal.commands.groups import CommandGroup
from portal.consortia import service
from portal.consortia.wishes import GroupingWishes
from portal.errors import DomainError
from portal.models.base import db
from portal.models.consortia import MatchingRun
from portal.network.exports import write_file
from portal.network.service import find_source
from portal.network.sources import GRAPHS
from portal.partnerships.service import get_partnership

runs = CommandGroup("runs", help="Matching runs: start, list, export.")


@runs.command("start")
@click.argument("partnership")
@click.option("--brief", type=int, help="Number of the brief to find groups for.")
@click.option("--grouping", help="Name of an open grouping of everybody.")
@click.option("--effort", type=click.IntRange(0, 1000), help="How long to search.")
@click.option("--seed", type=int, default=service.SEED, show_default=True)
def start(
    partnership: str, brief: int | None, grouping: str | None, effort: int | None, seed: int
) -> None:
    """Start a run in PARTNERSHIP; the job worker carries it out."""
    if (brief is None) == (grouping is None):
        raise click.UsageError("Give either --brief NUMBER or --grouping NAME.")
    try:
        place = get_partnership(partnership)
        if brief is not None:
            found = service.get_brief(place, brief)
            run = service.start_brief_run(found, seed=seed, effort=effort)
        else:
            wishes = GroupingWishes(name=grouping or "")
            run = service.start_grouping(place, wishes, seed=seed, effort=effort)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    db.session.commit()
    click.echo(f"Run {run.id} waits for the job worker.")


@runs.command("list")
@click.argument("partnership")
def list_runs(partnership: str) -> None:
    """List the latest runs of PARTNERSHIP, newest first."""
    try:
        found = service.list_runs(get_partnership(partnership))
    except DomainError as error:
        raise click.ClickException(error.message) from error
    for run in found:
        click.echo(line_of(run))


def line_of(run: MatchingRun) -> str:
    """Tell of one run in one line."""
    groups = len((run.outcome or {}).get("consortia", ()))
    return (
        f"{run.id:>6}  {run.created_at:%Y-%m-%d %H:%M}  {run.kind:<8}  {run.state:<9}  "
        f"{groups:>4} groups of {run.organisations:>5}  {run.name}"
    )


@runs.command("export")
@click.argument("partnership")
@click.argument("run")
@click.option("--graph", type=click.Choice(GRAPHS), default="affinity", show_default=True)
@click.option(
    "--format", "format_name", type=click.Choice(list(EXPORT_FORMATS)), default="gexf",
    show_default=True,
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option(
    "--for", "audience", type=click.Choice(["coordinators", "infrastructure"]),
    default="coordinators", show_default=True, help="Who will read the file.",
)  # fmt: skip
def export(
    partnership: str, run: str, graph: str, format_name: str, out: Path, audience: str
) -> None:
    """Write the network of RUN (a number, or now) of PARTNERSHIP to a file."""
    try:
        source = find_source(get_partnership(partnership), run)
        nodes, edges = write_file(source, graph, format_name, audience, out)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    except OSError as error:
        raise click.ClickException(f"{out}: {error.strerror}") from error
    click.echo(f"{out}: {nodes} nodes, {edges} edges")
