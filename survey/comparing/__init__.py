"""What changes from one definition to the next, and whether answers given already survive it."""

from survey.comparing.changes import Change
from survey.comparing.definitions import compare

__all__ = ["Change", "compare"]
