"""Codes in several processes: records come in the order of the articles, memory is bounded, and a process that dies loses nothing.

Each process holds its own coder and one article at a time. When a process dies, the article it was at becomes a problem, and a new
process takes its place.
"""

import contextlib
import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess

from onrecord.read.reading import Reading
from onrecord.records import Problem, Record
from onrecord.run.local import Codes, bare_record, code_one

_WINDOW = 16  # times the number of processes: records that may wait for an earlier one


def run_processes(coder: Codes, readings: Iterable[Reading], processes: int) -> Iterator[Record]:
    """A record for each reading, in order, coded by so many processes. The coder must be able to be pickled."""
    pool = _Pool(coder, processes)
    try:
        yield from pool.run(iter(readings))
    finally:
        pool.close()


class _Worker:
    """A process and the article it is at. It gets no second one, so that never both ends wait for the other to read."""

    def __init__(self, context: SpawnContext, coder: Codes) -> None:
        self.pipe: Connection[Reading, Record]
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_work, args=(coder, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.number = 0
        self.reading: Reading | None = None

    def give(self, number: int, reading: Reading) -> None:
        self.number, self.reading = number, reading
        with contextlib.suppress(OSError):  # it has died; the end of its answers will tell
            self.pipe.send(reading)

    def close(self) -> None:
        self.pipe.close()
        self.process.join(timeout=5)
        if self.process.is_alive():
            self.process.terminate()
            self.process.join()


class _Pool:
    def __init__(self, coder: Codes, processes: int) -> None:
        self.coder = coder
        self.context = multiprocessing.get_context("spawn")
        self.workers = [_Worker(self.context, coder) for _ in range(processes)]
        self.done: dict[int, Record] = {}

    def run(self, readings: Iterator[Reading]) -> Iterator[Record]:
        source = enumerate(readings)
        following = 0
        while self._feed(source):
            self._collect()
            while following in self.done:
                yield self.done.pop(following)
                following += 1

    def _feed(self, source: Iterator[tuple[int, Reading]]) -> bool:
        """Gives an article to each idle process while few records wait; false when all is done."""
        for worker in self.workers:
            if worker.reading is None and len(self.done) < _WINDOW * len(self.workers):
                task = next(source, None)
                if task:
                    worker.give(*task)
        return any(worker.reading is not None for worker in self.workers)

    def _collect(self) -> None:
        """Takes at least one answer, or replaces a process that has died."""
        ready = wait([worker.pipe for worker in self.workers if worker.reading is not None])
        for worker in list(self.workers):
            if worker.pipe in ready:
                self._take(worker)

    def _take(self, worker: _Worker) -> None:
        try:
            self.done[worker.number] = worker.pipe.recv()
            worker.reading = None
        except (EOFError, OSError):
            self._bury(worker)

    def _bury(self, worker: _Worker) -> None:
        worker.close()
        if worker.reading is not None:
            message = f"the process that coded this article ended (exit code {worker.process.exitcode})"
            problems = (*worker.reading.problems, Problem("run", "process-died", message))
            self.done[worker.number] = bare_record(self.coder, worker.reading.article, problems)
        self.workers[self.workers.index(worker)] = _Worker(self.context, self.coder)

    def close(self) -> None:
        for worker in self.workers:
            worker.close()


def _work(coder: Codes, pipe: "Connection[Record, Reading]") -> None:
    """A process: code what comes until the other end closes. An interrupt is for the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            reading = pipe.recv()
        except EOFError:
            return
        pipe.send(code_one(coder, reading))
