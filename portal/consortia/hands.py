"""Where large groupings are searched: threads of the worker, or a cluster where one is set."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import current_app

from matching import Cluster, Instance

# Up to so many the search is one piece, which no second pair of hands could share.
ONE_PIECE = 2_048


@contextmanager
def hands_for(instance: Instance) -> Iterator[dict[str, Any]]:
    """Give the options of a search: how many tiles at once, and who else helps."""
    scheduler = current_app.config["DASK_SCHEDULER"]
    if len(instance.organisations) <= ONE_PIECE:
        yield {}
    elif scheduler:
        with Cluster(scheduler) as cluster:
            yield {"workers": sum(cluster.workers.values()), "executor": cluster}
    else:
        yield {"workers": os.cpu_count() or 1}
