"""Domain errors: what a service raises when it refuses, and the evidence for it."""


class DomainError(Exception):
    """A rule of Patchwork was broken; the message is written for the person who meets it."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Refused(DomainError):
    """An act that a rule forbids; `field` names the form field at fault, when there is one."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class NotThere(DomainError):
    """Something that does not exist, or that this person may not know of."""

    status = 404

    def __init__(self, message: str = "We could not find that page.") -> None:
        super().__init__(message)


class Conflict(DomainError):
    """Somebody else changed the same thing first; both versions travel with the error."""

    status = 409

    def __init__(self, message: str, *, yours: object = None, theirs: object = None) -> None:
        super().__init__(message)
        self.yours = yours
        self.theirs = theirs


class TooLarge(DomainError):
    """A file or field over the size that Patchwork accepts."""

    status = 413


class TooMany(DomainError):
    """The same thing asked for more often than the limit allows."""

    status = 429
