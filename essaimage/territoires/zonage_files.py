"""Where the file of a list is: in a folder, or at its official address."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

from django.utils import timezone

from .zonage_download import download
from .zonage_importing import ListFile
from .zonage_lists import BadList, OfficialList
from .zonage_reading import MAX_BYTES


def in_folder(official: OfficialList, folder: Path, day: date | None = None) -> ListFile | None:
    """Return the file of a list in ``folder``, None when it is not there; raises ``BadList``.

    ``day``, the date of the list, is when not told that of the file we know, else when it was last
    written.
    """
    path = _found(folder, official.files, official.second_files)
    if path is None:
        return None
    content = _content(path)
    second = _found(folder, official.second_files)
    day = day or official.known_dates.get(hashlib.sha256(content).hexdigest())
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    return ListFile(content, day or written, second=_content(second) if second else b"")


def official_file(official: OfficialList, day: date | None = None) -> ListFile | None:
    """Return the file at the official address, None when there is no address; raises ``BadList``."""
    if not official.address:
        return None
    found = download(official.address)
    day = day or official.known_dates.get(hashlib.sha256(found.content).hexdigest())
    return ListFile(
        found.content,
        day or found.modified or timezone.localdate(),
        address=official.address,
        is_whole=found.is_whole,
    )


def _found(folder: Path, patterns: tuple[str, ...], but: tuple[str, ...] = ()) -> Path | None:
    """Return the file that a pattern names, the first pattern first; two for one pattern is refused."""
    left_out = {path for pattern in but for path in folder.glob(pattern)}
    for pattern in patterns:
        paths = sorted(set(folder.glob(pattern)) - left_out)
        if len(paths) > 1:
            names = ", ".join(path.name for path in paths)
            raise BadList(f"plusieurs fichiers conviennent ({names}) : n’en laissez qu’un.")
        if paths:
            return paths[0]
    return None


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadList(f"{path.name} dépasse {MAX_BYTES // 1_000_000} Mo.")
        return path.read_bytes()
    except OSError as error:
        raise BadList(f"{path.name} ne peut pas être lu ({error.strerror}).") from None
