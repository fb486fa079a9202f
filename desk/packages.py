"""The pinned packages: installed by uv where it can be had, by pip where not."""

import os
import subprocess
from pathlib import Path

from desk.environment import PYTHON, ROOT, VENV
from desk.registry import read_pip_settings, uv_environment, uv_flags
from desk.stamps import is_stamped, write_stamps
from desk.trouble import Trouble

STAMP = VENV / "patchwork-stamps.json"
LOG = VENV / "patchwork-install.log"
INSTALLER = ROOT / "desk" / "installer.txt"
RUN = ROOT / "requirements.txt"
DEV = ROOT / "requirements-dev.txt"

# What pip or uv prints, and what it means to the person at the terminal.
SIGNS = [
    (
        ("no space left on device",),
        "The disk is full. Free about 1500 MB, then run the same command again.",
    ),
    (
        ("do not match the hashes", "hash mismatch"),
        "A package differs from the pinned one, so it was not installed. {log} names it.",
    ),
    (
        (
            "retrying (retry(",
            "failed to establish",
            "name or service not known",
            "temporary failure in name resolution",
            "dns error",
            "error sending request",
            "connection refused",
            "network is unreachable",
            "timed out",
        ),
        "The package registry cannot be reached. Check the network, or pip's index and proxy "
        "settings, then run the same command again. Details: {log}",
    ),
]


def ensure_packages(*, dev: bool = False) -> None:
    """Install what the lock file pins, unless the environment was filled from it already."""
    file = DEV if dev else RUN
    if is_stamped(STAMP, file):
        return
    print("Installing the pinned packages; the first time this takes a minute or so.", flush=True)
    LOG.write_text("", encoding="utf-8")
    install(file)
    write_stamps(STAMP, [RUN, DEV] if dev else [RUN])


def install(file: Path) -> None:
    """Fill the environment from one lock file."""
    output = run_pip("--retries", "2", "-r", str(INSTALLER))
    if not output or not is_trouble_for_all(output):
        if not output and not run_uv(file):
            return
        print("uv did not manage, so pip installs them; this takes longer.", flush=True)
        output = run_pip("-r", str(file))
    if output:
        raise Trouble(explain(output, LOG))


def is_trouble_for_all(output: str) -> bool:
    """Tell whether the fault is one that another installer would meet too."""
    return any(sign in output.lower() for signs, _ in SIGNS for sign in signs)


def run_pip(*arguments: str) -> str:
    """Install with pip; give nothing when it went well, else its output."""
    quiet = ["--disable-pip-version-check", "--no-input", "--require-hashes"]
    return run([PYTHON, "-m", "pip", "install", *quiet, *arguments], {})


def run_uv(file: Path) -> str:
    """Install with uv; give nothing when it went well, else its output."""
    settings = registry_settings()
    command = [PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON]
    options = ["--require-hashes", "--compile-bytecode", "--no-progress", *uv_flags(settings)]
    return run([*command, *options, "-r", str(file)], uv_environment(settings, os.environ))


def registry_settings() -> dict[str, str]:
    """Give the registry, certificate and proxy that pip is set up for on this machine."""
    listed = subprocess.run(
        [PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, cwd=ROOT
    )
    return read_pip_settings(listed.stdout.splitlines())


def run(command: list[str], told: dict[str, str]) -> str:
    """Run one command and keep its output in the log; give it back when the command failed."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | told,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    with LOG.open("a", encoding="utf-8") as log:
        log.write(done.stdout)
    return (done.stdout or "failed without a word") if done.returncode else ""


def explain(output: str, log: Path) -> str:
    """Say in one line what an installer's output means."""
    for signs, line in SIGNS:
        if any(sign in output.lower() for sign in signs):
            return line.format(log=log)
    last = (output.strip().splitlines() or ["no reason given"])[-1]
    return f"The packages could not be installed: {last} (the whole of it: {log})"
