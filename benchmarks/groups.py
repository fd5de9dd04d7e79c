"""What is measured: each group runs its probes and gives its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any

from benchmarks.figures import Bar, Figure, in_turns
from benchmarks.fresh import fresh
from benchmarks.libraries import Libraries, Made

BARE_WINDOW = "bare PySide6 window with a table of as many lines, fresh process"
BARE_COMMIT = "bare SQLCipher commit of one row, same settings"
AHEAD = (
    "0.6 s on the page before, in which the next one is made ready; painted with its first cards, "
    "the rest follow one by one; where the team stopped is kept within 0.5 s, after the paint"
)
BARE_LIST = "bare SELECT of the same lines"
BARE_MATCH = "bare FTS5 match (newest texts read, for two letters), 50 row numbers"
BARE_RISKS = "bare list of as many lines"
PLAIN_PAGES = "reportlab alone, as many plain pages"

MOST_RISKS, LEAST_RISKS = 300, 24
"""The risks of the long register, and of one where all is small: its list still scrolls."""

LONG_HISTORY = 100_000
"""The entries of the long history: more than an office writes in one assessment in ten years."""

FRAME = 16
"""Milliseconds: what scrolls at sixty pictures in a second looks smooth."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run measures with: how often, and how many assessments."""

    libraries: Libraries
    rounds: int
    small: int
    large: int


def start(run: Run) -> Iterator[Figure]:
    """From the start of the process to a home that takes keys."""
    made = run.libraries.of(run.small)
    later = "lines out of sight get their heights after the paint"
    pack = "the pack (what opens an assessment, and where the draft stopped)"
    at_once = f"without a pause; {later}, and {pack} is read then"
    as_typed = f"but for a second on it, left out, in which home's modules and {pack} are read"
    for way, bar, how in (
        ("at once", Bar(2, "floor"), at_once),
        ("as typed", Bar(2, "floor"), f"{as_typed}; {later}"),
    ):
        ours, floor = in_turns(
            run.rounds,
            partial(_of, "ready", "home", *_library(made), way),
            partial(_of, "ready", "bare_window", str(run.small)),
        )
        name = f"start to usable home, {run.small:,} assessments, {way}"
        how = f"encrypted library, key given; from the passphrase's page to home {how}"
        yield Figure("start", name, ours, BARE_WINDOW, floor, bar=bar, how=how)


def open_and_go(run: Run) -> Iterator[Figure]:
    """Opening the example, and going from section to section."""
    made = run.libraries.of(run.small)
    told = [fresh("working", *_library(made), made.finished) for _round in range(run.rounds)]
    bare = "bare page with as many plain Qt widgets"
    floor = tuple(one["bare_open"] for one in told)
    yield Figure(
        "open",
        "open the example, first time in this process",
        tuple(one["open_first"] for one in told),
        bare,
        floor,
        bar=Bar(100),
        how="opened in its middle, where the team stopped, after 1.5 s on home; painted with the "
        "first cards, the rest follow one by one",
    )
    again = tuple(one["open_again"] for one in told)
    yield Figure("open", "open the example again", again, bare, floor, bar=Bar(100))
    yield from _sections(told)
    steps = tuple(median(one["next_risk"]) for one in told)
    floor = tuple(one["sections"]["risks"]["bare"] for one in told)
    how = f"middle of {len(told[0]['next_risk'])} steps through the register, one after the other"
    yield Figure("section", "next risk", steps, bare, floor, bar=Bar(40), how=how)


def _sections(told: list[dict[str, Any]]) -> Iterator[Figure]:
    names = list(told[0]["sections"])
    bare = "bare page with as many plain Qt widgets"
    for kind, title, bar, how in (
        ("next", "next section", Bar(40), AHEAD),
        ("whole", "next section, all cards there", None, "deferred building included"),
        ("jump", "section not foreseen, first visit", None, "nothing was made ready"),
        ("again", "section visited before", Bar(40), "the page is kept once it was made"),
    ):  # fmt: skip
        by_section = {name: median(one["sections"][name][kind] for one in told) for name in names}
        slowest = max(by_section, key=lambda name: by_section[name])
        middle = tuple(median(one["sections"][name][kind] for name in names) for one in told)
        floor = tuple(median(one["sections"][name]["bare"] for name in names) for one in told)
        name = f"{title}, middle of all"
        yield Figure("section", name, middle, bare, floor, bar=bar, how=how)
        worst = tuple(one["sections"][slowest][kind] for one in told)
        floor = tuple(one["sections"][slowest]["bare"] for one in told)
        details = {name: round(value, 1) for name, value in by_section.items()}
        name = f"{title}, slowest ({slowest})"
        yield Figure("section", name, worst, bare, floor, bar=bar, how=how, details=details)


