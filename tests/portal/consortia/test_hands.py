"""Who searches a large grouping: the threads of the worker, or a cluster where one is set."""

import socket
from functools import partial

import pytest

from matching import Cluster, ClusterError, Instance
from portal.consortia import hands
from portal.consortia.hands import ONE_PIECE, hands_for


def instance_of(count):
    return Instance.from_tables([{"id": f"o{n}"} for n in range(count)])


def test_what_is_searched_in_one_piece_needs_no_other_hands(app, monkeypatch):
    monkeypatch.setitem(app.config, "DASK_SCHEDULER", "tcp://nobody.invalid:8786")
    with app.app_context(), hands_for(instance_of(ONE_PIECE)) as found:
        assert found == {}


def test_without_a_cluster_the_worker_uses_its_cores(app):
    with app.app_context(), hands_for(instance_of(ONE_PIECE + 1)) as found:
        assert found["workers"] >= 1
        assert "executor" not in found


@pytest.mark.walk
def test_a_cluster_that_does_not_answer_is_named_in_one_line(app, monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        monkeypatch.setitem(app.config, "DASK_SCHEDULER", address)
        monkeypatch.setattr(hands, "Cluster", partial(Cluster, timeout=0.5))
        asking = hands_for(instance_of(ONE_PIECE + 1))
        with app.app_context(), pytest.raises(ClusterError) as caught:
            asking.__enter__()
    assert address in str(caught.value)
    assert "\n" not in str(caught.value)
