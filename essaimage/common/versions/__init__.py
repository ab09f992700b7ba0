"""Every version of every sheet: kept, compared, restored (decision 0019).

``trees`` (what a version holds; pure), ``snapshots`` (read from the database), ``recording`` (kept).
Whoever writes for an editor: ``with recording(fiche, author=…, reason=…): write``.
"""

from .recording import locked_snapshot, record, record_many, recording
from .snapshots import snapshot, snapshots
from .trees import Tree, digest

__all__ = [
    "Tree",
    "digest",
    "locked_snapshot",
    "record",
    "record_many",
    "recording",
    "snapshot",
    "snapshots",
]
