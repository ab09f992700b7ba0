"""How the site is served: ``python -m gunicorn --config python:essaimage.gunicorn``.

Threads rather than plain ``sync`` workers: a browser opens connections ahead of need, and each
idle one would hold a ``sync`` worker for its whole timeout when no proxy stands in front.
Few processes rather than many: each keeps its own copy of what it indexes.
"""

import http.client
import os
import signal
import sys
import threading
from contextlib import suppress
from ctypes import CDLL
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaimage.settings")

from django.conf import settings

from .refusals import RefusedSetting

try:
    bind = f"127.0.0.1:{settings.PORT}"
except RefusedSetting as refusal:
    sys.exit(str(refusal))

IS_DEMO = settings.PROFILE == "demo"

wsgi_app = "essaimage.wsgi"
worker_class = "gthread"
workers = settings.WEB_CONCURRENCY
threads = 4
timeout = 30  # seconds without a sign of life before a worker is replaced
graceful_timeout = 20  # seconds left to the requests under way when the site is stopped
keepalive = 5  # seconds
limit_request_line = 8190  # bytes, the most gunicorn allows: a long search is cut, not refused
max_requests = 5_000  # a worker is replaced now and then…
max_requests_jitter = 500  # … but never all at once
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (gunicorn's own advice)
control_socket_disable = True
loglevel = "warning" if IS_DEMO else "info"
accesslog = None if IS_DEMO else "-"


M_ARENA_MAX = -8  # malloc.h, GNU


def post_fork(server, worker) -> None:
    """Let all threads of a worker share one heap: only one runs at a time, and each would keep its own.

    Ten megabytes less for each process with the search index in it.
    """
    with suppress(OSError, AttributeError):  # only the C library of GNU has several
        CDLL(None).mallopt(M_ARENA_MAX, 1)


def post_worker_init(worker) -> None:
    """Let Ctrl-C stop a worker at once; in the demo, say where the site is once one can answer.

    gunicorn's own handler waits for a lock that the very thread it interrupts may hold, and for
    threads that wait on a browser's idle connections: twenty seconds, then an error.
    """
    for quick_stop in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(quick_stop, lambda *_: os._exit(0))
    threading.Thread(target=warm, daemon=True).start()
    if IS_DEMO and worker.age == 1:
        threading.Thread(target=announce, args=(settings.PORT,), daemon=True).start()


def warm() -> None:
    """Build what each process keeps in memory before a visitor has to wait for it.

    In a thread of its own: a worker that gives no sign of life while it starts is killed. Without a
    database the first request will build it, as soon as there is one.
    """
    from django.db import DatabaseError, connection

    from .search import index

    try:
        for name in index.site.members:
            index.current()[name]
    except DatabaseError:
        return
    finally:
        connection.close()


def on_exit(server) -> None:
    """In the demo, end with a sentence."""
    if IS_DEMO:
        say("\nLe site est arrêté.")


def announce(port: int) -> None:
    """Ask for the home page as a visitor would, then print the address, or what went wrong."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        status = connection.getresponse().status
    except OSError as error:
        say(f"Le site ne répond pas : {error}", stream=sys.stderr)
        return
    finally:
        connection.close()
    if status == http.client.OK:
        say(f"Le site est prêt : http://localhost:{port}/   (Ctrl-C pour l’arrêter)")
    else:
        say(f"Le site répond, mais l’accueil renvoie une erreur {status}.", stream=sys.stderr)


def say(sentence: str, stream=sys.stdout) -> None:
    """Print at once, even into a pipe."""
    stream.write(f"{sentence}\n")
    stream.flush()
