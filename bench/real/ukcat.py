"""The UK charity activity tags (UK-CAT) as themes, and the rules that find them in words."""

import re
from dataclasses import dataclass
from pathlib import Path

from bench.real.source import Row, Tags, read_rows

# A tag that only names its whole category says less than one inside it.
GENERAL_WEIGHT = 0.5


def read_tags(folder: Path) -> Tags:
    """Roll each tag up to its subcategory where it has one; the rest stand for themselves."""
    return _tags(_tag_rows(folder))


def _tags(rows: list[Row]) -> Tags:
    heads = {(row["Category"], row["Subcategory"]): row["Code"] for row in rows
             if row["Level"] == "2"}  # fmt: skip
    themes = {
        row["Code"]: heads.get((row["Category"], row["Subcategory"]), row["Code"]) for row in rows
    }
    weights = {row["Code"]: GENERAL_WEIGHT if row["Level"] == "1" else 1.0 for row in rows}
    return Tags(themes, weights, {row["Code"]: row["tag"] for row in rows})


@dataclass(frozen=True)
class Rule:
    """A tag, the words that ask for it and the words that forbid it."""

    code: str
    wanted: re.Pattern[str]
    refused: re.Pattern[str] | None

    def fits(self, text: str) -> bool:
        """Whether a description asks for this tag."""
        return bool(self.wanted.search(text)) and not (self.refused and self.refused.search(text))


def read_rules(folder: Path) -> list[Rule]:
    """The rules of all tags that have one."""
    return [
        Rule(row["Code"], _words(row["Regular expression"]), _words_or_none(row))
        for row in _tag_rows(folder)
        if row["Regular expression"]
    ]


def tags_by_rule(rules: list[Rule], text: str) -> list[str]:
    """The tags that a description asks for, in the order of the list of tags."""
    return [rule.code for rule in rules if rule.fits(text)]


def _tag_rows(folder: Path) -> list[Row]:
    return read_rows(folder / "taxonomies" / "ukcat_with_regex.csv")


def _words(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _words_or_none(row: Row) -> re.Pattern[str] | None:
    refused = row["Exclude regular expression"]
    return _words(refused) if refused else None
