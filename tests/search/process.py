"""Another process of the site, with its own connection and its own index, told what to do line by line.

``Process(connection)`` starts it; ``python -m tests.search.process`` is what it runs.
"""

import json
import os
import signal
import subprocess
import sys
from urllib.parse import quote

from django.db.backends.base.base import BaseDatabaseWrapper


class Process:
    """A process on the database of the tests."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.child = subprocess.Popen(
            [sys.executable, "-m", "tests.search.process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"DATABASE_URL": address_of(connection)},
        )
        assert self.child.stdout.readline() == "ready\n"

    def __call__(self, *order: str | int) -> list:
        """Have an order carried out (see ``ORDERS``) and return the answer."""
        print(json.dumps(order), file=self.child.stdin, flush=True)
        return json.loads(self.child.stdout.readline())

    def kill(self) -> None:
        """End it at once, whatever it was doing."""
        self.child.send_signal(signal.SIGKILL)
        self.stop()

    def stop(self) -> None:
        """Let it end."""
        self.child.stdin.close()
        self.child.wait(timeout=20)
        self.child.stdout.close()


def address_of(connection: BaseDatabaseWrapper) -> str:
    """Return the ``DATABASE_URL`` of the database of the tests."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(told['NAME']))}"
    user = quote(told["USER"]) + (f":{quote(told['PASSWORD'])}" if told["PASSWORD"] else "")
    port = f":{told['PORT']}" if told["PORT"] else ""
    return f"postgres://{user}@{quote(told['HOST'], safe='')}{port}/{told['NAME']}"


def main() -> None:
    """Carry out the orders read, one line each, until there are none."""
    import django

    django.setup()
    from django.db import transaction

    from essaimage.common.models import Term
    from essaimage.search.index import Index, site

    from .terms import Publishers, Terms, slugs_on_the_site, titles_of

    index = Index([Terms(), Publishers()])
    orders = {
        "read": lambda: titles_of(index),
        "site": lambda: slugs_on_the_site(site),
        "rename": lambda pk, title: Term.objects.filter(pk=pk).update(title=title),
        "begin": lambda: transaction.set_autocommit(False),
        "commit": lambda: (transaction.commit(), transaction.set_autocommit(True))[1],
        "rollback": lambda: (transaction.rollback(), transaction.set_autocommit(True))[1],
    }
    say("ready")
    for line in sys.stdin:
        order, *arguments = json.loads(line)
        say(json.dumps(orders[order](*arguments)))


def say(line: str) -> None:
    """Answer, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
