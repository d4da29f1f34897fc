"""The parts of a file read side by side."""

import os
import signal

import pytest

from followthrough.intake.running import each_part, on_cores

# From Python 3.12 a fork beside a thread is warned of; the process that reads files has one that only waits.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
MANY = 20


def process_of(number):
    return number, os.getpid()


def refuse_the_last(number):
    if number == MANY - 1:
        raise ValueError("the last")
    return number


def end_the_process(number):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("cores", [1, 2, 3])
def test_parts_come_in_their_order_whatever_the_number_of_cores(cores):
    with on_cores(cores):
        assert [number for number, _ in each_part(process_of, MANY)] == list(range(MANY))


def test_many_parts_are_read_by_other_processes():
    with on_cores(2):
        processes = {process for _, process in each_part(process_of, MANY)}

    assert os.getpid() not in processes


def test_without_leave_or_with_few_parts_no_process_is_started():
    with on_cores(2):
        few = list(each_part(process_of, 3))

    assert {process for _, process in [*few, *each_part(process_of, MANY)]} == {os.getpid()}


@pytest.mark.parametrize("cores", [1, 2])
def test_an_exception_comes_where_its_part_would_have_come(cores):
    with on_cores(cores):
        parts = each_part(refuse_the_last, MANY)
        assert [next(parts) for _ in range(MANY - 1)] == list(range(MANY - 1))
        with pytest.raises(ValueError, match="the last"):
            next(parts)


def test_a_process_that_was_ended_is_told_as_a_want_of_memory():
    with on_cores(2), pytest.raises(MemoryError):
        list(each_part(end_the_process, MANY))
