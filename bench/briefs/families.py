"""Seven families of seeded instances: made-up towns whose rows were changed to be hard."""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, radians
from random import Random

from bench.briefs.asking import Tables, ask, in_town
from matching import PRESETS, Brief, Instance, generate_instance

KM_A_DEGREE = 111.2
CITY, CITY_KM = (53.48, -2.24), 1.5
CONTRACT = 250_000
NESTED, DECOYS, RING = 8, 0.3, 8
FACTS = (
    "lat", "lon", "areas", "ages", "offers", "needs", "networks", "turnover", "spare_days",
    "max_contract", "can_lead", "will_lead", "ties_known",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One instance of a family and what is asked of it."""

    family: str
    seed: int
    instance: Instance
    brief: Brief

    @property
    def words(self) -> str:
        """What to call it in a line of progress."""
        return f"{self.family}, {len(self.instance.organisations):,} organisations, {self.seed}"


def case(family: str, organisations: int, seed: int) -> Case:
    """Build one instance of a family; the same three give the same instance.

    The weights are those of the presets in turn, so that six seeds ask in all six ways.
    """
    tables: Tables = generate_instance(organisations, seed).tables()
    brief = FAMILIES[family](Random(f"{family}-{organisations}-{seed}"), tables)
    preset = list(PRESETS.values())[seed % len(PRESETS)]
    weighted = brief.model_copy(update={"weights": preset.weights})
    return Case(family, seed, Instance.from_tables(**tables), weighted)


def _ordinary(draw: Random, tables: Tables) -> Brief:
    """As generated."""
    return ask(draw, tables)


def _tight(draw: Random, tables: Tables) -> Brief:
    """Few spare days, and nine tenths asked for of what six neighbours have at most."""
    for row in tables["organisations"]:
        row["spare_days"] = f"{min(2.0, draw.expovariate(1.5)):.2f}"
    brief = ask(draw, tables)
    most = sorted((float(row["spare_days"]) for row in in_town(tables, brief)), reverse=True)
    return brief.model_copy(update={"min_capacity_days": round(0.9 * sum(most[:6]), 2)})


def _few_leads(draw: Random, tables: Tables) -> Brief:
    """One in forty can lead, and the lead must hold a contract."""
    rows = tables["organisations"]
    for row in rows:
        row["can_lead"], row["will_lead"] = "no", "no"
    for row in draw.sample(rows, max(2, len(rows) // 40)):
        row["can_lead"], row["will_lead"], row["max_contract"] = "yes", "yes", str(CONTRACT)
    return ask(draw, tables, contract_value=CONTRACT)


def _nested(draw: Random, tables: Tables) -> Brief:
    """Everybody has the first few of one list of themes."""
    listed = sorted({row["themes"].partition(":")[0] for row in tables["organisations"]} - {""})
    themes = draw.sample(listed, min(NESTED, len(listed)))
    for row in tables["organisations"]:
        if row["themes"]:
            first = themes[: draw.randint(1, len(themes))]
            row["themes"] = ";".join(f"{code}:{draw.choice((0.6, 1.0))}" for code in first)
    return ask(draw, tables)


def _decoys(draw: Random, tables: Tables) -> Brief:
    """Three in ten cover everything alone, but are far from all, or exclude one another."""
    brief = ask(draw, tables)
    rows = tables["organisations"]
    chosen = draw.sample(rows, int(DECOYS * len(rows)))
    alone = {
        "themes": ";".join(sorted({cell.theme for cell in brief.cells})),
        "areas": ";".join(sorted({cell.area for cell in brief.cells})),
        "offers": "none",
        "needs": "accounting;bid-writing;data",
        "spare_days": "8",
        "turnover": "50000",
        "ties_known": "yes",
    }
    far, near = chosen[::2], chosen[1::2]
    for number, row in enumerate(chosen):
        row.update(alone)
        if number % 2 == 0:
            row.update({"lat": str(56 + number / len(rows)), "lon": "-4", "radius_km": "1"})
    ids = {row["id"] for row in [*far, *near]}
    tables["ties"] = [row for row in tables["ties"] if not ids & {row["from"], row["to"]}]
    tables["exclusions"] += [
        {"a": row["id"], "b": other["id"]}
        for place, row in enumerate(near)
        for other in near[place + 1 : place + 1 + RING]
    ]
    return brief


def _dense(draw: Random, tables: Tables) -> Brief:
    """All organisations and all wards within a few kilometres."""
    scale = KM_A_DEGREE * cos(radians(CITY[0]))
    for row in [*tables["organisations"], *tables["areas"]]:
        if row["lat"] and row["lon"]:
            row["lat"] = f"{CITY[0] + draw.gauss(0, CITY_KM) / KM_A_DEGREE:.5f}"
            row["lon"] = f"{CITY[1] + draw.gauss(0, CITY_KM) / scale:.5f}"
    return ask(draw, tables)


def _unknowns(draw: Random, tables: Tables) -> Brief:
    """Half of all facts but the themes blank, and a lead only wanted."""
    for row in tables["organisations"]:
        row.update({column: "" for column in FACTS if draw.random() < 0.5})
    told = {row["id"] for row in tables["organisations"] if row["ties_known"] == "yes"}
    tables["ties"] = [row for row in tables["ties"] if row["from"] in told]
    return ask(draw, tables, lead="wanted", min_capacity_days=4)


FAMILIES: dict[str, Callable[[Random, Tables], Brief]] = {
    "ordinary": _ordinary,
    "tight capacity": _tight,
    "few leads": _few_leads,
    "nested themes": _nested,
    "decoys": _decoys,
    "one dense city": _dense,
    "many unknowns": _unknowns,
}


def described() -> str:
    """Every family in a sentence."""
    return " ".join(f"*{name}*: {_sentence(build)}" for name, build in FAMILIES.items())


def _sentence(build: Callable[[Random, Tables], Brief]) -> str:
    told = build.__doc__ or ""
    return told[0].lower() + told[1:]
