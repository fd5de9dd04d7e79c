"""Make the pictures of the windows: every page of the worked example, in both directions.

``python -m dpia_wizard.gui.pictures --out DIR`` makes them all; ``--readme`` the short set that
stands in README. They are looked at by people; no test compares them.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget

from dpia_wizard.core.summary import TITLE
from dpia_wizard.data import RESOURCES
from dpia_wizard.gui.application import Program, start
from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.history.history_page import HistoryPage
from dpia_wizard.gui.people import pictures as people
from dpia_wizard.gui.rating_round import pictures as rating_round
from dpia_wizard.gui.register.risks_page import RisksPage
from dpia_wizard.gui.review import pictures as desk
from dpia_wizard.gui.settings import Settings, save
from dpia_wizard.workspace.example import FINISHED, ExampleWorld, make_examples
from dpia_wizard.workspace.library import Library

PLACES = {
    "section": "purpose.choice",
    "inventory": "inventory.elements",
    "security": "security",
    "risk": "R49",
    "controls": "controls",
    "actions": "actions",
    "review": "decision",
    "extract": "extract",
}
"""The pages of the editor that are pictured, by the place that leads to them."""

OF_RISKS = ("map", "bow-tie")
"""What the page of risks shows of all risks, and of one."""

OF_HISTORY = ("history", "compare")
"""What is shown of the history of an assessment."""

OF_REVIEW = ("review",)
"""Those that show the assessment which is with the supervisor, whose levels wait there."""

_PATIENCE = 30_000


@dataclass(frozen=True, slots=True)
class View:
    """How the window is looked at."""

    language: str = "en"
    theme: str = "light"
    width: int = 1366
    height: int = 768

    @property
    def name(self) -> str:
        """What tells the picture apart, such as ar-dark-small."""
        parts = [self.language]
        if self.theme != "light":
            parts.append(self.theme)
        if self.width < 1200:
            parts.append("small")
        return "-".join(parts)


EVERY_VIEW = tuple(
    View(language, theme, *size)
    for language, theme, size in product(
        ("en", "ar"), ("light", "dark"), ((1366, 768), (1024, 600))
    )
)
CONTRAST = tuple(View(language, "contrast", 1024, 600) for language in ("en", "ar"))
ROUND = "round"
"""Every step of a rating round, a picture of each."""
DESK = "desk"
"""Every step of the supervisor's desk, a picture of each."""
PEOPLE = "people"
"""Every dialog of people, keys and sign-offs, a picture of each."""
STEP_VIEWS = (View(), View("ar", "dark", 1024, 600))
"""Where the steps of a round, of the desk and the dialogs are among all pictures: they are many."""
README = (
    ("section", View()),
    ("risk", View()),
    ("section", View("ar", "dark", 1024, 600)),
)


def make_pictures(
    out: Path,
    wanted: Iterable[tuple[str, View]] | None = None,
    *,
    said: Callable[[Path], None] = lambda _path: None,
) -> tuple[Path, ...]:
    """Make the *wanted* pictures (page, view), or all of them, in the folder *out*."""
    pages = (
        "first-start",
        "home",
        *PLACES,
        *OF_RISKS,
        "guidance",
        "catalogue",
        *OF_HISTORY,
        "report",
    )
    pairs = [*product(pages, EVERY_VIEW), *product((ROUND, DESK, PEOPLE), STEP_VIEWS)]
    if wanted is not None:
        pairs = list(wanted)
    out.mkdir(parents=True, exist_ok=True)
    made = []
    with tempfile.TemporaryDirectory() as folder:
        world = ExampleWorld()
        library, _groups = Library.create(
            Path(folder) / "example", "for pictures only", world=world
        )
        finished = make_examples(library, world)[FINISHED]
        title = library.store.load(finished).text(TITLE)
        draft = library.duplicate(finished, title)  # the example itself is in review: read only
        library.close()
        for view in dict.fromkeys(view for _page, view in pairs):
            mine = [page for page, of in pairs if of == view]
            for page, shown in _shown(Path(folder), world, view, mine, (draft, finished)):
                path = out / f"{page}-{view.name}.png"
                shown.grab().save(str(path))
                made.append(path)
                said(path)
    return tuple(made)