def commit(run: Run) -> Iterator[Figure]:
    """A letter typed: to the disk, beside a bare commit."""
    made = run.libraries.of(run.small)
    told = [fresh("letters", *_library(made), made.begun) for _round in range(run.rounds)]
    floor = tuple(median(one["bare_commit"]) for one in told)
    yield Figure(
        "commit",
        "commit of one typed answer",
        tuple(median(one["commit"]) for one in told),
        BARE_COMMIT,
        floor,
        bar=Bar(1.5, "floor"),
        how="answer, history entry and mark of the list in one durable transaction; the search "
        "takes it in later; median of 30 letters per round, in turns with the floor",
    )
    yield Figure(
        "commit",
        "pressed key to durable, and every view told",
        tuple(median(one["typed"]) for one in told),
        BARE_COMMIT,
        floor,
        how="the pause of at most 0.7 s after which the program keeps by itself is left out",
    )


def reports(run: Run) -> Iterator[Figure]:
    """The full report of the example in both languages."""
    made = run.libraries.of(run.small)
    for language, name in (("en", "English"), ("ar", "Arabic")):
        told, plain = [], []
        for _round in range(run.rounds):
            told.append(fresh("printing", *_printing(made, language, run.rounds), "report"))
            plain.append(fresh("plain_pages", str(told[-1]["pages"]), str(run.rounds)))
        details = {"pages": told[0]["pages"], "bytes": told[0]["bytes"]}
        yield Figure(
            "report",
            f"full example report, {name}, first in the process",
            tuple(one["first"] for one in told),
            PLAIN_PAGES,
            tuple(one["first"] for one in plain),
            bar=Bar(1500),
            how="reading the PDF library, fonts and words included; signature fields included",
            details=details,
        )
        yield Figure(
            "report",
            f"full example report, {name}, again",
            tuple(median(one["again"]) for one in told),
            PLAIN_PAGES,
            tuple(median(one["again"]) for one in plain),
            bar=Bar(1500),
            how="libraries, fonts and words are read already",
            details=details,
        )


def signing(run: Run) -> Iterator[Figure]:
    """One signature under the example's report."""
    made = run.libraries.of(run.small)
    told = [
        fresh("printing", *_printing(made, "en", run.rounds), "signing")
        for _round in range(run.rounds)
    ]
    bare = "the same key file opened and a digest signed"
    floor = tuple(median(one["bare_sign"]) for one in told)
    first = tuple(one["sign_first"] for one in told)
    how = "the file is checked before it is signed; reading the libraries included"
    name, bar = "sign the report, first in the process", Bar(700)
    yield Figure("signing", name, first, bare, floor, bar=bar, how=how)
    again = tuple(median(one["sign"]) for one in told)
    yield Figure("signing", "sign the report, again", again, bare, floor, bar=bar)
    bare = "the same file hashed four times"
    floor = tuple(median(one["bare_verify"]) for one in told)
    how = "the record inside and what is printed are compared too; every object is looked through"
    again = tuple(median(one["verify"]) for one in told)
    name = "check four signatures by four keys"
    yield Figure("signing", name, again, bare, floor, bar=Bar(500), how=how)


def history(run: Run) -> Iterator[Figure]:
    """A long history checked, and one entry added to it."""
    entries = min(LONG_HISTORY, 100 * run.small)
    told = fresh("chain", str(entries), str(run.rounds))
    yield Figure(
        "history",
        f"history of {entries:,} entries checked",
        tuple(told["check"]),
        "bare SHA-256 of what was changed, entry after entry",
        tuple(told["bare_check"]),
        bar=Bar(5_000),
        how="read from the library, every hash, two anchors, and the records beside it",
    )
    yield Figure(
        "history",
        "one entry tied and added, without its commit",
        tuple(told["append"]),
        "bare row of the same texts",
        tuple(told["bare_append"]),
        bar=Bar(2),
        how="inside an open transaction; the commit itself stands in its own group",
    )


def memory(run: Run) -> Iterator[Figure]:
    """What the program holds at rest and at its peak."""
    made = run.libraries.of(run.small)
    rest, floor = in_turns(
        run.rounds,
        partial(_of, "resident", "home", *_library(made), "at once"),
        partial(_of, "resident", "bare_window", str(run.small)),
    )
    group = "memory"
    how = "after 1.5 s of quiet; resident, shared libraries included"
    name = f"at rest, home with {run.small:,}"
    yield Figure(group, name, rest, BARE_WINDOW, floor, "MiB", Bar(150), how)
    working = [fresh("working", *_library(made), made.finished) for _round in range(run.rounds)]
    for kind, name, how in (
        ("resident_opened", "at rest, editor, one section", "the next page is made ready"),
        ("resident", "at rest, editor, all sections", "every section visited; pages are kept"),
    ):
        rest = tuple(one[kind] for one in working)
        yield Figure(group, name, rest, BARE_WINDOW, floor, "MiB", Bar(150), how)
    printing = [
        fresh("printing", *_printing(made, "ar", 1), "signing") for _round in range(run.rounds)
    ]
    for kind, name in (("peak_report", "at peak, report alone"), ("peak", "at peak, signing too")):
        most = tuple(one[kind] for one in printing)
        how = "process without a window; two reports in Arabic are made"
        yield Figure(group, name, most, BARE_WINDOW, floor, "MiB", how=how)


