"""Every sign is painted, those that point turn with the language, the others do not."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from dpia_wizard.gui import theme
from dpia_wizard.gui.icons import ALIASES, MIRRORED, sign_icon, sign_names, sign_pixmap

INK = QColor("black")


def picture(name: str, *, mirrored: bool = False, ratio: float = 2.0) -> QImage:
    return sign_pixmap(name, INK, 32, ratio=ratio, mirrored=mirrored).toImage()


def painted(image: QImage) -> int:
    return sum(
        image.pixelColor(x, y).alpha() > 128
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.mark.parametrize("name", sign_names())
def test_a_sign_is_painted_and_stays_inside_its_square(qapp: QApplication, name: str) -> None:
    image = picture(name)
    assert image.width() == 64
    assert painted(image) > 60


@pytest.mark.parametrize("name", sign_names())
def test_only_signs_that_point_turn(qapp: QApplication, name: str) -> None:
    plain, turned = picture(name), picture(name, mirrored=True)
    assert (turned == plain) is (name not in MIRRORED)


def test_no_two_signs_look_the_same(qapp: QApplication) -> None:
    bits = {name: bytes(picture(name).constBits()) for name in sign_names()}
    assert len(set(bits.values())) == len(bits)


def test_levels_and_their_descriptions_name_signs() -> None:
    for level, description in theme.tokens()["level_sign"].items():
        assert {ALIASES.get(name, name) for name in (level, description)} <= set(sign_names())


def test_an_icon_is_sharp_on_a_fine_screen_and_pale_when_it_cannot_be_used(
    qapp: QApplication,
) -> None:
    assert sign_pixmap("check", INK, 18, ratio=1.5).devicePixelRatio() == 1.5
    icon = sign_icon("check", "accent", 18)
    usable = icon.pixmap(18, QIcon.Mode.Normal).toImage()
    pale = icon.pixmap(18, QIcon.Mode.Disabled).toImage()
    assert usable != pale
