"""Workers on other machines behind a Dask scheduler, as an executor of the standard library.

Nothing else in the engine knows Dask, and Dask is imported only where a cluster is asked for.
"""

import pkgutil
from asyncio import CancelledError
from collections.abc import Callable
from concurrent.futures import Executor, Future, as_completed
from concurrent.futures import wait as wait_for
from functools import partial
from importlib import import_module
from threading import Event, Lock, Thread
from typing import Any, ParamSpec, TypeVar

from matching.errors import ClusterError
from matching.version import ENGINE_VERSION

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

# Seconds until a scheduler must have answered, and between two looks at who still works.
TIMEOUT, BETWEEN_LOOKS = 10.0, 1.0
# Seconds without any worker until the work is given up: a nanny starts one again in less.
PATIENCE = 30.0
LOST = "the scheduler can no longer be reached"
VERSION = "matching.version:ENGINE_VERSION"


def work(address: str, version: str, piece: Callable[[], Result]) -> Result:
    """Do a piece of work on a worker, unless its engine is another: it may have come late."""
    check_engine(address, version, ENGINE_VERSION)
    return piece()


def check_engine(address: str, here: str, there: str) -> None:
    """Refuse a worker whose engine might give another answer."""
    if here != there:
        problem = f"a worker has engine {there} and this machine {here}; install the same on both"
        raise ClusterError(address, problem)


