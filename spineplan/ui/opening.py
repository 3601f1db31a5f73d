"""From a path to an open patient: what is there, which series, which session; refusals in one sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from spineplan.errors import SpineplanError, WrongPatient
from spineplan.plan.model import Identity, SeriesRef
from spineplan.session.jobs import Progress
from spineplan.session.session import Session
from spineplan.ui.dates import shown_date
from spineplan.ui.image_loading import ImageLoading, counted
from spineplan.ui.message_bar import MessageBar
from spineplan.ui.patient_bar import shown_name
from spineplan.ui.saving import SUFFIX, Saving
from spineplan.ui.settings import Settings
from spineplan.viewer.bridge import SessionBridge

if TYPE_CHECKING:
    from spineplan.dicom.index import ImageIndex
    from spineplan.dicom.read import Loading
    from spineplan.dicom.series import SeriesEntry
    from spineplan.dicom.stack import Run
    from spineplan.session.opening import Opened
    from spineplan.storage.autosave import Recovery


class Opening(QObject):
    """Every way to open something. Long work runs in the bridge's jobs; every failure becomes a message."""

    scanned = Signal(object, object)
    """ImageIndex (None while the scan runs), and the path."""
    opened = Signal()
    """Another session is open."""
    disagreed = Signal(str)
    """The plan and the images disagree (empty: no longer)."""

    def __init__(self, bridge: SessionBridge, saving: Saving, message: MessageBar, settings: Settings) -> None:
        super().__init__(saving)
        self._bridge, self._saving, self._message, self._settings = bridge, saving, message, settings
        self._path: Path | None = None
        self.loading = ImageLoading(bridge, self.report, self)
        self.loading.emptied.connect(self._close_if_fresh)

    def open_path(self, path: Path) -> None:
        """A folder, a zip, a DICOMDIR, an image file or a plan."""
        if not path.exists():
            self._message.say(self.tr('"{name}" is not there any more.').format(name=path.name), serious=True)
        elif path.suffix == SUFFIX:
            self._saving.settle(lambda: self.open_plan(path))
        else:
            self.scan(path)

    def scan(
        self,
        path: Path,
        then: Callable[["ImageIndex"], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Find what is there; then open the only series, or let the user choose (or call `then`, or `failed`)."""
        from spineplan.dicom.index import scan

        def work(progress: Progress) -> "ImageIndex":
            return scan(path, counted(progress))

        def found(index: "ImageIndex") -> None:
            self._path = path
            self.scanned.emit(index, path)
            pictures = [entry for entry in index.series if entry.loadable and entry.study_uid]
            if then is not None:
                then(index)
            elif len(pictures) == 1:
                self.open_series(pictures[0])

        self.scanned.emit(None, path)
        title = self.tr("Looking through {name}").format(name=path.name)
        self._bridge.jobs.start(title, work, found, failed or self.report)

    def open_beside(self, path: Path) -> None:
        """Further images of the open patient, beside those shown now: the largest series that was found."""

        def largest(index: "ImageIndex") -> None:
            pictures = [entry for entry in index.series if entry.loadable]
            if pictures:
                self.open_series(max(pictures, key=lambda entry: entry.slices), beside=True)

        self.scan(path, largest)

    def open_series(self, entry: "SeriesEntry", run: "Run | None" = None, beside: bool = False) -> None:
        """Show a series: of the open patient in the open plan, of another one after the open plan is settled.

        beside: show it next to the one shown now.
        """
        from spineplan.session.opening import check_patient

        session, identity = self._bridge.session, _identity(entry)
        try:
            if session is not None:
                check_patient(session.committed, identity)
        except WrongPatient as error:
            self._disagree(error, entry, run)
            return
        self.loading.begin(entry, run, lambda loading: self._attach(entry, run, loading, beside))

    def open_plan(self, path: Path) -> None:
        """Open a plan file, then its images where they were last time."""
        from spineplan.session.opening import open_plan

        opened = self._tried(lambda: open_plan(path, self._settings.user_name))
        if opened is not None:
            plan = opened.session.committed
            self.hold(opened)
            self._remember(path, "plan", plan.identity, plan.reference)
            self._find_images(opened.session)

    def open_recovery(self, recovery: "Recovery") -> None:
        """Go on from an autosave that a crash left."""
        from spineplan.session.opening import open_recovery

        opened = self._tried(lambda: open_recovery(recovery, self._settings.user_name))
        if opened is not None:
            self.hold(opened)
            self._find_images(opened.session)

    def open_demo(self) -> None:
        """Make the synthetic patient if this user has none yet, and open its example plan."""
        from spineplan.ui.demo import make_demo

        self._bridge.jobs.start(self.tr("Making the demo patient"), make_demo, self.open_path, self.report)

    def report(self, error: Exception) -> None:
        """A failure as a message; what nobody expected goes on to the crash report."""
        if isinstance(error, SpineplanError):
            self._message.say(error.for_the_user, serious=True)
        elif isinstance(error, OSError):
            self._message.say(f"{error.strerror or type(error).__name__}: {error.filename or ''}", serious=True)
        else:
            raise error

    def _attach(self, entry: "SeriesEntry", run: "Run | None", loading: "Loading", beside: bool) -> None:
        """Show the volume, whose voxels follow: in a new session, or in the open one if it belongs there."""
        from spineplan.session.opening import add_series, new_session, series_ref, show

        volume, identity = loading.volume, _identity(entry)
        series = series_ref(volume, entry.study_date, entry.slices if run is None else None)
        session = self._bridge.session
        before = session.view.series_uid if session is not None else ""
        try:
            if session is None:
                opened = new_session(identity, series, volume, self._settings.user_name)
                session = opened.session
                self.hold(opened)
            elif session.volumes:
                add_series(session, identity, series, volume)
            else:
                show(session, identity, series, volume)
        except WrongPatient as error:
            self._disagree(error, entry, run)
            return
        except SpineplanError as error:
            self.report(error)
            return
        self.disagreed.emit("")
        if beside and before not in ("", series.series_uid):
            self._bridge.look(self, series_uid=before, compare_uid=series.series_uid, layout="compare")
        path = self._path
        self.loading.fill(session, loading, lambda full: self._read(path, identity, series, full.notes))

    def _read(self, path: Path | None, identity: Identity, series: SeriesRef, notes: tuple[str, ...]) -> None:
        if path is not None:
            self._settings.remember_images(series.instances_digest, str(path))
            self._remember(path, "study", identity, series)
        for note in notes[:1]:
            self._message.say(note)

    def hold(self, opened: "Opened") -> None:
        """Another session is open from now on."""
        self._saving.let_go()
        self._bridge.set_session(opened.session)
        self._saving.hold(opened)
        self.disagreed.emit("")
        for note in opened.notes:
            self._message.say(note, serious=True)
        self.opened.emit()

    def _close_if_fresh(self, session: Session) -> None:
        """Reading was cancelled: a plan in which nothing was done goes with its images."""
        if session is self._bridge.session and session.revision == 0 and self._saving.path is None:
            self._saving.let_go()
            self._bridge.set_session(None)

    def _find_images(self, session: Session) -> None:
        """Where the plan's images were last time, or beside the plan; else say which ones are wanted."""
        from spineplan.session.plan_images import is_small

        wanted = session.committed.reference
        known = self._settings.images_of(wanted.instances_digest)
        plan_path = self._saving.path
        beside = plan_path.parent if plan_path is not None and is_small(plan_path.parent) else None
        place = Path(known) if known and Path(known).exists() else beside
        if place is not None:
            self.scan(place, lambda index: self._open_wanted(index, wanted), lambda _error: self._ask_for(wanted))
        else:
            self._ask_for(wanted)

    def _open_wanted(self, index: "ImageIndex", wanted: SeriesRef) -> None:
        for entry in index.series:
            if entry.loadable and entry.instances_digest == wanted.instances_digest:
                self.open_series(entry)
                return
            for run in entry.runs:
                if wanted.series_uid == f"{entry.key}@{run.first}-{run.last}":
                    self.open_series(entry, run)
                    return
        self._ask_for(wanted)

    def _ask_for(self, wanted: SeriesRef) -> None:
        text = self.tr("Now open the images of this plan: {series}, {n} slices.")
        parts = (wanted.modality, wanted.description, shown_date(wanted.study_date))
        series = " ".join(part for part in parts if part)
        self._message.say(text.format(series=series, n=wanted.slices), serious=True)

    def _remember(self, path: Path, kind: Literal["study", "plan"], identity: Identity, series: SeriesRef) -> None:
        from spineplan.storage.library import Library

        parts = (shown_name(identity), series.modality, shown_date(series.study_date))
        try:
            Library().remember(path, kind, " · ".join(part for part in parts if part))
        except SpineplanError as error:
            self.report(error)

    def _disagree(self, error: WrongPatient, entry: "SeriesEntry", run: "Run | None") -> None:
        def close_and_open() -> None:
            self._saving.let_go()
            self._bridge.set_session(None)
            self.open_series(entry, run)

        def anew() -> None:
            self.disagreed.emit("")
            self._saving.settle(close_and_open)

        self.disagreed.emit(error.for_the_user)
        self._message.say(
            error.for_the_user,
            (self.tr("Keep this plan"), lambda: self.disagreed.emit("")),
            (self.tr("Close it and open these images"), anew),
            serious=True,
        )

    def _tried(self, action: Callable[[], "Opened"]) -> "Opened | None":
        try:
            return action()
        except (SpineplanError, OSError) as error:
            self.report(error)
            return None


def _identity(entry: "SeriesEntry") -> Identity:
    from spineplan.session.opening import identity_from

    who = entry.patient
    header = {"patient_name": who.name, "patient_id": who.patient_id, "issuer": who.issuer}
    return identity_from({**header, "birth_date": who.birth_date, "sex": who.sex})
