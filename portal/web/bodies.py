"""Pages with files: what is too much at once is left out as it comes, and the words are kept."""

from io import BytesIO
from typing import IO, Any

from flask import Request

MEGABYTE = 1024 * 1024
# All files of a page together, in megabytes.
AT_ONCE = 34
# Pages that take files besides what is typed; all others keep to what any page may have.
BODIES = {"answering.page": (AT_ONCE + 2) * MEGABYTE}
# Of a page with more files than it may bring so much is read; the files among it are kept nowhere.
MOST_READ = 200 * MEGABYTE


class Nowhere(BytesIO):
    """Where a file goes that is not kept."""

    def write(self, data: Any) -> int:
        """Forget what came."""
        return len(data)


def files_at_once() -> int:
    """Give how many megabytes the files of a page may have together."""
    return AT_ONCE


def files_left_out(request: Request) -> bool:
    """Tell whether a page brings more than it may, so that none of its files is kept."""
    most = BODIES.get(request.endpoint or "")
    return most is not None and (request.content_length or 0) > most


class PatchworkRequest(Request):
    """A request that keeps what was typed where the files beside it are too much."""

    def _get_file_stream(self, *about: Any, **more: Any) -> IO[bytes]:
        return Nowhere() if files_left_out(self) else super()._get_file_stream(*about, **more)
