"""What tests read off a page, and post back."""

from html import unescape
from re import findall, search, sub


def text(answer, status=200):
    """The words of a page that came as it should."""
    assert answer.status_code == status, answer.status
    return answer.get_data(as_text=True)


def words(answer):
    """What a reader sees of a page."""
    seen = sub(r"(?s)<(script|style|svg).*?</\1>", " ", answer.get_data(as_text=True))
    return " ".join(unescape(sub(r"<[^>]+>", " ", seen)).split())


def value_of(page, name):
    """What the first field of a name holds."""
    found = search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, f"no field {name} on the page"
    return unescape(found[1])


def hidden(client, address, name):
    """What a field holds on the page at an address."""
    return value_of(text(client.get(address)), name)


def fields_of(page):
    """What the first form of a page keeps and posts again, with every value of a name."""
    form = page.split("<main")[1].split("<form")[1].split("</form>")[0]
    found: dict[str, list[str]] = {}
    for name, value in findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form):
        found.setdefault(unescape(name), []).append(unescape(value))
    return found
