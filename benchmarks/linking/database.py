"""A throw-away database for a benchmark. Importing this sets Django up: before any module that holds models.

tests.throwaway names the database that the settings then read; nothing starts before `migrate` is called.
"""

import os

import django
from django.core.management import call_command

from tests import throwaway

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()


def migrate() -> None:
    """Starts a cluster of this process's own, which ends with it, and makes the tables."""
    throwaway.start()
    call_command("migrate", verbosity=0)
