"""A process of the bench: ``python -m essaimage.pages.bench STEP OPTIONS`` (in JSON)."""

import json
import os
import sys

import django


def main() -> None:
    """Take the step that the command asked for, on the database that ``DATABASE_URL`` names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaimage.settings")
    django.setup()
    from .steps import STEPS  # models are read once Django is ready

    name, options = sys.argv[1:]
    STEPS[name](json.loads(options))


if __name__ == "__main__":
    main()
