"""Tiles on a real cluster of several processes, and the one clear line where there is none."""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

import pytest
from distributed import Client

from matching import (
    Cluster,
    ClusterError,
    Grouping,
    generate_instance,
    suggest_groups,
    write_folder,
)
from matching.cluster import work
from matching.commands import main
from matching.compiling import small_tile
from matching.groupings import suggestion, tiles
from matching.groupings.rounds import run
from matching.version import ENGINE_VERSION
from tests.matching.clusters import machines
from tests.matching.test_groupings import check

GROUPING = {"id": "g", "size": {"min": 3, "max": 8}, "one_group_each": True}
REQUEST = Grouping.from_json(GROUPING)
ENDS = {
    "workers": "no worker has been there for 2 s",
    "scheduler": "the scheduler can no longer be reached",
}


@pytest.fixture
def soon(monkeypatch):
    """Waits of a second instead of many."""
    monkeypatch.setitem(Cluster.__init__.__kwdefaults__, "timeout", 1.0)


@pytest.fixture(scope="module")
def city():
    return generate_instance(2_200, 4)


@pytest.fixture
def town(monkeypatch):
    """A small one, cut into many small tiles, of which every answer is told at once."""
    monkeypatch.setattr(suggestion, "MOST_AT_ONCE", 100)
    monkeypatch.setattr(tiles.tiles_of, "__defaults__", (60,))
    monkeypatch.setattr("matching.progress.BETWEEN_CALLS", 0)
    return generate_instance(400, 4)


@pytest.fixture(scope="module")
def folder(city, tmp_path_factory):
    """The city on disk, with a grouping beside it."""
    place = tmp_path_factory.mktemp("large")
    write_folder(city, place / "city")
    (place / "grouping.json").write_text(json.dumps(GROUPING))
    return place


@pytest.fixture(scope="module")
def alone(folder):
    """The bytes that one process by itself writes."""
    return written(folder)


class KillMidway:
    """Watches a search, and ends programs while tiles of the second round are away."""

    def __init__(self, programs):
        self.programs, self.seen = programs, 0

    def __call__(self, progress):
        self.seen += progress.phase == "Searching, round 2 of 3"
        if self.seen == 3:
            for one in self.programs:
                one.kill()


def stop_in_the_first_round(progress):
    return not progress.phase.startswith("Searching")


def told(city, executor, watch=None):
    """What the command line would write of a grouping that somebody else searched."""
    outcome = suggest_groups(city, REQUEST, effort=1, executor=executor, watch=watch)
    return (json.dumps(outcome.to_json(), ensure_ascii=False, indent=1) + "\n").encode()


def written(folder, *more):
    out = folder / "result.json"
    given = ["group", folder / "city", folder / "grouping.json", "--out", out, "--effort", "1"]
    assert main([str(one) for one in (*given, *more)]) == 0
    return out.read_bytes()


def refused(folder, capsys, *more):
    out = folder / "refused.json"
    given = ["group", folder / "city", folder / "grouping.json", "--out", out]
    assert main([str(one) for one in (*given, *more)]) == 2
    assert not out.exists()
    return capsys.readouterr().err


@pytest.mark.usefixtures("soon")
def test_where_nobody_answers_one_line_says_so_and_nothing_is_written(folder, capsys):
    said = refused(folder, capsys, "--dask", "127.0.0.1:1")
    assert said == "error: 127.0.0.1:1: no Dask scheduler answered within 1 s\n"


def test_an_address_that_is_none_is_named(folder, capsys):
    said = refused(folder, capsys, "--dask", "somewhere")
    assert said == "error: somewhere: missing port number in address 'somewhere'\n"


