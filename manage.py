#!/usr/bin/env python
"""Django's command line, on the embedded services where DATABASE_URL or REDIS_URL is unset."""

import os
import signal
import sys


def main() -> None:
    """Run one command; the services that it had to start end with it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from config import embedded
    from config.home import Refusal

    # Without this, the end of a terminal would end us before we can stop what we started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with embedded.services():
            execute_from_command_line(sys.argv)
    except Refusal as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
