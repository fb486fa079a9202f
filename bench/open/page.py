"""The text of what was measured, for the page of benchmarks."""

from bench.briefs.families import described
from bench.machine import in_words
from bench.open import tables
from bench.open.records import Checked, Results

BEGIN = "<!-- python -m bench.open writes from here -->"
WHAT = {
    "compare": "other ways",
    "prove": "few organisations",
    "efforts": "quality over time",
    "grow": "growth",
}
WAYS = """\
**The engine and other ways**, on the same instances in the same run, weighed
by the same sums; a group that breaks a hard rule counts 0. Each organisation is in at most one
group, of three to eight. Whatever a way leaves open is tried, and the best counts: *random* is the
best of ten shuffles for each group size; *ward sort* sorts by district, ward and place and cuts,
for each size; *Louvain cut* cuts the communities of the affinity graph (NetworkX), each lined up
along its heaviest edges, for each size; *k-means-constrained* clusters places, and places with
themes, for each size. The two genetic groupers hand on whole groups (the grouping crossover of
Falkenauer) and get the CPU time that the engine took: *genetic* places whoever is left wherever
there is room, as in the textbook, and learns rules and terms from the judge alone; *genetic,
informed* uses the engine's own sums and rules to open groups around leads and to place each where
that gains most.""".replace("\n", " ")
MADE = """\
"Engine makes" is how many times as much as the way, the mean over the instances, "at least" on the
instance where that is least; "nothing makes more than" is the same for the engine's bound, which no
grouping exceeds: where it is below 1.5 nobody could make one and a half times as much.""".replace(
    "\n", " "
)
LEADS = """\
**The same with a lead repair for each.** Of two in a group who are excluded from each other one
goes; a group without a lead gets one who is in no group, or a second lead of another group, who
joins or changes places with a member, whichever raises the total most; what still breaks a rule is
given up.""".replace("\n", " ")
REST = """\
**And the rest placed**: after the repair everybody in no group joins the group where that raises
the total most. That is more than a repair: it makes any start, even a random one, into a greedy
search with the engine's sums.""".replace("\n", " ")


def text(results: Results, pictures: str = "") -> str:
    """The section without its heading; `pictures` is the folder of the pictures, with a slash."""
    parts = [_ran_on(results), f"**Families**, as for briefs. {described()}"]
    parts += _ways(results, pictures) if results.compared else []
    parts += _small(results) if results.proven else []
    parts += _growth(results, pictures) if results.grown else []
    parts += [_checked(results)] if results.compared or results.proven else []
    return "\n\n".join(parts)


def _ran_on(results: Results) -> str:
    loads = [
        f"{WHAT[name]} ({of['plan']} run) {of['load']}" for name, of in results.machines.items()
    ]
    told = dict.fromkeys(in_words(of).rpartition(";")[0] for of in results.machines.values())
    return (
        f"**What it ran on.** {'; '.join(told)}. Warm, the instance read and compiled. Load when "
        f"each part began: {', '.join(loads)}."
    )


def _ways(results: Results, pictures: str) -> list[str]:
    parts = [
        f"{WAYS} {MADE} {_instances(results)}",
        tables.ways(results, tables.PLAIN),
        LEADS,
        tables.ways(results, tables.LED),
        REST,
        tables.ways(results, tables.PLACED),
        f"![Total an organisation, by way]({pictures}open-ways.svg)",
        "Total an organisation by family: as it is / with leads / and the rest placed.",
        tables.ways_by_family(results),
    ]
    if results.efforts:
        parts += [
            "**Quality over CPU time**, one instance, the search's efforts in turn:",
            f"![Quality over CPU time]({pictures}open-efforts.svg)",
        ]
    return parts


def _instances(results: Results) -> str:
    count = len({(one.family, one.seed) for one in results.compared})
    families = len({one.family for one in results.compared})
    each = results.compared[0].organisations
    return f"{count} instances of {families} families, {each:,} organisations each."


def _small(results: Results) -> list[str]:
    same, count, least = tables.tried_all(results)
    tried = sorted({one.organisations for one in results.tried_all})
    return [
        f"**At most {max(one.organisations for one in results.proven)} organisations**, groups of "
        "three to eight, usual effort, instances in which somebody may lead. What is proven is the "
        'best there is; for the rest the gap says how far off it is at most. "First groups" are '
        "those of effort 0.",
        tables.proven(results),
        f"**Every group tried.** Over {_span(tried)} "
        "organisations all groups were weighed by the slow formulas of the tests, and HiGHS packed "
        f"them (`scipy.optimize.milp`): {same} of {count} totals are the same; the least is "
        f"{100 * least:.2f} % of the best.",
    ]


def _span(counts: list[int]) -> str:
    """From the least to the most."""
    return f"{counts[0]}" if counts[0] == counts[-1] else f"{counts[0]} to {counts[-1]}"


def _growth(results: Results, pictures: str) -> list[str]:
    powers = tables.exponents(results.grown)
    sizes = [one.organisations for one in tables.fitted(results.grown)]
    words = ", ".join(f"{words} {power:.2f}" for words, power in powers.items())
    told = f"Power of n, fitted over {len(sizes)} sizes from {min(sizes, default=0):,} to "
    return [
        f"**Growth**, one group each, three to eight, {results.grown[0].workers} workers, each "
        "size read from a folder in a process of its own once the kernels are there. The search "
        "ends with its last step; the whole has the bound, a last look at those left out, cards "
        "and reasons too. Memory is the highest of the whole process, before the grouping began "
        "and in all, about 160 MiB of it Python with its packages.",
        tables.grown(results),
        *([f"{told}{max(sizes):,}: {words}."] if powers else []),
        f"![Time and memory by size]({pictures}open-growth.svg)",
    ]


def _checked(results: Results) -> str:
    large, small = results.checked, results.checked_small
    done: Checked = large + small
    broken = "none" if not done.broken else "; ".join(done.broken)
    return (
        f"**Held against the formulas.** The terms, quality, total and hard rules of all "
        f"{done.groups:,} groups of the engine in {done.groupings} groupings above (growth aside, "
        "where the engine's own check of the rules is in the table) were computed again by the "
        f"slow formulas of the tests. Furthest from them: {done.furthest:.1g}. Rules broken: "
        f"{broken}."
    )
