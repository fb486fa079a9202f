"""The network's page and its files."""

from io import BytesIO
from typing import Any

from flask import Blueprint, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from matching import EXPORT_FORMATS
from portal.errors import NotThere
from portal.network import service
from portal.network.exports import make_file
from portal.network.pictures import draw
from portal.network.sources import GRAPHS
from portal.network.words import WORDS
from portal.web.forms import wants_page
from portal.web.login import here, visitor

network = Blueprint("network", __name__)
VIEWS = ("picture", "organisations", "links")
COLOURS = ("part", "community")
ROWS_A_PAGE = 50
MOST_ENDS = 30


@network.get("/p/<partnership>/network")
def show(partnership: str) -> str:
    """Show who works with whom: as a picture, organisation by organisation, tie by tie."""
    source = service.find_source(here(), request.args.get("run"))
    kind = one_of("graph", GRAPHS)
    view, colour = one_of("view", VIEWS), one_of("colour", COLOURS)
    if kind == "members" and source.run is None:
        kind = "ties"
    shown = service.show_network(source, kind, visitor().audience)
    chosen = shown.chosen(request.args.get("organisation"))
    return render_template(
        f"network/show_{view}.html",
        network=shown,
        kind=kind,
        words=WORDS[kind],
        WORDS=WORDS,
        view=view,
        colour=colour,
        chosen=chosen,
        picture=draw(shown, colour, chosen) if view == "picture" else None,
        sources=service.list_sources(here()),
        formats=EXPORT_FORMATS,
        page=wants_page(),
        rows=ROWS_A_PAGE,
        most_ends=MOST_ENDS,
    )


@network.get("/p/<partnership>/network/<any(ties, affinity, members):kind>/<format_name>")
def download(partnership: str, kind: str, format_name: str) -> Response:
    """Give the network as a file."""
    source = service.find_source(here(), request.args.get("run"))
    if kind == "members" and source.run is None:
        raise NotThere()
    made = make_file(source, kind, format_name, visitor().audience)
    response = send_file(
        BytesIO(made.content),
        mimetype=made.media_type,
        as_attachment=True,
        download_name=made.name,
        etag=False,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def one_of(name: str, known: tuple[str, ...]) -> str:
    """Read one word of the address; the first known one where it says anything else."""
    asked = request.args.get(name, "")
    return asked if asked in known else known[0]


@network.app_template_global()
def network_address(shown: service.Network, **changes: Any) -> str:
    """Give the address of another look at the same network."""
    kept: dict[str, Any] = {
        name: request.args.get(name) for name in ("view", "colour", "organisation")
    }
    fixed = {"run": shown.source.key, "graph": shown.kind}
    return url_for("network.show", partnership=here().slug, **{**kept, **fixed, **changes})
