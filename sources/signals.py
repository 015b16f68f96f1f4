"""What this app says to those above it, which it does not know."""

from django.dispatch import Signal

# A text was confirmed and is ready to be read for quotations. Sent inside the transaction, with source, revision and by
# (a user or None): a receiver writes what is to be done into the database, and enqueues after the commit. Not sent for
# a text that is not English: it is kept, and not read.
source_confirmed = Signal()

# A source has a newer revision, in whatever language. Sent inside the transaction, with source, revision and by: what
# people decided on the older one is to be carried along, and the new one to be read for quotations.
source_revised = Signal()

# What is known about a source was changed, such as its date or its outlet. Sent inside the transaction, with source, by
# and changed (the names of the fields).
source_edited = Signal()

# A source is being withdrawn on request. Sent inside the transaction, before the text is blanked, with source, by and
# reason: a receiver blanks or deletes all that it made of the text, and forgets what the history holds of it with
# sources.actions.withdraw.forget. No undo brings it back.
source_withdrawn = Signal()
