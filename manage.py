#!/usr/bin/env python
"""Django's command line, with this project's settings."""

import os
import sys


def main() -> None:
    """Run the command; a refused setting is a sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaimage.settings")
    from django.core.management import execute_from_command_line

    from essaimage.refusals import RefusedSetting

    try:
        execute_from_command_line(sys.argv)
    except RefusedSetting as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
