"""What the desk says when it cannot go on."""


class Trouble(Exception):
    """Something outside Patchwork is in the way; the message says in one line how to mend it."""
