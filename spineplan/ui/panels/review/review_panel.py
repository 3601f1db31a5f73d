"""The review: whether the plan is ready, the checklist, what colleagues say, who signed, versions, what leaves."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from spineplan.clinical.checklist import ItemState, Readiness
from spineplan.ui.icons import put_icon
from spineplan.ui.in_words import say
from spineplan.ui.measured import Measured
from spineplan.ui.panels.folds import Folds
from spineplan.ui.panels.kept_list import KeptList
from spineplan.ui.panels.pieces import Card, button, flowing, hint
from spineplan.ui.panels.review.checklist_section import ChecklistSection
from spineplan.ui.panels.review.comments_section import CommentsSection
from spineplan.ui.panels.review.sign_off_section import SignOffSection
from spineplan.ui.panels.review.versions_section import VersionsSection
from spineplan.ui.panels.stage_panel import StagePanel
from spineplan.viewer.bridge import SessionBridge

if TYPE_CHECKING:
    from spineplan.ui.saving import Saving

_SIGNS = {
    "READY": ("circle-check", "ok"),
    "REVIEW": ("triangle-alert", "caution"),
    "BLOCKED": ("octagon-alert", "danger"),
}
_MOST_REASONS = 3
ABOVE_THREAD_PX = 40
LAID_OUT_MS = 30
"""When the fold that was opened has its places."""


class ReviewPanel(StagePanel):
    """`report_wanted("pdf", "html", "table" or "share")`, `package_wanted()`, `time_out_wanted()`."""

    stage = "review"
    report_wanted = Signal(str)
    package_wanted = Signal()
    time_out_wanted = Signal()

    def __init__(self, bridge: SessionBridge, measured: Measured, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._measured = measured
        self._saving: Saving | None = None
        measured.changed.connect(self.mark_stale)
        self._add_verdict()
        self.checklist = ChecklistSection(bridge)
        self.checklist.stage_wanted.connect(self.stage_wanted)
        self.comments, self.signing = CommentsSection(bridge), SignOffSection(bridge)
        self.versions = VersionsSection(bridge)
        self.folds = Folds()
        self.folds.add("checklist", self.tr("Checklist"), self.checklist, 1)
        self.folds.add("comments", self.tr("Comments"), self.comments)
        self.folds.add("signing", self.tr("Opinions and signatures"), self.signing)
        self.folds.add("versions", self.tr("Versions"), self.versions)
        self.folds.add("kept", self.tr("Key images and measurements"), self._kept_page())
        self.folds.add("leaving", self.tr("Report and sharing"), self._leaving_page())
        self.column.addWidget(self.folds, 1)
        self.items, self.note = self.checklist.items, self.checklist.note
        self.done_button, self.problem_button = self.checklist.done_button, self.checklist.problem_button
        self.skip_button, self.reopen_button = self.checklist.skip_button, self.checklist.reopen_button
        self.next_open_button.clicked.connect(lambda: self.folds.open("checklist"))

    def use_saving(self, saving: "Saving") -> None:
        """Where the plan's file and its versions are."""
        self._saving = saving
        saving.changed.connect(self.mark_stale)
        self.signing.snapshots = lambda: saving.persistence.snapshots if saving.persistence is not None else {}
        self.mark_stale()

    def open_comment(self, comment_id: str) -> None:
        """Unfold the comments at a thread."""
        self.folds.open("comments")
        self.refresh()

        def scroll() -> None:
            head = self.comments.show_thread(comment_id)
            if head is not None:
                self._scroll.verticalScrollBar().setValue(head.mapTo(self._page, QPoint(0, 0)).y() - ABOVE_THREAD_PX)

        QTimer.singleShot(LAID_OUT_MS, scroll)

    def _add_verdict(self) -> None:
        card = Card()
        self._sign, self.verdict = QLabel(), QLabel()
        self.verdict.setObjectName("big")
        card.column.addLayout(flowing(self._sign, self.verdict))
        self.reasons = hint()
        card.column.addWidget(self.reasons)
        self.next_open_button = button("", self._next_open, "arrow-down", tip=self.tr("Goes to it in the list"))
        self.time_out_button = button(self.tr("Time-out"), self.time_out_wanted.emit, "maximize", "primary",
                                      self.tr("Full screen, to be read from across the room"))  # fmt: skip
        self.pdf_button = button(self.tr("Report…"), lambda: self.report_wanted.emit("pdf"), "file-text")
        card.column.addLayout(flowing(self.next_open_button, self.time_out_button, self.pdf_button))
        self.add(card)

    def _next_open(self) -> None:
        self.checklist.items.go_to_next_open()

    def _kept_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self.kept = KeptList(self.bridge)
        self.remove_kept = button(self.tr("Remove"), self.kept.remove, "trash-2", "quiet")
        self.kept.chose.connect(self._offer_removal)
        self._no_kept = hint(self.tr("K keeps the picture under the pointer; L, A and E measure."))
        for widget in (self._no_kept, self.kept):
            column.addWidget(widget)
        column.addLayout(flowing(self.remove_kept))
        column.addStretch(1)
        return page

    def _leaving_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self.html_button = button(self.tr("Report as HTML…"), lambda: self.report_wanted.emit("html"))
        self.table_button = button(self.tr("Table-side sheet…"), lambda: self.report_wanted.emit("table"), "file-text")
        self.share_button = button(self.tr("Page for colleagues…"), lambda: self.report_wanted.emit("share"), "eye")
        self.package_button = button(self.tr("De-identified copy…"), self.package_wanted.emit, "file-archive")
        column.addWidget(hint(self.tr("For the record and for the table")))
        column.addLayout(flowing(self.html_button, self.table_button))
        column.addWidget(hint(self.tr("One file that opens in any browser: the scene turns, the slices scroll")))
        column.addLayout(flowing(self.share_button))
        column.addWidget(hint(self.tr("Plan and images without name, dates and identifiers")))
        column.addLayout(flowing(self.package_button))
        column.addStretch(1)
        return page

    def _offer_removal(self) -> None:
        self.remove_kept.setVisible(self.kept.currentItem() is not None)

    def refresh(self) -> None:
        """Verdict, and every part."""
        self.set_usable(self.session is not None)
        states = self._measured.states()
        self._judge(self._measured.readiness(), states)
        self.checklist.show_states(self.plan, states)
        settled = sum(state.state in ("done", "not_applicable") for state in states)
        self.folds.tell("checklist", f"{settled}/{len(states)}" if states else "")
        still_open = self.comments.show_plan(self.plan)
        self.folds.tell("comments", self.tr("{n} open").format(n=still_open) if still_open else "")
        self.folds.tell("signing", self.signing.show_plan(self.session))
        count = self.versions.show_versions(self._saving.persistence if self._saving is not None else None)
        self.folds.tell("versions", str(count) if count else "")
        self.kept.show_plan(self.plan)
        self._no_kept.setVisible(self.kept.isHidden())
        self._offer_removal()

    def _judge(self, verdict: Readiness | None, states: Sequence[ItemState]) -> None:
        still_open = sum(state.state == "open" for state in states)
        self.next_open_button.setVisible(still_open > 0)
        self.next_open_button.setText(self.tr("Next open item  ({n} left)").format(n=still_open))
        if verdict is None:
            self.verdict.setText(self.tr("No plan"))
            self.reasons.setText("")
            return
        put_icon(self._sign, *_SIGNS[verdict.state], 24)
        self.verdict.setText(verdict.state)
        reasons = [say(reason) for reason in verdict.reasons]
        if verdict.open_items:
            text = self.tr("{n} required items are open.")
            reasons[-1] = text.format(n=len(verdict.open_items))
        shown = reasons[:_MOST_REASONS]
        if len(reasons) > _MOST_REASONS:
            shown.append(self.tr("and {n} more").format(n=len(reasons) - _MOST_REASONS))
        self.reasons.setText("\n".join(shown) or self.tr("Every required item before the procedure is done."))
        self.reasons.setToolTip("\n".join(map(say, verdict.reasons)))
