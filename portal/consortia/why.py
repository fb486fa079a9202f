"""Why a suggested group is as good as it is: what its page says beside the card, for one audience.

All of it was worked out when the run ended; runs from before that was stored say less.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.consortia.cards import Card, CardMaker
from portal.consortia.covers import Cover
from portal.consortia.shares import Share, points, share_out
from portal.consortia.silences import Quiet, Silences, list_silences
from portal.consortia.telling import Reason
from portal.consortia.words import TERMS

FULL = 1 - 1e-9
MOST_MISSING = 2


@dataclass(frozen=True, slots=True)
class Why:
    """The account of one group; `figures` says whether this audience is told any."""

    figures: bool
    in_short: tuple[Reason, ...]
    shares: list[Share]
    silences: Silences
    looked_for_others: bool


def make_why(maker: CardMaker, card: Card) -> Why:
    """Put together why a group is as good as it is."""
    account, figures = maker.account(card.number), maker.reader.figures
    found = [covering(card, account, figures), strongest(account, figures), missed(maker, card)]
    return Why(
        figures=figures,
        in_short=tuple(one for one in found if one is not None),
        shares=share_out(card.quality, account["shares"]) if told(account, figures) else [],
        silences=list_silences(account, quiet_members(maker, card), maker.reader),
        looked_for_others=any(member.instead is not None for member in card.members),
    )


def told(account: Mapping[str, Any], figures: bool) -> bool:
    """Tell whether figures are there and for this audience."""
    return figures and "shares" in account


def covering(card: Card, account: Mapping[str, Any], figures: bool) -> Reason | None:
    """Say how much the group covers."""
    if card.cover is not None:
        return covering_cells(card.cover)
    if not told(account, figures):
        return None
    share = round(100 * card.terms["coverage"])
    return Reason("plus", f"Its themes come to {share}%", "of a full breadth in one district.")


def covering_cells(cover: Cover) -> Reason:
    """Say how many themes in areas a group covers in full, and what is missing most."""
    wanted = [cell for cell in cover.cells.values() if cell["state"] != "none"]
    if not cover.missing:
        return Reason("plus", "Covers everything", "that the brief asks for.")
    full = sum(cell["share"] >= FULL for cell in wanted)
    rest = len(cover.missing) - MOST_MISSING
    more = f"; and {rest} more" if rest > 0 else ""
    return Reason(
        "plus",
        f"Covers {full} of {len(wanted)} in full,",
        f"counting each theme in each area. Missing: "
        f"{'; '.join(cover.missing[:MOST_MISSING])}{more}.",
    )


def strongest(account: Mapping[str, Any], figures: bool) -> Reason | None:
    """Say where most of the quality comes from, and where most is missing."""
    if "shares" not in account:
        return None
    most = max(account["shares"], key=lambda one: one["points"])
    least = max(account["shares"], key=lambda one: one["missing"])
    strong, weak = TERMS[most["name"]], TERMS[least["name"]]
    if not figures:
        return Reason("fits", f"Strongest in “{strong}”,", f"weakest in “{weak}”.")
    rows = share_out(account["quality"], account["shares"])
    by_label = {row.label: row for row in rows}
    got, missing = by_label[strong].got, by_label[weak].missing
    return Reason(
        "fits",
        f"Most of its {points(account['quality'])} points",
        f"come from “{strong}” ({got}). Most is missing from “{weak}” "
        f"({missing} of {by_label[weak].worth}).",
    )


def missed(maker: CardMaker, card: Card) -> Reason | None:
    """Say what the loss of any one member would mean at worst."""
    account = maker.account(card.number)
    if "worst" not in account:
        return None
    losses, request = maker.losses(card.number), maker.outcome["request"]
    size = len(card.members)
    fact, text = losses.if_one_drops_out(account["worst"], card.quality, size, request)
    return Reason("caution", fact, text)


def quiet_members(maker: CardMaker, card: Card) -> list[Quiet]:
    """List the members with the facts that they have not told; those that left are not asked."""
    group = maker.outcome["consortia"][card.number - 1]
    facts = {one["id"]: tuple(one["facts"]) for one in group["unknowns"]}
    return [
        Quiet(member.slug, member.name, member.organisation_id, facts[member.slug])
        for member in card.members
        if member.organisation_id is not None and facts.get(member.slug)
    ]
