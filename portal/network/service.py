"""Networks as pages show them: who is in them, who works with whom, and in figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.consortia.directory import Directory, open_directory
from portal.consortia.pairs import Pair, pair_up
from portal.consortia.service import get_run, list_with_groups
from portal.errors import NotThere
from portal.models.consortia import MatchingRun
from portal.models.partnerships import Partnership
from portal.network.sources import Source, from_now, from_run
from portal.organisations.fields import may_read


@dataclass(frozen=True, slots=True)
class Node:
    """One organisation of a network, with its figures where they are known."""

    slug: str
    name: str
    organisation_id: int | None
    area: str
    part: str
    community: int | None
    answered: bool | None
    degree: int
    figures: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """One line of a network: two ends and what joins them, in words."""

    one: str
    other: str
    words: str
    state: str
    weight: float | None
    parts: Mapping[str, float]
    intensity: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of the whole network with what it rests on."""

    label: str
    value: float | None
    n: int
    of: str


@dataclass(frozen=True, slots=True)
class Network:
    """A network as a page shows it; `nodes_in_file` and `edges_in_file` are those of its files."""

    kind: str
    source: Source
    nodes: Mapping[str, Node]
    links: list[Link]
    figures: list[Figure]
    places: Mapping[str, list[float]]
    nodes_in_file: int
    edges_in_file: int
    told: int | None

    @property
    def by_name(self) -> list[Node]:
        """The organisations in the order of their names."""
        return sorted(self.nodes.values(), key=lambda node: node.name.casefold())

    @property
    def silent(self) -> int:
        """How many have not told with whom they work."""
        return 0 if self.told is None else len(self.nodes) - self.told

    def links_of(self, slug: str) -> list[tuple[Node, Link]]:
        """List an organisation's links with who is at the other end: by fit, else by name."""
        ends = [
            (self.nodes[link.other if link.one == slug else link.one], link)
            for link in self.links
            if slug in (link.one, link.other)
        ]
        fit = self.kind == "affinity"
        return sorted(
            ends, key=lambda end: (-(end[1].weight or 0) if fit else 0, end[0].name.casefold())
        )

    def chosen(self, slug: str | None) -> Node | None:
        """Give the organisation asked for, else the one with the most ties."""
        if slug is not None and slug in self.nodes:
            return self.nodes[slug]
        ranked = sorted(self.nodes.values(), key=lambda node: (-node.degree, node.name.casefold()))
        return ranked[0] if ranked and ranked[0].degree else None


def list_sources(partnership: Partnership) -> list[MatchingRun]:
    """List the runs whose network can be shown, newest first."""
    return list_with_groups(partnership)


def find_source(partnership: Partnership, wanted: str | None) -> Source:
    """Find what to draw from: a run by its number, `now`, or the latest run, else now."""
    if wanted and wanted != "now":
        if not (wanted.isascii() and wanted.isdecimal()) or len(wanted) > 9:
            raise NotThere()
        run = get_run(partnership, int(wanted))
        if run.picture is None or run.finished_at is None:
            raise NotThere()
        return from_run(run)
    latest = None if wanted == "now" else next(iter(list_sources(partnership)), None)
    return from_run(latest) if latest else from_now(partnership)


def show_network(source: Source, kind: str, audience: str) -> Network:
    """Put a network together for one audience."""
    if kind == "members" and source.run is None:
        raise NotThere()
    source = source.seen_by(audience)
    sketch, directory = source.sketch(kind), open_directory(source.partnership)
    measures = sketch["measures"] or {}
    nodes = nodes_of(sketch, source, directory, audience)
    return Network(
        kind=kind,
        source=source,
        nodes=nodes,
        links=in_order(kind, links_of(kind, sketch, audience), nodes),
        figures=figures_of(kind, measures),
        places=sketch["places"],
        nodes_in_file=sketch["nodes"],
        edges_in_file=sketch["edges"],
        told=measures.get("answered"),
    )


