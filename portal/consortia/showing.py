"""What the page of a run shows, put together for one audience."""

from dataclasses import dataclass

from portal.consortia.asking import Asking, list_asked
from portal.consortia.cards import Card, CardMaker
from portal.consortia.directory import Directory, open_directory
from portal.consortia.firm import get_firmness, teller_of
from portal.consortia.leftovers import Outsider, Reasoned, list_left_out, list_nearest
from portal.consortia.pairs import Pair, pair_up
from portal.consortia.proofs import Standing, standing_of
from portal.consortia.remedies import Blocked, read_blocked
from portal.consortia.rings import Ring, draw_ring
from portal.consortia.since import Since, show_since
from portal.consortia.unheard import count_unheard
from portal.consortia.why import Why, make_why
from portal.errors import NotThere
from portal.models.consortia import MatchingRun, Study
from portal.partnerships.service import list_resources, list_themes

CARDS_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class RunPage:
    """Everything on one page of a run that has an outcome.

    `standing` is there while the answer is being proven, `blocked` where a brief cannot be met.
    `unheard` are those of the left out that are not known yet. `firmness` is what was asked last
    about how firm the groups are, and `searches` how many were counted for it. `since` is what
    changed where the groups were brought up to date.
    """

    cards: list[Card]
    left_out: list[Reasoned]
    unheard: int
    nearest: list[Outsider]
    count: int
    grouped: int
    number: int
    pages: int
    standing: Standing | None
    blocked: Blocked | None
    asking: Asking | None
    named: list[str]
    barred: list[str]
    firmness: Study | None
    searches: int
    since: Since | None


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One suggested group with its reasons and the ties among its members."""

    card: Card
    why: Why
    pairs: list[Pair]
    names: dict[str, str]
    ring: Ring


def show_run(run: MatchingRun, audience: str, page: int = 1) -> RunPage:
    """Put some cards, the left out and the nearest of a run together."""
    maker = make_cards(run, audience)
    pages = max(1, -(-maker.count // CARDS_A_PAGE))
    number = min(page, pages)
    first = 1 + CARDS_A_PAGE * (number - 1)
    shown = range(first, min(maker.count, first + CARDS_A_PAGE - 1) + 1)
    return RunPage(
        cards=[maker.card(place) for place in shown],
        left_out=list_left_out(run, maker.directory),
        unheard=count_unheard(run),
        nearest=list_nearest(run, maker.directory),
        count=maker.count,
        grouped=len({key for group in maker.outcome["consortia"] for key in group["members"]}),
        number=number,
        pages=pages,
        standing=standing_of(run) if run.finished_at is None else None,
        blocked=read_blocked(run, maker.directory),
        asking=list_asked(run, maker.directory, maker.names, audience),
        named=maker.directory.names(run.request.get("must_include", ())),
        barred=maker.directory.names(run.request.get("must_exclude", ())),
        firmness=get_firmness(run),
        searches=maker.firm.runs if maker.firm else 0,
        since=show_since(run, maker.directory),
    )


def show_group(run: MatchingRun, number: int, audience: str) -> GroupPage:
    """Give one suggested group of a run."""
    maker = make_cards(run, audience)
    if not 1 <= number <= maker.count:
        raise NotThere()
    card = maker.card(number)
    members = {member.slug: member.name for member in card.members}
    ties = maker.findings["networks"]["ties"]
    hidden = {key for key in members if not maker.reader.reads(key, "ties")}
    pairs = pair_up(ties, among=set(members), hidden=hidden)
    return GroupPage(card, make_why(maker, card), pairs, members, draw_ring(card.members, pairs))


def make_cards(run: MatchingRun, audience: str) -> CardMaker:
    """Look up the words and names that the cards of a run need."""
    themes = {t.code: t.label for t in list_themes(run.partnership, with_retired=True)}
    resources = {r.code: r.label for r in list_resources(run.partnership, with_retired=True)}
    directory: Directory = open_directory(run.partnership)
    firm = teller_of(get_firmness(run), directory)
    return CardMaker(run, directory, themes, resources, audience, firm)
