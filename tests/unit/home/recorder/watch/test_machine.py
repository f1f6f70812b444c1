"""The machine orders the least that shows movement, and an event begins, holds and ends by the rules."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.home.recorder.watch.change import Change
from fanlight.home.recorder.watch.gate import Reading
from fanlight.home.recorder.watch.machine import HOLD_S, KEY_S, LONGEST_S, Machine, Mode, Order

QUIET, SATURATED = Reading(0.0, False), Reading(0.0, True)
BOX = (4000, 4000, 500, 900)


def run(
    machine: Machine, begin: float, end: float, reading: Reading, gop_s: float = 2.0, moves=lambda at: False
) -> dict[Order, int]:
    """Feed packets at 15 a second and answer each order with a look."""
    counts = dict.fromkeys(Order, 0)
    for number in range(round(begin * 15), round(end * 15)):
        at = number / 15
        order = machine.packet(at, number % round(gop_s * 15) == 0, reading)
        counts[order] += 1
        if order is not Order.NOTHING and (order is Order.KEY or number % 3 == 0):
            moving = moves(at)
            machine.looked(Change(at, moving, moving, 0.9 if moving else 0.0, BOX), order is Order.KEY)
        machine.over()
    return counts


def test_a_quiet_noisy_stream_costs_one_key_frame_every_two_seconds():
    """Where bytes say nothing, a key frame each KEY_S and not one picture more."""
    machine = Machine(whole=False)
    run(machine, 0, 20, SATURATED, 1.0)
    counts = run(machine, 20, 80, SATURATED, 1.0)
    assert counts[Order.KEY] == 60 / KEY_S
    assert counts[Order.WHOLE] == 0


def test_a_stream_that_the_gate_sees_into_costs_half_of_that():
    """Bytes that speak halve the key frames."""
    machine = Machine(whole=False)
    run(machine, 0, 20, QUIET, 1.0)
    assert run(machine, 20, 80, QUIET, 1.0)[Order.KEY] == 15


def test_the_start_of_a_run_is_decoded_whole_while_something_is_there():
    """Ten seconds when something moves, four when nothing does."""
    quiet, busy = Machine(whole=False), Machine(whole=False)
    assert run(quiet, 0, 10, QUIET)[Order.WHOLE] == 60
    assert run(busy, 0, 10, QUIET, moves=lambda at: at > 0.5)[Order.WHOLE] == 150


def test_noise_and_a_long_gop_need_everything_and_it_is_said():
    """After half a minute the stream is called blind."""
    machine = Machine(whole=False)
    counts = run(machine, 0, 60, SATURATED, 10.0)
    assert counts[Order.WHOLE] > 0.8 * 900
    assert machine.blind


def test_pressure_calls_for_a_look_and_vain_looks_raise_the_bar():
    """A gate that keeps calling for nothing is heard less and less."""
    machine = Machine(whole=False)
    run(machine, 0, 20, QUIET)
    first = run(machine, 20, 23, Reading(1.2, False))[Order.WHOLE]
    assert first and run(machine, 23, 26, Reading(1.2, False))[Order.WHOLE] < first


def test_an_event_begins_holds_and_ends():
    """Two moving pictures after a key frame begin it; it ends when nothing has moved for the hold time."""
    machine = Machine(whole=False)
    run(machine, 0, 20, SATURATED)
    run(machine, 20, 26, SATURATED, moves=lambda at: at >= 21)
    assert machine.mode is Mode.ACTIVE
    run(machine, 26, 26 + HOLD_S + 2 * KEY_S + 0.5, SATURATED)
    assert machine.mode is Mode.QUIET


def test_what_only_differs_never_begins_an_event():
    """A parked car differs from the background and does not move."""
    machine = Machine(whole=False)
    run(machine, 0, 20, SATURATED)
    for number in range(20 * 15, 60 * 15):
        at = number / 15
        order = machine.packet(at, number % 30 == 0, SATURATED)
        if order is not Order.NOTHING:
            assert not machine.looked(Change(at, True, False, 0.9, BOX), order is Order.KEY).confirmed


def test_an_event_that_does_not_end_is_cut():
    """A flag in the wind does not hold a recording open for ever."""
    machine = Machine(whole=True)
    ended = []
    for number in range(round((LONGEST_S + 30) * 5)):
        at = number / 5
        machine.packet(at, False, QUIET)
        machine.looked(Change(at, True, True, 0.9, BOX), False)
        ended += [at] if machine.over() is not None else []
    assert ended and ended[0] <= LONGEST_S + 5


def test_movements_far_apart_in_the_picture_are_not_one():
    """Three sparks in three corners are noise; they are handed to the memory of places."""
    machine = Machine(whole=True)
    corners = [(0, 0, 100, 100), (9000, 0, 100, 100), (0, 9000, 100, 100), (9000, 9000, 100, 100)]
    for number in range(200):
        at = 10 + number / 5
        machine.packet(at, False, QUIET)
        box = corners[number % 4]
        if number % 7 == 0:
            assert not machine.looked(Change(at, True, True, 0.3, box), False).confirmed
    assert machine.vain


@given(
    st.lists(
        st.tuples(st.floats(-100, 1e5), st.booleans(), st.floats(0, 10), st.booleans(), st.booleans(), st.booleans()),
        max_size=120,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_order_of_times_is_borne(steps):
    """Whatever the clock does, an event that is confirmed is ended once and nothing raises."""
    machine, opened = Machine(whole=False), 0
    for at, key, pressure, saturated, differs, moves in steps:
        order = machine.packet(at, key, Reading(pressure, saturated))
        if order is not Order.NOTHING:
            opened += machine.looked(Change(at, differs, moves and differs, 0.5, BOX), order is Order.KEY).confirmed
        opened -= machine.over() is not None
        assert opened in (0, 1)
    assert (machine.end() is not None) == bool(opened)
