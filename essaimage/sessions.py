"""Sessions kept in the database, asked for by keys that a database can read."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    """Django's own, except that a cookie holding what no key of ours holds is no cookie at all.

    A quoted cookie may hold a NUL, which PostgreSQL refuses with an error.
    """

    def __init__(self, session_key: str | None = None) -> None:
        is_ours = session_key is not None and session_key.isascii() and session_key.isalnum()
        super().__init__(session_key if is_ours else None)
