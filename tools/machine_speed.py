"""How fast a machine is, so that figures that were measured on two machines can be related by ratio."""

from time import process_time

_STEPS = 5_000_000
_RUNS = 5
# With Python 3.11 on the machine of reference, a virtual one with two cores of an AMD EPYC.
_REFERENCE = 0.28


def machine_speed() -> str:
    """One line: the seconds of CPU that a loop in plain Python takes here and on the machine of reference."""
    seconds = min(_seconds_of_a_loop() for _ in range(_RUNS))
    return (
        f"Speed: a loop takes {seconds:.2f} s of CPU here, {_REFERENCE:.2f} s on the machine of reference; "
        f"CPU seconds there are about {_REFERENCE / seconds:.2f} times those below"
    )


def _seconds_of_a_loop() -> float:
    start = process_time()
    total = 0
    for number in range(_STEPS):
        total += number & 7
    return process_time() - start
