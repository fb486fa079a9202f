"""Prints what the Makefile can do, from the comments behind its targets."""

import re
from pathlib import Path

from desk.environment import ROOT

TARGET = re.compile(r"^([a-z-]+):[^#\n]*## (.+)$", re.MULTILINE)


def read_targets(makefile: Path) -> list[tuple[str, str]]:
    """Give each target that has a comment, with the comment, in the order of the file."""
    return TARGET.findall(makefile.read_text(encoding="utf-8"))


def main() -> None:
    """Print the table."""
    print("Patchwork: what `make` does here\n")
    for target, what in read_targets(ROOT / "Makefile"):
        print(f"  make {target:<10} {what}")
    print("\nPORT=8123 make run serves at another port; HOST likewise.")


if __name__ == "__main__":
    main()
