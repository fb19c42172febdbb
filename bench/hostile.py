"""The campaign of bad input: a million inputs bent by a seed, against everything that reads what others wrote.

    make bench-hostile                            all of it; HOSTILE_INPUTS=20000 for a look
    python -m bench.hostile --only pdf --at 1234  one input again, with its trace; --save FILE keeps it

An input may be read or refused with the house's own error. Everything else is a find: another exception, more than a second
of the processor, more than 500 MB, a process that dies. The second is the processor's and not the wall's, since the machine is
shared. What is found becomes a test beside the code that was mended.
"""

from __future__ import annotations

import argparse
import json
import logging
import mmap
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import FrameType

from bench.hostile_inputs import OWN_ERRORS, Reader, prepare, readers
from bench.mutations import mutated

SECONDS = 1.0
MEGABYTES = 500
MOST_FINDS = 20  # of one reader, before it is left alone
MILLION = 1_000_000


class Hang(BaseException):
    """Nobody's `except Exception` may keep it."""


@dataclass
class Tally:
    reader: str
    inputs: int = 0
    refused: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_at: int = 0
    peak: int = 0  # MB
    finds: list[str] = field(default_factory=list)


def main() -> None:
    options = _options()
    logging.disable()  # the PDF library warns of everything
    prepare()
    chosen = [reader for reader in readers() if options.only in reader.name]
    if options.at is not None:
        _again(chosen[0], options)
        return
    tallies = [_campaign(reader, max(1, reader.share * options.inputs // MILLION), options.seed) for reader in chosen]
    _show(tallies)
    sys.exit(1 if any(tally.finds for tally in tallies) else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.hostile", description="bad input, by the million")
    parser.add_argument("--inputs", type=int, default=MILLION)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="readers whose name holds this")
    parser.add_argument("--at", type=int, help="only this input, with its trace")
    parser.add_argument("--save", type=Path, help="write that input to a file")
    return parser.parse_args()


def _again(reader: Reader, options: argparse.Namespace) -> None:
    content = mutated(reader.kind, options.at, options.seed)
    print(f"{reader.name} {options.at}: {len(content)} bytes, {content[:200]!r} …")
    if options.save:
        options.save.write_bytes(content)
    spent = time.process_time()
    try:
        reader.act(content, options.at)
    except OWN_ERRORS as error:
        print(f"refused: {error}"[:500])
    print(f"{time.process_time() - spent:.2f} s of the processor, {_peak()} MB")


# -- one reader, in a process of its own ------------------------------------------------------------------------------


def _campaign(reader: Reader, count: int, seed: int) -> Tally:
    """All inputs of one reader. A process that dies is a find, and the next one goes on behind the input it died of."""
    at = mmap.mmap(-1, 8)
    total = Tally(reader.name)
    start, began = 0, time.monotonic()
    while start < count and len(total.finds) < MOST_FINDS:
        told = _in_a_child(reader, range(start, count), seed, at)
        start = int.from_bytes(at[:], "little") + 1
        if isinstance(told, int):
            total.finds.append(f"{start - 1}: the process died of signal {told}")
            continue
        _add(total, told)
        start = int.from_bytes(at[:], "little") + 1
    total.inputs = start
    total.seconds = time.monotonic() - began
    print(f"{_row(total)}", flush=True)
    for find in total.finds:
        print(f"    {find}", flush=True)
    return total


def _add(total: Tally, told: Tally) -> None:
    total.refused += told.refused
    total.peak = max(total.peak, told.peak)
    total.finds += told.finds
    if told.slowest > total.slowest:
        total.slowest, total.slowest_at = told.slowest, told.slowest_at


def _in_a_child(reader: Reader, numbers: range, seed: int, at: mmap.mmap) -> Tally | int:
    """What the child tells, or the signal it died of."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        tally = _feed(reader, numbers, seed, at)
        os.write(writing, json.dumps(asdict(tally)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return Tally(**json.loads(said)) if said else os.waitstatus_to_exitcode(status) * -1


def _feed(reader: Reader, numbers: range, seed: int, at: mmap.mmap) -> Tally:
    tally = Tally(reader.name)
    shown = time.monotonic()
    for number in numbers:
        at[:] = number.to_bytes(8, "little")
        content = mutated(reader.kind, number, seed)
        before = _peak()
        spent = time.process_time()
        try:
            _in_time(reader, content, number)
        except OWN_ERRORS:
            tally.refused += 1
        except (Exception, Hang) as error:
            tally.finds.append(f"{number}: {_where(error)}")
        spent = time.process_time() - spent
        if spent > tally.slowest:
            tally.slowest, tally.slowest_at = spent, number
        if spent > 2 * SECONDS and not (tally.finds and tally.finds[-1].startswith(f"{number}:")):
            tally.finds.append(f"{number}: {spent:.1f} s of the processor for {len(content)} bytes")
        if (peak := _peak()) > MEGABYTES >= before:
            tally.finds.append(f"{number}: {peak} MB")
        tally.peak = max(tally.peak, peak)
        if len(tally.finds) >= MOST_FINDS:
            break
        if time.monotonic() - shown > 30:
            shown = time.monotonic()
            print(f"    {reader.name}: {number} of {numbers.stop}, {len(tally.finds)} finds", flush=True)
    return tally


def _in_time(reader: Reader, content: bytes, number: int) -> None:
    """The better of two counts: a busy machine makes seconds of the processor longer too."""
    try:
        with _timer():
            return reader.act(content, number)
    except Hang:
        with _timer():
            return reader.act(content, number)


@contextmanager
def _timer() -> Iterator[None]:
    def too_long(signal_number: int, frame: FrameType | None) -> None:
        raise Hang("more than a second of the processor")

    signal.signal(signal.SIGPROF, too_long)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _where(error: BaseException) -> str:
    """The error and the last place of ours that it went through."""
    frames = [
        f
        for f in traceback.extract_tb(error.__traceback__)
        if ".venv" not in f.filename and "/bench/" not in f.filename
    ]
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {str(error)[:150]!r}{place}"


# -- the table --------------------------------------------------------------------------------------------------------

HEADER = f"{'read':<30}{'inputs':>9}{'refused':>9}{'a second':>9}{'slowest s':>11}{'MB':>6}{'finds':>7}"


def _row(tally: Tally) -> str:
    rate = tally.inputs / max(tally.seconds, 1e-9)
    return (
        f"{tally.reader:<30}{tally.inputs:>9,}{tally.refused:>9,}{rate:>9,.0f}{tally.slowest:>11.2f}{tally.peak:>6}"
        f"{len(tally.finds):>7}"
    )


def _show(tallies: list[Tally]) -> None:
    print(f"\n{HEADER}")
    for tally in tallies:
        print(_row(tally))
    inputs, seconds = sum(t.inputs for t in tallies), sum(t.seconds for t in tallies)
    finds, slowest, peak = (
        sum(len(t.finds) for t in tallies),
        max(t.slowest for t in tallies),
        max(t.peak for t in tallies),
    )
    print(f"hostile: inputs={inputs} seconds={seconds:.0f} finds={finds} slowest={slowest:.2f}s peak={peak}MB")


if __name__ == "__main__":
    main()
