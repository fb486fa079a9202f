"""Partnerships with words and places, and files that name them."""

from portal.models.places import Postcode
from tests.portal.factories import (
    a_partnership,
    a_partnership_area,
    a_resource,
    a_theme,
    add,
    an_area,
)


def a_town():
    """A partnership with two themes, two resources, three wards in two parts and a postcode."""
    town = a_partnership("town", "Town Partnership")
    a_theme(town, "play", "Open-access play")
    a_theme(town, "arts", "Arts: making and music")
    a_resource(town, "hall", "A hall")
    a_resource(town, "minibus", "A minibus")
    a_partnership_area(town, an_area("E1", "Ash"), "North")
    a_partnership_area(town, an_area("E2", "Birch"), "North")
    a_partnership_area(town, an_area("E3", "Canal"), "South")
    add(Postcode(postcode="M401AB", lat=53.5, lon=-2.2, area_code="E1"))
    return town


def a_file(*rows, header="name,external_id,themes"):
    return ("\n".join((header, *rows)) + "\n").encode()


def a_posted_file(content, name="file.csv"):
    """The arguments by which a test client sends a file; large ones too, without a file on disk."""
    head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + content + b"\r\n--edge--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=edge"}
