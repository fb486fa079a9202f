"""Asking a scanner for viruses, where an installation has one: a command that reads a file."""

import shlex
import subprocess

import structlog

SECONDS = 120
UNSURE = "it could not be checked; send it again later"
log = structlog.get_logger()


def scan(command: str, content: bytes) -> str | None:
    """Return what an outside scanner finds in a file: empty for nothing, None where it failed.

    The command gets the content on its standard input and ends with 0 where it is clean, with 1
    where it found something, as ``clamdscan -`` does. It is started without a shell.

    Examples
    --------
    >>> scan("/bin/cat", b"hello"), scan("/bin/false", b"hello")
    ('', 'a scanner for viruses found something in it')
    """
    try:
        ended = subprocess.run(  # noqa: S603 - the administrator's own command, no shell
            shlex.split(command),
            input=content,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        log.error("scanner failed", reason=type(error).__name__)
        return None
    if ended.returncode == 0:
        return ""
    if ended.returncode == 1:
        return "a scanner for viruses found something in it"
    log.error("scanner failed", code=ended.returncode)
    return None