def nodes_of(
    sketch: Mapping[str, Any], source: Source, directory: Directory, audience: str
) -> dict[str, Node]:
    """Name every node and gather its figures."""
    by_node = (sketch["measures"] or {}).get("by_node", {})
    homes = source.homes
    keys = by_node or dict.fromkeys(end for link in sketch["links"] for end in ends(link))
    degrees = dict.fromkeys(keys, 0)
    for link in sketch["links"]:
        for end in ends(link):
            degrees[end] += 1
    return {
        key: node_of(key, by_node.get(key) or {"degree": degrees[key]}, homes, directory, audience)
        for key in keys
    }


def ends(link: Mapping[str, Any]) -> tuple[str, str]:
    """Give both ends of a link."""
    return link["from"], link["to"]


def node_of(
    key: str,
    figures: Mapping[str, Any],
    homes: Mapping[str, Any],
    directory: Directory,
    audience: str,
) -> Node:
    """Describe one node; a suggested group is one too, in the network of members."""
    if key.startswith("group-"):
        name = f"Group {key.removeprefix('group-')}"
        return Node(key, name, None, "", "Suggested group", None, None, figures["degree"], figures)
    entry, home = directory.entry(key), homes.get(key)
    readable = home is not None and not entry.left and may_read(audience, home["visibility"])
    areas = home["areas"] if home is not None and readable else []
    return Node(
        slug=key,
        name=entry.name,
        organisation_id=entry.organisation_id,
        area=areas[0] if areas else "",
        part=directory.part_of(areas),
        community=figures.get("community"),
        answered=figures.get("answered"),
        degree=figures["degree"],
        figures=figures,
    )


def links_of(kind: str, sketch: Mapping[str, Any], audience: str) -> list[Link]:
    """List the links, stated ties pair by pair."""
    if kind == "ties":
        return [tie_link(pair) for pair in pair_up(sketch)]
    return [plain_link(kind, link, audience) for link in sketch["links"]]


def in_order(kind: str, links: list[Link], nodes: Mapping[str, Node]) -> list[Link]:
    """Put links in the order in which people look for them: by fit, else by name."""
    if kind == "affinity":
        return sorted(links, key=lambda link: -(link.weight or 0))
    if kind == "members":
        return links
    return sorted(links, key=lambda link: (name_key(nodes, link.one), name_key(nodes, link.other)))


def name_key(nodes: Mapping[str, Node], slug: str) -> str:
    """Give what a node is sorted by."""
    return nodes[slug].name.casefold()


def tie_link(pair: Pair) -> Link:
    """Write a pair of statements as one link."""
    return Link(pair.one, pair.other, pair.words, pair.state, pair.strength, {}, pair.intensity)


def plain_link(kind: str, link: Mapping[str, Any], audience: str) -> Link:
    """Write a link of fit or of membership, without what the audience may not read."""
    if kind == "members":
        words = "Lead" if link["role"] == "lead" else "Member"
        parts = {"contribution": link["contribution"]}
        return Link(link["from"], link["to"], words, "both", None, parts)
    parts = {name: link[name] for name in parts_for(audience)}
    words = "Work together" if link["kind"] == "tie" else "Would fit"
    state = "both" if link["kind"] == "tie" else "one"
    return Link(link["from"], link["to"], words, state, link["weight"], parts)


def parts_for(audience: str) -> tuple[str, ...]:
    """Name the parts of fit that an audience may read: the tie share is for coordinators."""
    tie_share = ("part_cohesion",) if audience == "coordinators" else ()
    return ("part_geography", *tie_share, "part_added")


def figures_of(kind: str, measures: Mapping[str, Any]) -> list[Figure]:
    """List the measures of the whole network, each with what it rests on."""
    if not measures:
        return []
    wanted = [("Density: share of pairs that are joined", "density")]
    if kind == "ties":
        wanted.append(("Returned: ties that the other side states too", "reciprocity"))
    wanted += [
        ("Clustering: partners who are partners of each other", "clustering"),
        ("Modularity: how clearly it falls into clusters", "modularity"),
    ]
    return [Figure(label, **measures[name]) for label, name in wanted]