def test_where_the_packages_are_missing_one_line_says_what_to_install(folder, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    said = refused(folder, capsys, "--dask", "127.0.0.1:1")
    assert said == (
        "error: --dask: the packages for a cluster are missing: "
        "pip install -r requirements-dask.txt\n"
    )


def test_threads_here_and_a_cluster_elsewhere_are_not_asked_for_at_once(folder, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["group", str(folder), "g.json", "--out", "r.json", "--workers", "2", "--dask", "a"])
    assert ended.value.code == 2
    assert "not allowed with argument --workers" in capsys.readouterr().err


def test_a_worker_with_another_engine_does_no_work():
    assert work("here", ENGINE_VERSION, partial(sum, (1, 2))) == 3
    with pytest.raises(ClusterError, match="a worker has engine .* and this machine 0.1"):
        work("here", "0.1", partial(sum, (1, 2)))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A scheduler and two workers, whose folders have nothing in common."""
    with machines(tmp_path_factory.mktemp("machines") / "cluster", 2) as running:
        yield running


@pytest.mark.walk
def test_threads_processes_and_a_cluster_give_the_same_bytes(folder, city, alone, cluster, capsys):
    assert written(folder, "--workers", "2") == alone
    with ProcessPoolExecutor(2, get_context("spawn")) as processes:
        assert told(city, processes) == alone
    assert written(folder, "--dask", cluster.address) == alone
    assert "making 2 workers ready" in capsys.readouterr().err


@pytest.mark.walk
def test_dasks_own_executor_gives_the_same_bytes(town, cluster):
    with Client(cluster.address, set_as_default=False) as client:
        assert told(town, client.get_executor(pure=False)) == told(town, None)


@pytest.mark.walk
def test_a_stop_calls_off_what_is_away(town, cluster):
    with Cluster(cluster.address) as hands:
        outcome = suggest_groups(
            town, REQUEST, effort=1, executor=hands, watch=stop_in_the_first_round
        )
        assert outcome.provenance.stopped == "cancelled"
        assert hands.submit(sum, (1, 2)).result(20) == 3
    check(town, REQUEST, outcome)


@pytest.mark.walk
def test_every_worker_is_warmed_up_once(cluster):
    told = []
    with Cluster(cluster.address) as hands:
        hands.warm_up(partial(run, small_tile()), lambda *one: told.append(one))
    assert told == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.walk
def test_what_goes_wrong_over_there_is_raised_here(cluster):
    with Cluster(cluster.address) as hands:
        with pytest.raises(ZeroDivisionError):
            hands.submit(divmod, 1, 0).result(20)
        assert hands.submit(int, "11", base=2).result(20) == 3


@pytest.mark.walk
def test_a_worker_with_another_engine_stops_the_command(folder, cluster, capsys, monkeypatch):
    monkeypatch.setattr("matching.cluster.ENGINE_VERSION", "0.1")
    said = refused(folder, capsys, "--dask", cluster.address)
    assert said == (
        f"error: {cluster.address}: a worker has engine {ENGINE_VERSION} and this machine 0.1; "
        "install the same on both\n"
    )


@pytest.mark.walk
@pytest.mark.usefixtures("soon")
def test_a_cluster_that_cannot_work_stops_the_command(folder, tmp_path, capsys):
    with machines(tmp_path / "cluster", 0) as running:
        said = refused(folder, capsys, "--dask", running.address)
        assert said == f"error: {running.address}: the scheduler has no worker yet\n"
        running.add_worker(path="")
        running.wait_for_workers()
        said = refused(folder, capsys, "--dask", running.address)
    assert "cannot use this engine: No module named 'matching'" in said
    assert said.count("\n") == 1


@pytest.mark.walk
def test_what_a_worker_had_when_it_died_another_does_again(town, tmp_path):
    alone = told(town, None)
    with machines(tmp_path / "cluster", 2) as running, Cluster(running.address) as hands:
        watch = KillMidway(running.workers[:1])
        assert told(town, hands, watch) == alone
        assert watch.seen > 3
        assert len(hands.workers) == 1


@pytest.mark.walk
@pytest.mark.parametrize("dying", ["workers", "scheduler"])
def test_where_nobody_is_left_one_error_says_so(town, tmp_path, dying):
    with (
        machines(tmp_path / "cluster", 2) as running,
        Cluster(running.address, timeout=3, patience=2) as hands,
    ):
        watch = KillMidway(getattr(running, dying))
        with pytest.raises(ClusterError, match=ENDS[dying]):
            told(town, hands, watch)
        with pytest.raises(ClusterError, match=ENDS[dying]):
            hands.submit(abs, -1).result(20)
