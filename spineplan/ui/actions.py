"""Every command of the window as one QAction: menu, shortcut and button share it."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from spineplan.ui.icons import put_icon
from spineplan.ui.in_words import say

PLAIN = "plain_text"
"""Property that keeps an action's own name, whatever step its text stands for."""


class Actions(QObject):
    """The commands; the window connects them. Shortcuts of the images belong to the images' keymap."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        key = QKeySequence.StandardKey
        self.open_folder = self._make(self.tr("Open a &folder or CD…"), "folder-open", key.Open)
        self.open_file = self._make(self.tr("Open a &file, zip or plan…"), "file", "Ctrl+Shift+O")
        self.open_labels = self._make(self.tr("Open &labels…"), "layers")
        self.open_demo = self._make(self.tr("Open the &demo patient"), "play")
        self.close_patient = self._make(self.tr("&Close the patient"), "x", "Ctrl+W")
        self.save = self._make(self.tr("&Save"), "save", key.Save)
        self.save_as = self._make(self.tr("Save &as…"), "save-all", "Ctrl+Shift+S")
        self.undo = self._make(self.tr("Undo"), "undo-2", key.Undo)
        self.redo = self._make(self.tr("Redo"), "redo-2", "Ctrl+Y")
        self.report = self._make(self.tr("&Report…"), "file-text", "Ctrl+P")
        self.settings = self._make(self.tr("Se&ttings"), "settings", "Ctrl+,")
        self.shortcuts = self._make(self.tr("&Keys and mouse"), "keyboard", "?")
        # Where "?" needs Shift the key arrives with it, elsewhere without.
        self.shortcuts.setShortcuts([QKeySequence("?"), QKeySequence("Shift+?")])
        self.full_screen = self._make(self.tr("F&ull screen"), "maximize", "F11")
        self.quit = self._make(self.tr("&Quit"), "", "Ctrl+Q")

    def menu(self) -> QMenu:
        """The one menu of the window."""
        menu = QMenu(self._window)
        for group in (
            (self.open_folder, self.open_file, self.open_labels, self.open_demo, self.close_patient),
            (self.save, self.save_as, self.report),
            (self.undo, self.redo),
            (self.settings, self.shortcuts, self.full_screen),
            (self.quit,),
        ):
            menu.addActions(group)
            menu.addSeparator()
        return menu

    def show_history(self, undo: str | None, redo: str | None, can_edit: bool) -> None:
        """Names of the steps that undo and redo stand for."""
        self.undo.setEnabled(undo is not None and can_edit)
        self.redo.setEnabled(redo is not None and can_edit)
        self.undo.setText(self.tr("Undo {step}").format(step=say(undo)) if undo else self.tr("Undo"))
        self.redo.setText(self.tr("Redo {step}").format(step=say(redo)) if redo else self.tr("Redo"))
        self.undo.setToolTip(f"{self.undo.text()}  (Ctrl+Z)")
        self.redo.setToolTip(f"{self.redo.text()}  (Ctrl+Y)")

    def _make(self, text: str, icon: str, shortcut: QKeySequence.StandardKey | str | None = None) -> QAction:
        action = QAction(text, self._window)
        if shortcut is not None:
            action.setShortcut(QKeySequence(shortcut))
        if icon:
            put_icon(action, icon)
        plain = text.replace("&", "").removesuffix("…")
        action.setProperty(PLAIN, plain)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{plain}  ({keys})" if keys else plain)
        self._window.addAction(action)
        return action