def _shown(
    folder: Path, world: ExampleWorld, view: View, pages: list[str], ids: tuple[str, str]
) -> Iterator[tuple[str, QWidget]]:
    """Each of *pages* in turn with what shows it; *ids* are those of a draft and of one in
    review."""
    draft, finished = ids
    settings = Settings(
        language=view.language,
        theme=view.theme,
        width=view.width,
        height=view.height,
        maximised=False,
        lock_after=0,
    )
    example, empty = folder / "example", folder / "empty"
    for library in (example, empty):
        save(library, settings)
    if "first-start" in pages:
        program = start(empty, world=world)
        _settle()
        yield "first-start", program.window
        _close(program)
    program = start(example, world=world)
    window = program.window
    window.begin(lambda: Library.open(example, "for pictures only", world=world))
    if "home" in pages:
        _settle()
        yield "home", program.window
    for page, place in PLACES.items():
        if page in pages:
            window.open_assessment(finished if page in OF_REVIEW else draft, place)
            _settle()
            yield page, program.window
    for page in OF_RISKS:
        if page in pages:
            window.open_assessment(draft, PLACES["risk"])
            _settle()
            risks = _editor(program).page()
            if isinstance(risks, RisksPage):
                (risks.turn_map if page == "map" else risks.view.bow_tie.open_picture)()
            _settle()
            yield page, program.window
    if ROUND in pages:
        window.open_assessment(draft, PLACES["risk"])
        _settle()
        for step, dialog in rating_round.steps(_editor(program).open, window):
            _settle()
            yield f"{ROUND}-{step}", dialog
    if DESK in pages:
        window.open_assessment(finished, PLACES["review"])
        _settle()
        for step, shown in desk.steps(_editor(program)):
            _settle()
            yield f"{DESK}-{step}", shown
    if PEOPLE in pages and window.library is not None:
        window.open_assessment(finished, PLACES["section"])
        _settle()
        for step, shown in people.steps(_editor(program).open, window.library, window):
            _settle()
            yield f"{PEOPLE}-{step}", shown
    if "guidance" in pages:
        window.open_assessment(draft, PLACES["section"])
        _settle()
        if view.width < 1200:
            _editor(program).panes.turn_guidance()
        _settle()
        yield "guidance", program.window
    if "catalogue" in pages:
        window.open_assessment(draft, PLACES["risk"])
        window.show_catalogue()
        _settle()
        yield "catalogue", program.window
    for page in OF_HISTORY:
        if page in pages:
            window.open_assessment(finished, PLACES["section"])
            window.show_history()
            _look_up(window.page, compare=page == "compare")
            yield page, window
    if "report" in pages:
        window.open_assessment(finished, PLACES["section"])
        window.show_report()
        _settle()
        yield "report", program.window
    _close(program)


def _editor(program: Program) -> Editor:
    page = program.window.page
    if not isinstance(page, Editor):
        raise TypeError(f"the window shows {page}")
    return page


def _close(program: Program) -> None:
    program.window.close()
    program.window.deleteLater()
    _settle()


def _look_up(page: QWidget | None, *, compare: bool) -> None:
    """Let the history look up what is shown, or compare two moments of it."""
    _settle()
    if not isinstance(page, HistoryPage):
        raise TypeError(f"the window shows {page}")
    if compare:
        page.show_compared()
    deadline = QDeadlineTimer(_PATIENCE)
    while page.is_busy and not deadline.hasExpired():
        QApplication.processEvents()
    _settle()


def _settle() -> None:
    """Let the window finish what it began, work on other threads included."""
    deadline = QDeadlineTimer(_PATIENCE)
    pool = QThreadPool.globalInstance()
    for _turn in range(20):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        while pool.activeThreadCount() and not deadline.hasExpired():
            QApplication.processEvents()


def main() -> None:
    """Make the pictures and name each."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(description="Make pictures of every window.")
    parser.add_argument("--out", type=Path, default=Path("out/windows"))
    parser.add_argument("--readme", action="store_true", help="the three that stand in README")
    parser.add_argument("--page", help="only this page, in every view and in high contrast")
    chosen = parser.parse_args()
    if chosen.readme:
        make_pictures(RESOURCES / "pictures", README)
        return
    wanted = [(chosen.page, view) for view in (*EVERY_VIEW, *CONTRAST)] if chosen.page else None
    make_pictures(chosen.out, wanted)


if __name__ == "__main__":
    main()
