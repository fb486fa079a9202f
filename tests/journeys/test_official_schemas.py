"""Network files, as the page hands them out, against the official schemas of their formats."""

import pytest
from lxml import etree

from portal.app import create_app
from portal.config import Settings
from portal.models.base import db
from portal.models.people import Person
from portal.partnerships.service import get_partnership
from tests.journeys.town import found_town
from tests.matching.formats.test_gexf import without_looks
from tests.portal.consortia.runs import a_finished_grouping
from tests.portal.factories import a_participation

SCHEMAS = {
    "gexf": "graphs/gexf_spec/specs/1.3/gexf.xsd",
    "graphml": "graphs/graphml_spec/graphml.xsd",
}
NETWORKS = [
    ("ties", "run"),
    ("affinity", "run"),
    ("members", "run"),
    ("ties", "now"),
    ("affinity", "now"),
]


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A town with a hostile name in it and a finished grouping, and its coordinator's browser."""
    folder = tmp_path_factory.mktemp("instance")
    app = create_app(Settings(instance=folder, secret_key="schema " * 8))
    client = app.test_client()
    with app.test_request_context(), client.session_transaction() as session:
        db.create_all()
        town = found_town()
        partnership = get_partnership(town.slug)
        a_participation(partnership, name="Kites & <clubs> ]]> \u05e9\u05dc\u05d5\u05dd")
        run = a_finished_grouping(partnership)
        coordinator = db.session.query(Person).filter_by(email=town.coordinator).one()
        session["_user_id"], session["_fresh"] = coordinator.fs_uniquifier, True
        session["signed_in_at"] = 4_000_000_000.0
        where = f"/p/{town.slug}/network", run.id
    return client, *where


@pytest.mark.parametrize("format_name", SCHEMAS)
@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("ties", "run"),
        ("affinity", "run"),
        ("members", "run"),
        ("ties", "now"),
        ("affinity", "now"),
    ],
)
def test_a_downloaded_file_validates(open_data, town, kind, format_name, source):
    schema = etree.XMLSchema(etree.parse(open_data / SCHEMAS[format_name]))
    client, address, run = town
    asked = {"run": run if source == "run" else "now"}
    answer = client.get(f"{address}/{kind}/{format_name}", query_string=asked)
    assert answer.status_code == 200
    assert b"Kites &amp; &lt;clubs" in answer.data or kind == "members"
    schema.assertValid(without_looks(answer.data))
