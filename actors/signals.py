"""What this app says to those above it, which it does not know."""

from django.dispatch import Signal

# Who speaks under which name may be another now: names, offices, or which actors are one, were changed by a person.
# Sent inside the transaction, with changed (actors.changes.Changed): a receiver writes what is to be done into the
# database, and does it after the commit.
actors_changed = Signal()