def finding(run: Run) -> Iterator[Figure]:
    """The list and the search at both sizes."""
    for size, list_bar, search_bar in ((run.small, 100, None), (run.large, 250, 60)):
        told = fresh("finding", *_library(run.libraries.of(size)), str(run.rounds))
        lists, bare = told["lists"], tuple(told["bare_list"])
        name = f"list of {size:,}"
        how = "another order chosen: read anew from the library, until painted"
        yield Figure(
            "list",
            f"{name}, painted",
            tuple(lists["painted"]),
            BARE_LIST,
            bare,
            "ms",
            Bar(list_bar),
            how,
        )
        yield Figure("list", f"{name}, read alone", tuple(lists["read"]), BARE_LIST, bare)
        for words, times in told["searches"].items():
            floor = tuple(told["bare_searches"][words])
            for kind, how in (("painted", "from the word to the painted hits"), ("read", "")):
                what = f"search {size:,}, {words}, {kind}"
                bar = None if search_bar is None else Bar(search_bar)
                values = tuple(times[kind])
                yield Figure("search", what, values, BARE_MATCH, floor, "ms", bar, how)


def register(run: Run) -> Iterator[Figure]:
    """A register of three hundred risks: opened, a risk rated, a page of the list scrolled."""
    made = run.libraries.register(max(LEAST_RISKS, min(MOST_RISKS, run.small)))
    asked = (*_library(made), made.finished, str(run.rounds))
    told = [fresh("register", *asked) for _round in range(run.rounds)]
    of = f"register of {told[0]['risks']}"
    middle = {
        key: tuple(median(one[key]) for one in told)
        for key in ("again", "rated", "scrolled", "bare_rated", "bare_scrolled")
    }
    bare_open = tuple(one["bare_open"] for one in told)
    first = tuple(one["gone_to"] for one in told)
    how = "from another section of an open assessment, not foreseen; its modules were read before"
    name = f"{of}, gone to, first visit"
    yield Figure("register", name, first, BARE_RISKS, bare_open, bar=Bar(150), how=how)
    name = f"{of}, visited before"
    yield Figure("register", name, middle["again"], BARE_RISKS, bare_open, bar=Bar(150))
    opened = tuple(one["opened"] for one in told)
    how = "assessment opened where the team stopped, first in the process: read, judged, painted"
    yield Figure("register", f"{of}, opened from home", opened, BARE_RISKS, bare_open, how=how)
    how = "from the press to the disk and the paint of list, counts, matrix, reasons and sections"
    bare = "one line of a bare list changed and painted"
    name = f"{of}, a rating shown everywhere"
    floor = middle["bare_rated"]
    yield Figure("register", name, middle["rated"], bare, floor, bar=Bar(50), how=how)
    bare = "the same pages of a bare list"
    name = f"{of}, a page scrolled, middle of all"
    floor = middle["bare_scrolled"]
    yield Figure("register", name, middle["scrolled"], bare, floor, bar=Bar(FRAME))
    name = f"{of}, a page scrolled first, slowest"
    slowest, floor = (
        tuple(max(one[key]) for one in told) for key in ("scrolled_first", "bare_scrolled_first")
    )
    yield Figure("register", name, slowest, bare, floor, bar=Bar(FRAME))
    yield from _lowering(run)


def _lowering(run: Run) -> Iterator[Figure]:
    told = fresh("lowering", str(run.rounds))
    bare, floor = "the same risk rated once", tuple(told["bare"])
    for kind, name in (("drawn", "middle of 100"), ("hard", "hardest of 6 where all are alike")):
        name = f"what lowers a risk with 12 controls, {name}"
        yield Figure("register", name, tuple(told[kind]), bare, floor, bar=Bar(50))


def packs(run: Run) -> Iterator[Figure]:
    """Every shipped pack, loaded and checked."""
    told = [fresh("reading", str(run.rounds)) for _round in range(run.rounds)]
    bare = "the same files parsed by the YAML library, nothing checked"
    floor = tuple(median(one["bare"]) for one in told)
    again = tuple(median(one["again"]) for one in told)
    yield Figure("packs", "load every pack", again, bare, floor, how="no cache: read each time")


GROUPS: Mapping[str, Callable[[Run], Iterator[Figure]]] = {
    "start": start,
    "open": open_and_go,
    "commit": commit,
    "report": reports,
    "signing": signing,
    "history": history,
    "memory": memory,
    "finding": finding,
    "register": register,
    "packs": packs,
}


def _of(what: str, probe: str, *words: str) -> float:
    return float(fresh(probe, *words)[what])


def _library(made: Made) -> tuple[str, str]:
    return str(made.folder), made.key.hex()


def _printing(made: Made, language: str, rounds: int) -> tuple[str, ...]:
    return (*_library(made), made.finished, language, str(rounds))
