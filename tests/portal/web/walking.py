"""Addresses of all pages, with made-up parts, for tests that walk the house."""

from werkzeug.routing import AnyConverter, Rule

METHODS = {"HEAD", "OPTIONS"}


def example_path(app, rule: Rule, **known) -> str:
    """Build a path for a rule; `known` gives parts by name, others name nothing that exists."""
    values = {name: known.get(name, example_of(kind)) for name, kind in rule._converters.items()}
    return app.url_map.bind("").build(rule.endpoint, values, method=sorted(rule.methods)[-1])


def example_of(converter) -> str:
    """Give something that a converter accepts."""
    return min(converter.items) if isinstance(converter, AnyConverter) else "999999"


def pages(app):
    """Give every rule with each of its methods that does something."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            for method in sorted((rule.methods or set()) - METHODS):
                yield rule, method