class Cluster(Executor):
    """The workers of a Dask scheduler: what one of them had when it died, another does again.

    Every piece travels with all that it needs. So it can begin again anywhere, no folder need be
    shared, and a tile's organisations are sent once a round, to one worker.

    Parameters
    ----------
    address : str
        Where the scheduler listens, such as `tcp://192.0.2.7:8786`.
    timeout : float, optional
        Seconds until it must have answered, and have a worker.
    patience : float, optional
        Seconds without any worker until everything submitted fails.

    Raises
    ------
    ClusterError
        Dask is not installed, nobody answers, or a worker has another engine; later, from a
        future, where no worker is left or one piece of work ended several.
    """

    def __init__(
        self, address: str, *, timeout: float = TIMEOUT, patience: float = PATIENCE
    ) -> None:
        """Connect, and look at the engine of every worker."""
        self.address, self._patience = address, patience
        self._dask = _dask()
        self._client = self._connect(timeout)
        try:
            self._look_at_engines(timeout)
        except BaseException:
            self._client.close()
            raise
        self._away: dict[Future[Any], Any] = {}
        self._lock, self._closed = Lock(), Event()
        Thread(target=self._watch_over, name="cluster", daemon=True).start()

    @property
    def workers(self) -> dict[str, int]:
        """How many pieces of work each worker takes at once."""
        try:
            found: dict[str, int] = self._client.nthreads()
        except OSError:
            raise ClusterError(self.address, LOST) from None
        return found

    def submit(
        self,
        fn: Callable[Parameters, Result],
        /,
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Future[Result]:
        """Send a call; both what is called and what it needs must be importable over there."""
        return self._send(partial(fn, *args, **kwargs))

    def warm_up(self, piece: Callable[[], object], told: Callable[[int, int], object]) -> None:
        """Let every worker do one piece of work, all at once; `told` of how many of them have."""
        # Others may take it over, lest it wait for ever for one that died.
        where = [{"workers": [one], "allow_other_workers": True} for one in self.workers]
        sent = [self._send(piece, **place) for place in where]
        told(0, len(sent))
        for done, future in enumerate(as_completed(sent), 1):
            future.result()
            told(done, len(sent))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Disconnect; the cluster itself goes on."""
        with self._lock:
            away = [*self._away]
        if cancel_futures or not wait:
            for future in away:
                future.cancel()
        wait_for(away)
        self._closed.set()
        self._client.close()

    def _connect(self, timeout: float) -> Any:
        try:
            return self._dask.Client(self.address, timeout=timeout, set_as_default=False)
        except ValueError as error:
            raise ClusterError(self.address, str(error)) from None
        except OSError:
            problem = f"no Dask scheduler answered within {timeout:g} s"
            raise ClusterError(self.address, problem) from None

    def _look_at_engines(self, timeout: float) -> None:
        """Refuse a cluster without workers, or with one whose answers might be others."""
        try:
            self._client.wait_for_workers(1, timeout)
        except TimeoutError:
            raise ClusterError(self.address, "the scheduler has no worker yet") from None
        # A function of Python itself, so that it runs where this package is missing.
        found = self._client.run(pkgutil.resolve_name, VERSION, on_error="return")
        for worker, version in found.items():
            if isinstance(version, Exception):
                problem = f"the worker at {worker} cannot use this engine: {version}"
                raise ClusterError(self.address, problem)
            check_engine(self.address, ENGINE_VERSION, version)

    def _send(self, piece: Callable[[], Result], **where: object) -> Future[Result]:
        mine: Future[Result] = Future()
        theirs = self._ask(piece, **where)
        with self._lock:
            self._away[mine] = theirs
        mine.add_done_callback(self._called_off)
        self._client.loop.add_callback(self._bring, mine, theirs)
        return mine

    def _ask(self, piece: Callable[[], object], **where: object) -> Any:
        """Dask's future of a piece of work."""
        told = (self.address, ENGINE_VERSION, piece)
        try:
            return self._client.submit(work, *told, pure=False, **where)
        except Exception:
            if self._client.status == "running":
                raise
            raise ClusterError(self.address, LOST) from None

    def _called_off(self, mine: Future[Any]) -> None:
        """Let go of what nobody waits for any more; the scheduler then forgets it."""
        with self._lock:
            theirs = self._away.pop(mine, None)
        if theirs is not None:
            theirs.release()

    async def _bring(self, mine: Future[Any], theirs: Any) -> None:
        """Hand over what comes back, without holding up a thread until it does."""
        try:
            result, error = await self._client.gather(theirs, asynchronous=True), None
        except BaseException as raised:
            result, error = None, self._in_words(raised)
        self._settle(mine, result, error)

    def _settle(self, mine: Future[Any], result: object, error: BaseException | None) -> None:
        """Give one future its end, unless it has one."""
        with self._lock:
            theirs = self._away.pop(mine, None)
        if theirs is None or not mine.set_running_or_notify_cancel():
            return
        if error is None:
            mine.set_result(result)
        else:
            mine.set_exception(error)

    def _in_words(self, error: BaseException) -> BaseException:
        """What Dask says in its own terms, as one clear line."""
        if isinstance(error, self._dask.KilledWorker):
            problem = "one piece of work ended several workers, perhaps for want of memory"
            return ClusterError(self.address, f"{problem}; their logs say more")
        lost = (CancelledError, self._dask.CancelledError, self._dask.comm.CommClosedError)
        if isinstance(error, lost):
            return ClusterError(self.address, LOST)
        return error

    def _watch_over(self) -> None:
        """Fail whatever is away once nobody has been there to do it for too long."""
        alone = 0.0
        while not self._closed.wait(BETWEEN_LOOKS):
            alone = 0.0 if self._anybody() else alone + BETWEEN_LOOKS
            if alone >= self._patience:
                self._give_up()

    def _anybody(self) -> bool:
        try:
            return bool(self.workers)
        except Exception:
            return False

    def _give_up(self) -> None:
        with self._lock:
            away = [*self._away]
        problem = f"no worker has been there for {self._patience:g} s"
        for mine in away:
            self._settle(mine, None, ClusterError(self.address, problem))


def _dask() -> Any:
    """The package, imported only now: most people never need it, and it takes a while."""
    try:
        return import_module("distributed")
    except ImportError:
        problem = "the packages for a cluster are missing: pip install -r requirements-dask.txt"
        raise ClusterError("--dask", problem) from None
