"""What the log says of requests that were refused."""

from logging import LogRecord


def in_one_line(record: LogRecord) -> bool:
    """Drop the trace of a refused request: robots ask for any host, any day, and nothing is broken."""
    if record.name.startswith("django.security."):
        record.exc_info = None
    return True
