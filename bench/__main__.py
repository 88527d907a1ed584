"""Measures the program against the least that can do the same, and against its peers; prints ratios.

Nothing is asserted of time: what a machine needs differs, and a ratio of one run is what can be compared.
BENCH_CASES=20000 makes a smaller office, to see in a minute that everything runs.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from base64 import b64decode, b64encode
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from app import clock
from app.sealing import Sealer
from bench import fee_run, nights, policies, taking_over
from bench.asks import asks
from bench.filling import fill
from bench.letter_html import write_letter
from bench.rounds import ROOT, Course, Worker, take_turns
from scripts.with_postgres import postgres

BUILD = ROOT / "build" / "bench"
DJANGO, WEASYPRINT = (str(BUILD / name / "bin" / "python") for name in ("django", "weasyprint"))
KEY = b"bench" * 6 + b"!!"
LIST = "/saker"
TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')
BLANKS = re.compile(r"\s+")
SHOWN = re.compile(r'(?<=href=")[^"?]*|(?<=>)[^<>]*[^<>\s](?=\s*<)')
FEWEST_CASES = 20_000
MOST_TIMES_BARE, LEAST_TIMES_DJANGO, MOST_GROWTH = 3.0, 2.0, 1.5


def main() -> None:
    """One run."""
    cases = int(os.environ.get("BENCH_CASES") or 100_000)
    if cases < FEWEST_CASES:
        raise SystemExit(
            f"BENCH_CASES is at least {FEWEST_CASES}: a tenth of fewer makes no full page of a list."
        )
    BUILD.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD) as name:
        folder = Path(name)
        environ = {
            "SECRET_KEY": "bench " * 8,
            "IDENTITY_KEY": b64encode(KEY).decode(),
            "FILES_DIR": str(folder / "files"),
            "SESSION_COOKIE_SECURE": "0",
        }
        small, large = (_filled(folder, count) for count in (cases // 10, cases))
        _pages(large, environ, cases)
        _growth(small, large, environ, cases)
        _pages_on_postgres(environ, cases // 10)
        _letter(folder, environ)
        nights.report(folder, environ, Sealer.from_key(KEY))
        taking_over.report(folder, environ)
        policies.report(environ)
        fee_run.report(folder, environ)


def _filled(folder: Path, cases: int) -> str:
    address = f"sqlite:///{folder / f'{cases}.db'}"
    _fill(address, cases, "SQLite")
    return address


def _fill(address: str, cases: int, database: str) -> None:
    began = time.perf_counter()
    fill(address, cases=cases, today=clock.today(), sealer=Sealer.from_key(KEY))
    print(f"Filled {database} with {_count(cases)} cases in {time.perf_counter() - began:.0f} s.", flush=True)


def _pages(address: str, environ: dict[str, str], cases: int) -> None:
    with ExitStack() as stack:
        workers = {
            name: stack.enter_context(Worker(python, f"bench.{module}", address, environ))
            for name, python, module in (
                ("bare SQL, same template", sys.executable, "page_bare"),
                ("this program", sys.executable, "page_ours"),
                ("Django 5.2", DJANGO, "page_django"),
            )
        }
        pages = {name: worker.answer(LIST) for name, worker in workers.items()}
        _insist_on_one_page(pages)
        tasks = {name: (worker, LIST) for name, worker in workers.items()}
        courses = take_turns(tasks, rounds=30, times=20, warm_up=30)
    bare, ours, django = courses.values()
    _heading(f"The list of cases, 50 of {_count(cases)}, SQLite", "ms", "to bare")
    for name, course in courses.items():
        _line(name, course, course.ratio_to(bare), note=f"{len(pages[name].encode()) / 1000:.0f} kB")
    _aim("this program to the bare page", ours.ratio_to(bare), at_most=MOST_TIMES_BARE)
    _aim("rate of this program to Django's", django.ratio_to(ours), at_least=LEAST_TIMES_DJANGO)


def _insist_on_one_page(pages: dict[str, str]) -> None:
    """Stop when somebody has less to do.

    The bare page may differ in the token against forged forms alone. Django's is a port: it must say the same
    and link to the same, with as much of markup to a twentieth.
    """
    bare, ours, *ports = (TOKEN.sub("", page) for page in pages.values())
    _insist(bare, ours)
    for port in ports:
        _insist(_shown(ours), _shown(port))
        if abs(len(BLANKS.sub("", port)) / len(BLANKS.sub("", ours)) - 1) > 0.05:
            raise SystemExit(f"One page has {len(ours)} signs of markup and text, the other {len(port)}.")


def _shown(page: str) -> str:
    return BLANKS.sub(" ", " ".join(SHOWN.findall(page)))


def _insist(one: str, other: str) -> None:
    if one != other:
        pairs = zip(one, other, strict=False)
        place = next((i for i, (first, second) in enumerate(pairs) if first != second), 0)
        parts = (text[max(0, place - 80) : place + 80] for text in (one, other))
        raise SystemExit("\n--\n".join(("The pages differ:", *parts)))


def _growth(small: str, large: str, environ: dict[str, str], cases: int) -> None:
    _heading(f"Growth from {_count(cases // 10)} to {_count(cases)} cases, SQLite", "ms", "growth")
    highest = 0.0
    with ExitStack() as stack:
        workers = [
            stack.enter_context(Worker(sys.executable, "bench.page_ours", address, environ))
            for address in (small, large)
        ]
        for one, other in zip(asks(small), asks(large), strict=True):
            for worker, ask in zip(workers, (one, other), strict=True):
                _insist_on_rows(worker.answer(ask.address), ask.address)
            tasks = {"small": (workers[0], one.address), "large": (workers[1], other.address)}
            before, after = take_turns(tasks, rounds=12, times=5, warm_up=5).values()
            _line(one.name, after, after.ratio_to(before))
            highest = max(highest, after.ratio_to(before))
    _aim("highest growth", highest, at_most=MOST_GROWTH)


def _insist_on_rows(page: str, address: str) -> None:
    shown = page.partition("<main")[2]
    if not any(row in shown for row in ("/saker/", "/bevillinger/", "/steder/", "/bevillingshavere/")):
        raise SystemExit(f"{address} shows no row.")


def _pages_on_postgres(environ: dict[str, str], cases: int) -> None:
    print(flush=True)
    with postgres() as address, ExitStack() as stack:
        _fill(address, cases, "PostgreSQL")
        workers = {
            name: stack.enter_context(Worker(sys.executable, f"bench.{module}", address, environ))
            for name, module in (("bare SQL, same template", "page_bare"), ("this program", "page_ours"))
        }
        _insist_on_one_page({name: worker.answer(LIST) for name, worker in workers.items()})
        tasks = {name: (worker, LIST) for name, worker in workers.items()}
        # The server's part is waited for, so here the clock on the wall counts.
        courses = take_turns(tasks, rounds=20, times=20, warm_up=30, clock="wall")
    bare, _ours = courses.values()
    _heading(f"The list of cases, 50 of {_count(cases)}, PostgreSQL, by the wall clock", "ms", "to bare")
    for name, course in courses.items():
        _line(name, course, course.ratio_to(bare))


def _letter(folder: Path, environ: dict[str, str]) -> None:
    tried = subprocess.run(
        [WEASYPRINT, "-c", "import weasyprint"], capture_output=True, text=True, check=False
    )
    if tried.returncode:
        reason = tried.stderr.strip().splitlines()[-1]
        print(f"\nThe letter was not measured: WeasyPrint does not run here ({reason}).")
        return
    write_letter(folder)
    with ExitStack() as stack:
        workers = {
            "this program": Worker(sys.executable, "bench.letter_ours", "", environ),
            "WeasyPrint 70": Worker(WEASYPRINT, "bench.letter_weasyprint", str(folder), environ),
        }
        for worker in workers.values():
            stack.enter_context(worker)
        letters = {name: b64decode(worker.answer("")) for name, worker in workers.items()}
        tasks = {name: (worker, "") for name, worker in workers.items()}
        courses = take_turns(tasks, rounds=12, times=4, warm_up=3)
    ours, _weasyprint = courses.values()
    _heading("One grant as a letter", "ms", "to ours")
    for name, course in courses.items():
        pages = PdfReader(BytesIO(letters[name])).pages
        words = sum(len(page.extract_text().split()) for page in pages)
        note = f"{len(pages)} pages, {words} words, {len(letters[name]) / 1000:.0f} kB"
        _line(name, course, course.ratio_to(ours), note=note)


def _heading(title: str, *columns: str) -> None:
    print(f"\n{title:<58}" + "".join(f"{column:>9}" for column in columns), flush=True)


def _line(name: str, course: Course, ratio: float, *, note: str = "") -> None:
    print(f"  {name:<56}{course.middle:>9.2f}{ratio:>9.2f}  {note}".rstrip(), flush=True)


def _aim(what: str, ratio: float, *, at_most: float | None = None, at_least: float | None = None) -> None:
    met = ratio <= at_most if at_most is not None else at_least is not None and ratio >= at_least
    aim = f"at most {at_most}" if at_most is not None else f"at least {at_least}"
    print(f"  → {what}: {ratio:.2f} (aim: {aim}; {'met' if met else 'NOT MET'})", flush=True)


def _count(cases: int) -> str:
    return f"{cases:,}"


if __name__ == "__main__":
    main()
