"""A check of links in a process of its own, on the database of the tests: to be killed half-way.

It says « ready », waits for a line, prints each address as its result is written, then the account.
"""

import json
import os
import sys

import django


def main() -> None:
    """Check everything due; the options come as JSON."""
    from essaimage.desk.links.running import check

    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    account = check(
        allow_loopback=True,
        tell=lambda visited: print(visited.row.address, visited.result, flush=True),  # noqa: T201
        **json.loads(sys.argv[1]),
    )
    print("total", account.total, flush=True)  # noqa: T201


if __name__ == "__main__":
    os.environ["ESSAIMAGE_PROFILE"] = "test"
    os.environ["DJANGO_SETTINGS_MODULE"] = "essaimage.settings"
    django.setup()
    main()
