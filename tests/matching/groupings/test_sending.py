"""Pieces sent elsewhere: never too many, answers in order, nothing left behind at an early end."""

from concurrent.futures import Executor, Future, ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.groupings import sending
from matching.groupings.sending import in_turn


class Hands(Executor):
    """Does what waits when it is looked at, in an order that somebody draws."""

    def __init__(self, order=()):
        self.order, self.waiting, self.sent, self.most = list(order), [], [], 0

    def submit(self, work, piece):
        future = Future()
        self.waiting.append((future, work, piece))
        self.sent.append(future)
        self.most = max(self.most, sum(not one.done() for one in self.sent))
        return future

    def do_one(self):
        place = self.order.pop() % len(self.waiting) if self.order else 0
        future, work, piece = self.waiting.pop(place)
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(work(piece))
        except ArithmeticError as error:
            future.set_exception(error)


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Hands do one piece whenever somebody waits for them."""

    def wait(away, _, __):
        next(iter(away)).hands.do_one()
        return {one for one in away if one.done()}, {one for one in away if not one.done()}

    submit = Hands.submit

    def known(self, work, piece):
        future = submit(self, work, piece)
        future.hands = self
        return future

    monkeypatch.setattr(Hands, "submit", known)
    monkeypatch.setattr(sending, "wait", wait)


def always():
    return True


@given(
    count=st.integers(0, 12), ahead=st.integers(1, 5),
    order=st.lists(st.integers(0, 20), max_size=12),
)  # fmt: skip
def test_answers_come_in_order_and_never_too_many_are_away(count, ahead, order):
    hands, cut = Hands(order), []
    pieces = (cut.append(one) or one for one in range(count))
    assert [*in_turn(hands, lambda one: one * 2, pieces, ahead, always)] == [
        one * 2 for one in range(count)
    ]
    assert hands.most <= ahead
    assert cut == [*range(count)]


def test_a_piece_is_cut_only_when_it_is_sent():
    cut = []
    pieces = (cut.append(one) or one for one in range(100))
    answers = in_turn(Hands(), abs, pieces, 3, always)
    assert next(answers) == 0
    assert len(cut) == 3


def test_at_an_early_end_what_is_done_is_told_and_the_rest_called_off():
    hands, looks = Hands(), iter([True, True, False])
    assert [*in_turn(hands, abs, range(100), 4, lambda: next(looks))] == [0, 1, 2]
    assert [one.cancelled() for one in hands.sent] == [False] * 3 + [True] * (len(hands.sent) - 3)
    assert len(hands.sent) == 6


def test_an_error_over_there_is_raised_here_and_the_rest_called_off():
    hands = Hands()
    with pytest.raises(ZeroDivisionError):
        [*in_turn(hands, lambda one: 1 // one, [1, 0, 2, 3], 4, always)]
    assert [one.cancelled() for one in hands.sent] == [False, False, True, True]


def test_whoever_stops_listening_leaves_nothing_waiting():
    hands = Hands()
    answers = in_turn(hands, abs, range(9), 3, always)
    next(answers)
    answers.close()
    assert all(one.done() for one in hands.sent)


def test_real_threads_give_the_same(monkeypatch):
    monkeypatch.undo()
    with ThreadPoolExecutor(2) as threads:
        assert [*in_turn(threads, abs, range(-50, 0), 4, always)] == [*range(50, 0, -1)]
