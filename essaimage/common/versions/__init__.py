"""Every version of every sheet: kept, compared, restored (decision 0019).

``trees`` (what a version holds; pure), ``snapshots`` (read from the database), ``recording`` (kept),
``differences`` with ``words`` and ``saying`` (compared; pure), ``restoring`` with
``writing`` (put back).
Whoever writes for an editor: ``with recording(fiche, author=…, reason=…): write``; whoever deletes:
``with deleting(model, pks, author=…): delete``.
"""

from .deleting import deleting
from .differences import Difference, differences
from .recording import locked_snapshot, name_of, record, record_many, recording
from .restoring import restore
from .saying import names_in
from .snapshots import snapshot, snapshots
from .trees import Tree, digest
from .writing import RestorationRefusedError

__all__ = [
    "Difference",
    "RestorationRefusedError",
    "Tree",
    "deleting",
    "differences",
    "digest",
    "locked_snapshot",
    "name_of",
    "names_in",
    "record",
    "record_many",
    "recording",
    "restore",
    "snapshot",
    "snapshots",
]
