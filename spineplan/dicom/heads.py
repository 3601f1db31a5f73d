"""Every file's header, read in threads: DICOM instances, directories, NIfTI files, and what is damaged."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import perf_counter

from spineplan.dicom import tags
from spineplan.dicom.dicomdir import ListedFile, listed_files
from spineplan.dicom.elements import Damaged, scan_file
from spineplan.dicom.header import Instance, read_instance
from spineplan.dicom.source import UNREADABLE, ByteSource, Progress
from spineplan.imaging.nifti import is_nifti

_CHUNK = 16
_SLOW_S = 0.001
"""A header takes 0.05 ms to understand; more than this is waiting for a disc or a network."""
_WORKERS = 8


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
    """In this thread while the files come as fast as they are understood, in several once they are waited for."""
    for start in range(0, len(files), _CHUNK):
        chunk = files[start : start + _CHUNK]
        started = perf_counter()
        found = [_head(source) for source in chunk]
        slow = perf_counter() - started > _SLOW_S * len(chunk)
        yield from found
        if slow:
            yield from _in_threads(files[start + _CHUNK :])
            return


def _in_threads(files: Sequence[ByteSource]) -> Iterator[_Head]:
    with ThreadPoolExecutor(_WORKERS, thread_name_prefix="read-headers") as pool:
        try:
            yield from pool.map(_head, files)
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
