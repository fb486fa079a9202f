"""The text of one run for the page of benchmarks, and where it goes in that page."""

from pathlib import Path

from bench.briefs import other_tables, search_tables
from bench.briefs.families import described
from bench.briefs.records import FIRST, MIDDLE, PICTURED, SMALL, Results
from bench.machine import in_words

BEGIN = "<!-- python -m bench.briefs writes from here -->"
END = "<!-- to here -->"


def text(results: Results, pictures: str = "") -> str:
    """The section without its heading; `pictures` is the folder of the pictures, with a slash."""
    return "\n\n".join(
        [
            f"**What it ran on.** {in_words(results.machine)}. One process, warm, the instance "
            f"read and compiled. {_what(results)}",
            "**Families.** " + described(),
            *_searches(results, pictures),
            *_others(results),
        ]
    )


def put(page: Path, told: str, begin: str = BEGIN) -> None:
    """Replace what stands between the two marks of a page; the first one says whose it is."""
    whole = page.read_text(encoding="utf-8")
    before, begun, rest = whole.partition(begin)
    _, ended, after = rest.partition(END)
    if not begun or not ended:
        raise ValueError(f"{page} has no place that begins with {begin!r} and ends with {END!r}")
    page.write_text(f"{before}{begin}\n\n{told}\n\n{END}{after}", encoding="utf-8")


def _what(results: Results) -> str:
    counts = {row: len(results.of(row)) for row in (SMALL, MIDDLE, FIRST)}
    return (
        f"This was the {results.plan} run: {counts[SMALL]} briefs over 100 organisations, "
        f"{counts[MIDDLE]} over 200, {counts[FIRST]} over {_most(results):,}; each asks for three "
        "to six members, nine cells, five groups that differ by two; the seeds of a family take "
        "the six presets of weights in turn."
    )


def _searches(results: Results, pictures: str) -> list[str]:
    one = results.of(PICTURED)[0]
    return [
        "**At most 100 organisations**, usual effort:",
        search_tables.small(results),
        "**200 organisations**, usual effort, stopped after 10 CPU-s:",
        search_tables.middle(results),
        f"![CPU-seconds by family]({pictures}brief-families.svg)",
        f"**{_most(results):,} organisations, first answer** (five groups, their cards and the "
        "nearest 20; seconds are those of the clock):",
        search_tables.first_answers(results),
        *_many(results),
        f"**How a proof comes about**, for a brief harder than these ({one.family}, "
        f"{one.organisations:,} organisations, one group asked for):",
        f"![Quality and bound over CPU time]({pictures}brief-proof.svg)",
    ]


def _many(results: Results) -> list[str]:
    found = search_tables.many(results)
    return [f"**{_most(results):,} organisations, proof or bound**:", found] if found else []


def _others(results: Results) -> list[str]:
    tried = results.tried_all
    same = sum(one.same for one in tried)
    return [
        _checked(results),
        f"**Every group tried.** Over {tried[0].organisations} organisations all "
        f"{tried[0].tried:,} sets of three to six were tried by those formulas, once a family: "
        f"{same} of {len(tried)} lists are the same, group for group.",
        "**Simple ways on the same instances**, quality as a share of the proven best. Greedy "
        "grows a group from each possible lead by whoever adds most. Random is the best of as "
        "many random groups as fit into the CPU time that the engine took for all five and their "
        "proof. The linear part is the best group by coverage, days and small members alone, "
        "found by HiGHS. Where the rules are tight a way may find no group at all.",
        other_tables.baselines(results),
        "**The linear part against HiGHS** (`scipy.optimize.milp`): the same themes in all wards "
        "of the town, the weights of the pair and need terms 0, one group. The engine also "
        "settles which of equally good groups has the smallest ids; HiGHS need not.",
        other_tables.linear(results),
        "**Explanations** of groups of six among 200 organisations: shares, losses, three "
        "replacements for each member, ranges of unknown facts, sentences.",
        other_tables.explained(results),
    ]


def _checked(results: Results) -> str:
    done = results.checked
    broken = "none" if not done.broken else "; ".join(done.broken)
    return (
        f"**Held against the formulas.** The terms, quality, gaps and hard rules of all "
        f"{done.groups:,} groups above were computed again by the slow formulas of the tests. "
        f"Furthest from them: {done.furthest_term:.1g}. Rules broken: {broken}."
    )


def _most(results: Results) -> int:
    return max(one.organisations for one in results.of(FIRST))
