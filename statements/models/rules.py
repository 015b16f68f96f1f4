"""Rules that several tables share."""

from django.db import models
from django.db.models import Q

from statements.vocabulary import State


def known_word(field: str, words: type[models.TextChoices]) -> Q:
    return Q(**{f"{field}__in": words.values})


# Suggested by nobody's decision; anything else with who decided, and when.
DECIDED = Q(state=State.SUGGESTED, decided_at__isnull=True, decided_by__isnull=True) | (
    ~Q(state=State.SUGGESTED) & Q(decided_at__isnull=False, decided_by__isnull=False)
)
