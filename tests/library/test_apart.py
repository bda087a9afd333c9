"""Work in processes of its own: what comes back, what a bad file may cost, and that nothing stays behind."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.library.hostile_work import Told
from waymark.library.apart import Finished, Job, Limits, Refused, work_apart

OBEY = "tests.library.hostile_work:obey"
SHORT = Limits(cpu_seconds=1, seconds=3, memory_bytes=150_000_000)


def jobs(folder: Path, *told: str) -> list[Job]:
    found = []
    for number, words in enumerate(told):
        path = folder / f"{number:02d}"
        path.write_text(words)
        found.append(Job(path, words))
    return found


def outcomes(given: list[Job], limits: Limits = SHORT, at_once: int = 4) -> dict[str, Told | Refused]:
    return {
        out.job.name: out.result if isinstance(out, Finished) else out
        for out in work_apart(given, OBEY, Told, limits, at_once)
    }


def is_locked(path: Path) -> bool:
    with path.open("r+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def waited(until: bool, path: Path) -> bool:
    for _ in range(400):
        if is_locked(path) == until:
            return True
        time.sleep(0.05)
    return False


def is_running(process: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True).stdout
    return bool(state.strip()) and not state.startswith("Z")


def test_bad_files_cost_only_themselves(tmp_path: Path) -> None:
    bad = {
        "read where nothing is": ("broke", "SIGSEGV"),
        "loop": ("time", "1 seconds of computing"),
        "sleep": ("time", "longer than 3 seconds"),
        "eat memory": ("memory", "more than 150 MB"),
        "refuse": ("file", "the page is upside down. Turn it."),
        "leave": ("broke", "code 0"),
        "kill itself": ("broke", "SIGKILL"),
        "raise exit": ("defect", "SystemExit"),
        "fail": ("defect", "KeyError"),
    }
    good = ["one", "two", "three", "four"]
    told = outcomes(jobs(tmp_path, "one", *bad, "two", "three", "four"))
    assert {name for name, out in told.items() if isinstance(out, Told)} == set(good)
    for name, (cause, words) in bad.items():
        refused = told[name]
        assert isinstance(refused, Refused)
        assert (refused.cause, words in refused.reason) == (cause, True), refused.reason
    failed = told["fail"]
    assert isinstance(failed, Refused) and "hostile_work.py" in failed.trace


def test_file_that_ends_the_process_that_forks_does_not_stop_the_others(tmp_path: Path) -> None:
    told = outcomes(jobs(tmp_path, "one", "kill its parent", "two", "three"), at_once=1)
    assert isinstance(told["kill its parent"], Refused)
    assert [told[name] for name in ("one", "two", "three")] == [
        Told(name, name.encode()) for name in ("one", "two", "three")
    ]


def test_long_results_come_back_whole(tmp_path: Path) -> None:
    given = [Job(job.path, str(at)) for at, job in enumerate(jobs(tmp_path, "long", "long", "long"))]
    limits = Limits(seconds=60, memory_bytes=400_000_000)
    for told in outcomes(given, limits).values():
        assert isinstance(told, Told) and told.text == "x" * 30_000_000


def test_waiting_for_the_caller_is_not_counted_as_time_of_the_work(tmp_path: Path) -> None:
    given = jobs(tmp_path, "one", "long")
    limits = Limits(seconds=2, memory_bytes=400_000_000)
    found = []
    for out in work_apart(given, OBEY, Told, limits, at_once=2):
        found.append(isinstance(out, Finished))
        if out.job.name == "one":
            time.sleep(2.5)
    assert found == [True, True]


def test_what_is_given_comes_to_every_file(tmp_path: Path) -> None:
    work = work_apart(jobs(tmp_path, "Ada", "Bo"), "tests.library.hostile_work:greet", Told, given="Hello")
    assert sorted(out.result.text for out in work if isinstance(out, Finished)) == ["Hello Ada", "Hello Bo"]


def test_names_that_are_no_text_come_through(tmp_path: Path) -> None:
    name = os.fsdecode(b"line\nbreak \xff \xc3\xa9.pdf")
    path = tmp_path / name
    path.write_text("whole")
    told = outcomes([Job(path, name)])
    assert told[name] == Told("whole", name.encode("utf-8", "surrogatepass"))


def test_work_neither_calls_nor_writes_nor_sees_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_SECRET", "1")
    told = outcomes(jobs(tmp_path, "call", "write", "environment"))
    assert told["call"] == Told("no network")
    assert told["write"] == Told("wrote 0")
    settings = told["environment"]
    assert isinstance(settings, Told) and "PATH" in settings.text and "A_SECRET" not in settings.text


def test_programs_that_work_started_end_with_it(tmp_path: Path) -> None:
    told = outcomes(jobs(tmp_path, "start a program"))["start a program"]
    assert isinstance(told, Told)
    assert not is_running(int(told.text))


def test_nothing_stays_behind(tmp_path: Path) -> None:
    def open_files() -> int:
        return len(list(Path("/dev/fd").iterdir()))

    given = jobs(tmp_path, "one", "leave", "fail", "two")
    outcomes(given)
    before = open_files()
    for _ in range(3):
        outcomes(given)
        next(iter(work_apart(given, OBEY, Told)))
    assert open_files() == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_work_that_is_left_ends_at_once(tmp_path: Path) -> None:
    given = jobs(tmp_path, "one", "sleep")
    work = work_apart(given, OBEY, Told, at_once=2)
    next(work)
    assert waited(True, given[1].path)
    work.close()  # type: ignore[attr-defined]
    assert waited(False, given[1].path)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_work_ends_when_the_program_that_asked_for_it_does(tmp_path: Path, ending: signal.Signals) -> None:
    [job] = jobs(tmp_path, "sleep")
    program = (
        "import sys; from pathlib import Path; from waymark.library.apart import Job, work_apart; "
        "from tests.library.hostile_work import Told; "
        f"list(work_apart([Job(Path(sys.argv[1]), 'x')], {OBEY!r}, Told))"
    )
    asking = subprocess.Popen(
        [sys.executable, "-c", program, str(job.path)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.DEVNULL,
    )
    assert waited(True, job.path)
    asking.send_signal(ending)
    asking.wait()
    assert waited(False, job.path)


def test_work_that_cannot_be_loaded_is_a_defect_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no_such_work"):
        list(work_apart(jobs(tmp_path, "one"), "tests.library.hostile_work:no_such_work", Told))


def test_jobs_are_taken_as_there_is_room(tmp_path: Path) -> None:
    given = jobs(tmp_path, *(f"job {number}" for number in range(20)))
    taken: list[str] = []

    def coming() -> object:
        for job in given:
            taken.append(job.name)
            yield job

    work = work_apart(coming(), OBEY, Told, at_once=2)  # type: ignore[arg-type]
    next(work)
    assert len(taken) <= 4
    assert 1 + len(list(work)) == 20
