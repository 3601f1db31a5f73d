"""Every file's header, read in threads: DICOM instances, directories, NIfTI files, and what is damaged."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from spineplan.dicom import tags
from spineplan.dicom.dicomdir import ListedFile, listed_files
from spineplan.dicom.elements import Damaged, scan_file
from spineplan.dicom.header import Instance, read_instance
from spineplan.dicom.source import UNREADABLE, ByteSource, Progress
from spineplan.imaging.nifti import is_nifti

_CHUNK = 16
_WORKERS = 8
"""More than there are processors: on a disc or a network most of them wait."""


@dataclass(frozen=True, slots=True)
class _Directory:
    listed: list[ListedFile]


@dataclass(frozen=True, slots=True)
class _NotUsable:
    sentence: str


_Head = Instance | _Directory | _NotUsable | ByteSource | None


@dataclass(frozen=True)
class Heads:
    """instances: by Series Instance UID. listed: what DICOMDIRs name. damaged: one sentence per file. nifti: files by
    name, not opened yet."""

    instances: dict[str, list[Instance]] = field(default_factory=dict)
    listed: list[ListedFile] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    nifti: list[ByteSource] = field(default_factory=list)

    def add(self, head: _Head) -> None:
        """File one answer where it belongs."""
        match head:
            case Instance():
                self.instances.setdefault(head.series_uid, []).append(head)
            case ByteSource():
                self.nifti.append(head)
            case _Directory(listed):
                self.listed.extend(listed)
            case _NotUsable(sentence):
                self.damaged.append(sentence)


def read_heads(files: Sequence[ByteSource], progress: Progress | None) -> Heads:
    """Headers of all files, in the files' order. Raises whatever `progress` raises."""
    heads = Heads()
    for done, head in enumerate(_all(files), 1):
        heads.add(head)
        if progress is not None and (done % 32 == 0 or done == len(files)):
            progress(done, len(files), "Reading headers")
    return heads


def _all(files: Sequence[ByteSource]) -> Iterator[_Head]:
    chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
    if len(chunks) < 2:
        yield from map(_head, files)
        return
    with ThreadPoolExecutor(_WORKERS, thread_name_prefix="read-headers") as pool:
        try:
            for found in pool.map(lambda chunk: [_head(source) for source in chunk], chunks):
                yield from found
        finally:
            pool.shutdown(cancel_futures=True)


def _head(source: ByteSource) -> _Head:
    name = source.name.rsplit("/", 1)[-1]
    if is_nifti(name):
        return source if source.on_disk else None
    try:
        with source.open() as reader:
            scanned = scan_file(lambda count: reader.read(0, count), reader.size)
            if scanned is None:
                return _NotUsable(f'"{name}" is not DICOM') if name.lower().endswith(".dcm") else None
            if tags.DIRECTORY_RECORDS in scanned.values:
                return _Directory(listed_files(scanned.values, source.name.removesuffix(name)))
            return read_instance(source, scanned, reader.size)
    except Damaged as error:
        return _NotUsable(f'"{name}" {error}')
    except UNREADABLE:
        return _NotUsable(f'"{name}" cannot be read')
