"""Line icons (resources/icons) in the colours of the theme in use."""

from functools import cache

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QAction, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from spineplan.resource_files import resource
from spineplan.viewer.theme import colour, hex_colour, theme

_SIZES_PX = (16, 32)
_LOOK = "icon_look"


@cache
def _svg(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@cache
def _drawn(name: str, hex_: str, size_px: int) -> QImage:
    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_svg(name).replace("currentColor", hex_).encode()))
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return image


def pixmap(name: str, token: str = "text", size_px: int = 16, ratio: float = 1.0) -> QPixmap:
    """One icon as a picture of size_px logical pixels."""
    found = QPixmap.fromImage(_drawn(name, hex_colour(token), round(size_px * ratio)))
    found.setDevicePixelRatio(ratio)
    return found


def icon(name: str, token: str = "text") -> QIcon:
    """An icon with its disabled and switched-on looks; one whose colour has a meaning keeps it when switched on."""
    on = "accent" if token == "text" else token
    looks = (
        (QIcon.Mode.Normal, QIcon.State.Off, token),
        (QIcon.Mode.Normal, QIcon.State.On, on),
        (QIcon.Mode.Active, QIcon.State.On, on),
        (QIcon.Mode.Selected, QIcon.State.Off, token),
        (QIcon.Mode.Selected, QIcon.State.On, on),
    )
    found = QIcon()
    for size in _SIZES_PX:
        for mode, state, name_of_colour in looks:
            found.addPixmap(QPixmap.fromImage(_drawn(name, hex_colour(name_of_colour), size)), mode, state)
        faint = QPixmap.fromImage(_drawn(name, colour("muted").name(), size))
        found.addPixmap(_faded(faint), QIcon.Mode.Disabled, QIcon.State.Off)
    return found


def _faded(full: QPixmap) -> QPixmap:
    faint = QPixmap(full.size())
    faint.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faint)
    painter.setOpacity(0.45)
    painter.drawPixmap(0, 0, full)
    painter.end()
    return faint


def put_icon(target: QAction | QAbstractButton | QLabel, name: str, token: str = "text", size_px: int = 16) -> None:
    """Give a widget or action an icon that follows the theme (see `repaint_icons`)."""
    look = (name, token, theme().name, size_px)
    if target.property(_LOOK) == look:
        return
    target.setProperty(_LOOK, look)
    if isinstance(target, QLabel):
        target.setFixedSize(size_px, size_px)
        target.setPixmap(pixmap(name, token, size_px, target.devicePixelRatioF()))
    else:
        target.setIcon(icon(name, token))


def repaint_icons(root: QWidget) -> None:
    """After a change of theme: every icon below `root` in the new colours."""
    _drawn.cache_clear()
    targets: list[QAction | QAbstractButton | QLabel] = [*root.findChildren(QAction)]
    targets += [*root.findChildren(QAbstractButton), *root.findChildren(QLabel)]
    for target in targets:
        look = target.property(_LOOK)
        if look:
            put_icon(target, look[0], look[1], look[3])


class IconsFollowTheme(QObject):
    """Keeps the icons of a window in the colours of the theme, as long as the window lives."""

    def __init__(self, root: QWidget) -> None:
        super().__init__(root)
        self._root = root
        theme().changed.connect(self._repaint)

    def _repaint(self, _name: str) -> None:
        repaint_icons(self._root)
