"""Walking through the real window with keys, as somebody does who looks at it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from dpia_wizard.gui.application import Program, start

PASSPHRASE = "marmalade otter lighthouse quietly"  # noqa: S105 -- of libraries in tmp_path
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
_LONGEST_WAIT = 30
_LOOKS_EVERY = 10
_MOST_TABS = 400
_shown: list[Program] = []


def open_window(folder: Path, language: str = "en") -> Program:
    """The program started on *folder* in *language*, of the size of a usual laptop."""
    QApplication.instance() or QApplication([])
    program = start(folder, language=language)
    _shown.append(program)
    program.window.showNormal()
    program.window.resize(1366, 697)
    activate(program.window)
    return program


def close_windows() -> None:
    """Close every window that was opened and take it down, as the end of the program does."""
    while _shown:
        program = _shown.pop()
        program.window.close()
        program.window.deleteLater()
        program.preferences.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()


def settle() -> None:
    for _again in range(4):
        QApplication.processEvents()


def wait(until: Callable[[], bool]) -> None:
    """Let the window and the work beside it go on until something holds.

    QTest.qWait keeps Python's lock while it waits, so work beside the window would stand still.
    """
    end = monotonic() + _LONGEST_WAIT
    while not until():
        assert monotonic() < end, "waited for nothing"
        pause = QEventLoop()
        QTimer.singleShot(_LOOKS_EVERY, pause.quit)
        pause.exec()


def activate(window: QWidget) -> None:
    settle()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)


def focus() -> QWidget:
    """What the keys go to."""
    settle()
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the focus"
    return found


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifier)
    settle()


def write(text: str) -> None:
    """Type *text*: by keys what is on the keyboard, by an input method what is not."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(focus(), letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(focus(), event)
    settle()


def tab_to(name: str, *, by: Qt.Key = Qt.Key.Key_Tab) -> QWidget:
    """Press Tab until the part called *name*, or a part inside it, has the focus."""
    for _again in range(_MOST_TABS):
        if (found := _around(focus(), name)) is not None:
            return found
        press(by)
    raise AssertionError(f"Tab does not lead to {name}")


def _around(widget: QWidget, name: str) -> QWidget | None:
    part: QWidget | None = widget
    while part is not None and part.objectName() != name:
        part = None if part.isWindow() else part.parentWidget()
    return part


def go_to(question: str, number: str) -> None:
    """Go to a question or risk by its number, with the keys that find."""
    press(Key.Key_K, CTRL)
    assert focus().objectName() == "find_field"
    write(number)
    press(Key.Key_Return)
    wait(lambda: _around(focus(), f"card.{question}") is not None)


def part(parent: QWidget, name: str) -> QWidget:
    """The one visible part called *name*."""
    settle()
    found = [p for p in parent.findChildren(QWidget, name) if p.isVisible()]
    assert len(found) == 1, (name, found)
    return found[0]


def has(parent: QWidget, name: str) -> bool:
    return any(p.isVisible() for p in parent.findChildren(QWidget, name))


def words_on(parent: QWidget) -> str:
    """Every sentence that can be read on *parent*."""
    settle()
    return "\n".join(p.text() for p in parent.findChildren(QLabel) if p.isVisible())


def dialog() -> QDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog), "no dialog is open"
    return found


def in_dialog(act: Callable[[], object], does: Callable[[], None]) -> None:
    """Do *act*, which opens a dialog, and *does* in the dialog while it is open."""
    troubles: list[BaseException] = []
    begun: list[bool] = []
    before = QApplication.activeModalWidget()

    def look() -> None:
        if QApplication.activeModalWidget() in (None, before):
            timer.start(20)
            return
        begun.append(True)
        try:
            activate(dialog())
            does()
        except BaseException as trouble:  # an exception in a slot would leave the dialog open
            troubles.append(trouble)
        finally:
            left = QApplication.activeModalWidget()
            if isinstance(left, QDialog) and troubles:
                left.reject()

    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(look)
    timer.start(20)
    act()
    timer.stop()
    if troubles:
        raise troubles[0]
    assert begun, "no dialog was opened"


def begin_library(
    program: Program, *, new_passphrase: str = PASSPHRASE, language: str = "en"
) -> None:
    """The first start, by keys: language, passphrase, the group of the sheet."""
    window = program.window
    if has(window, f"language_{language}"):
        tab_to(f"language_{language}")
        press(Key.Key_Space)
        activate(window)
    tab_to("passphrase")
    write(new_passphrase)
    tab_to("passphrase_again")
    write(new_passphrase)
    press(Key.Key_Return)
    wait(lambda: has(window, "group") and part(window, "group").hasFocus())
    write(sheet_group(program))
    press(Key.Key_Return)
    wait(lambda: has(window, "home"))


def sheet_group(program: Program) -> str:
    """The group that the page asks for, as it is read from the sheet."""
    keys = getattr(program.window.page, "keys", None)
    assert keys is not None
    return str(keys.groups.split()[6])


def unlock(program: Program, passphrase: str = PASSPHRASE) -> None:
    """Open the library by its passphrase and keys."""
    tab_to("passphrase")
    write(passphrase)
    press(Key.Key_Return)
    wait(lambda: not has(program.window, "open_library"))
    activate(program.window)


def new_assessment(program: Program, title: str, post: str = "", agency: str = "") -> None:
    """A new assessment from home, by keys."""

    def fill() -> None:
        write(title)
        tab_to("post")
        write(post)
        tab_to("agency")
        write(agency)
        press(Key.Key_Return)

    in_dialog(lambda: press(Key.Key_Return, CTRL), fill)
    wait(lambda: program.window.open is not None)
    activate(program.window)
