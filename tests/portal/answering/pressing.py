"""What somebody who answers a survey presses, from the first page to sending."""

from tests.portal.pages import hidden


def post(client, address, **data):
    """Save a page as it was made just now, and carry on."""
    mark = data.pop("seen", None) or hidden(client, address, "seen")
    return client.post(address, data={"seen": mark, "act": "go", **data})


def send_form(client, desk, **data):
    """The form that sends the answers at an address."""
    kept = {name: hidden(client, f"{desk}check", name) for name in ("send_key", "revision")}
    return {"answered_by": "Kim Kite", **kept, **data}


def send(client, desk, **data):
    """Send the answers at an address."""
    return client.post(f"{desk}check", data=send_form(client, desk, **data))


def answer_all(client, link):
    """Answer all of the survey with a branch; give where, and the form that sends the answers."""
    desk = client.post(link).location
    post(client, f"{desk}part/one", q_paid="yes")
    post(client, f"{desk}part/one/part-2", q_staff="4")
    post(client, f"{desk}part/two", q_more="We play")
    return desk, send_form(client, desk)
