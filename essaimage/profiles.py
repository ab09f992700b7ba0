"""What a profile makes for itself when nothing is configured."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def key_kept_in(path: Path) -> str:
    """Return the secret key kept in ``path``, making the file (mode 600) when it is not there.

    The file is written aside then linked into place, so that two processes that start together
    end with the same key and a killed one never leaves half a key.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        aside = path.with_name(f"{path.name}.{os.getpid()}")
        aside.touch(mode=0o600)
        aside.write_text(get_random_secret_key() + get_random_secret_key())
        try:
            os.link(aside, path)
        except FileExistsError:
            pass  # the other process came first: its key is the one
        finally:
            aside.unlink()
    return path.read_text().strip()
