"""What this app says to those above it, which it does not know."""

from django.dispatch import Signal

# A text was confirmed and is ready to be read for quotations. Sent inside the transaction, with source, revision and by
# (a user or None): a receiver writes what is to be done into the database, and enqueues after the commit.
source_confirmed = Signal()
