"""The package registry as pip is set up for it on this machine, told to uv in uv's own words."""

import ast
from collections.abc import Iterable, Mapping

# What pip calls it, what uv calls it, and what stands between several values in uv.
NAMES = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
    "default-timeout": ("UV_HTTP_TIMEOUT", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "proxy": ("ALL_PROXY", " "),
}
# Where pip looks, the weakest first.
PLACES = ("global", "site", "user", "install", ":env:")


def read_pip_settings(lines: Iterable[str]) -> dict[str, str]:
    """Read the lines of `pip config list`; the strongest place of each setting wins."""
    found: dict[str, tuple[int, str]] = {}
    for line in lines:
        where, equals, value = line.partition("=")
        place, _, name = where.rpartition(".")
        if not equals or place not in PLACES:
            continue
        strength = PLACES.index(place)
        if strength >= found.get(name, (-1, ""))[0]:
            found[name] = (strength, unquote(value))
    return {name: value for name, (_, value) in found.items()}


def unquote(value: str) -> str:
    """Take the quotes off that pip prints around a value."""
    try:
        return str(ast.literal_eval(value))
    except (SyntaxError, ValueError):
        return value


def uv_environment(settings: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Give the variables that make uv use the same registry; those that are set already stay."""
    told: dict[str, str] = {}
    for name, (variable, between) in NAMES.items():
        if settings.get(name) and variable not in given:
            told[variable] = between.join(settings[name].split())
    # pip looks in all indexes for the best version; the hashes say which file it must be.
    if "UV_INDEX" in told:
        told["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return told


def node_environment(settings: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Give the variables that make npm trust the same certificate and use the same proxy."""
    names = {"cert": "NODE_EXTRA_CA_CERTS", "proxy": "HTTPS_PROXY"}
    return {
        variable: settings[name]
        for name, variable in names.items()
        if settings.get(name) and variable not in given
    }


def uv_flags(settings: Mapping[str, str]) -> list[str]:
    """Give the flags for what uv takes as a flag only."""
    return ["--no-index"] if settings.get("no-index", "").lower() in {"1", "true", "yes"} else []
