"""What a mail server's refusal says: that an address is gone for good, or that we try again."""

import re
import smtplib

ENHANCED = re.compile(rb"\b5\.(\d{1,3})\.(\d{1,3})\b")
# RFC 3463: 1 is the address, 2 the mailbox, 4 the way to it. A full mailbox may be emptied, and
# 1.7 and 1.8 find fault with the sender.
GONE = {b"1", b"2", b"4"}
NOT_GONE = {(b"2", b"2"), (b"1", b"7"), (b"1", b"8")}
PLAIN_CODES = {521, 550, 551, 553, 556}
# Without a number that says more, these words mean that our own set-up is refused.
OUR_FAULT = (b"relay", b"authent", b"spam", b"polic", b"block", b"blacklist", b"denied")


def reason_gone(error: Exception) -> str:
    """Give the server's words where it says that the address is gone for good, else nothing.

    A server that does not relay for us, or takes us for a sender of junk, refuses everybody: that
    says nothing of the address, so the letter is tried again like any other.
    """
    answers = answers_of(error)
    if not answers or not all(means_gone(code, words) for code, words in answers):
        return ""
    code, words = answers[0]
    return " ".join(f"{code} {words.decode('utf-8', 'replace')}".split())


def answers_of(error: Exception) -> list[tuple[int, bytes]]:
    """Give what a server answered about the recipients of a letter, as code and words."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [(code, as_bytes(words)) for code, words in error.recipients.values()]
    if isinstance(error, smtplib.SMTPDataError):
        return [(error.smtp_code, as_bytes(error.smtp_error))]
    return []


def as_bytes(words: bytes | str) -> bytes:
    """Give a server's words as bytes, however the library came by them."""
    return words.encode() if isinstance(words, str) else words


def means_gone(code: int, words: bytes) -> bool:
    """Tell whether one answer of a server means that the address does not exist."""
    if not 500 <= code <= 599:
        return False
    found = ENHANCED.search(words)
    if found:
        return found[1] in GONE and found.groups() not in NOT_GONE
    plain = words.lower()
    return code in PLAIN_CODES and not any(word in plain for word in OUR_FAULT)
