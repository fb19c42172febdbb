"""Office files are ZIP archives: looked at before any library opens them, so that none can be made to burst."""

from __future__ import annotations

import copy
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from sources.errors import NotARelease

MOST_ENTRIES = 5_000
MOST_BYTES = 100_000_000  # of all entries together, unpacked
MOST_RATIO = 300  # unpacked to packed, of an entry worth bombing with
MOST_SHEET_CELLS = 2_000_000
_CHUNK = 1 << 18
_PLACE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{1,9})(\d{1,10})""")  # of a cell, in whatever part it stands
_COUNT = re.compile(rb"""[cC]ount\s*=\s*["']\s*\+?(\d{1,30})""")  # room is made for so many before one is seen
MOST_COUNTED = 1_000_000
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def check_archive(content: bytes, name: str) -> frozenset[str]:
    """The names inside an archive that is safe to open.

    Raises NotARelease for what is broken, encrypted, grows too large, lies about its sizes or declares XML entities.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise NotARelease(f"{name}: {len(entries)} files inside, more than {MOST_ENTRIES}")
            total = 0
            for entry in entries:
                total += _check_entry(archive, entry, name, MOST_BYTES - total)
            return frozenset(entry.filename for entry in entries)
    except NotARelease:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise NotARelease(f"{name}: a broken or unusual archive ({type(error).__name__})") from error


def read_entry(content: bytes, entry: str) -> bytes:
    """One entry of an archive that was checked; b"" where it is not there."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(entry) if entry in archive.namelist() else b""


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, allowed: int) -> int:
    """Its true size, told by unpacking it; the size that the archive claims is not believed."""
    if entry.flag_bits & 0x1:
        raise NotARelease(f"{name}: encrypted")
    size = 0
    cells = _SheetSize(name)
    is_markup = entry.filename.endswith((".xml", ".rels"))
    tail = b""  # what the last chunk may have cut in two is seen again
    for fresh in _chunks(archive, entry):
        size += len(fresh)
        chunk, tail = tail + fresh, fresh[-128:]
        if size > allowed or (size > 1_000_000 and size > MOST_RATIO * max(1, entry.compress_size)):
            raise NotARelease(f"{name}: unpacks to far more than it should ({entry.filename})")
        if is_markup and _DECLARATION.search(chunk.replace(b"\x00", b"")):  # in UTF-16 too
            raise NotARelease(f"{name}: declares XML entities ({entry.filename})")
        cells.see(chunk)
    if size != entry.file_size:
        raise NotARelease(f"{name}: lies about its size ({entry.filename})")
    return size


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    unbelieved = copy.copy(entry)
    unbelieved.file_size = MOST_BYTES + 1
    with archive.open(unbelieved) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


class _SheetSize:
    """The rectangle that a worksheet spans: two far corners are enough to ask for more memory than there is."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows = 0
        self._columns = 0

    def see(self, chunk: bytes) -> None:
        if any(int(count) > MOST_COUNTED for count in _COUNT.findall(chunk)):
            raise NotARelease(f"{self._name}: claims more than {MOST_COUNTED} entries of one kind")
        for column, row in _PLACE.findall(chunk):
            number = 0
            for letter in column.upper():
                number = number * 26 + letter - 64
            self._columns = max(self._columns, number)
            self._rows = max(self._rows, int(row))
        if self._rows * self._columns > MOST_SHEET_CELLS:
            raise NotARelease(f"{self._name}: a sheet of {self._rows} rows by {self._columns} columns")


def require_part(content: bytes, name: str, part: str) -> None:
    """Raise NotARelease where an archive is none, or lacks the part that makes it what its name says."""
    if part not in check_archive(content, name):
        raise NotARelease(f"{name}: not what its name says, {part} is not in it")
