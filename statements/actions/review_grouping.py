"""After a decision the statements around its wordings are grouped anew: after the commit, not within it.

Grouping takes an advisory lock and then rows; a decision takes rows. Within one transaction the two would wait for each
other when two editors work at once.
"""

from collections.abc import Iterable

from django.db import transaction

from statements.actions import group
from statements.models import Quotation


def regroup_later(quotations: Iterable[Quotation]) -> None:
    """A failure is logged, not shown: the decision stands, and grouping is derived and done again with the next."""
    rows = list(quotations)

    def regroup() -> None:
        group.regroup(quotations=rows)

    transaction.on_commit(regroup, robust=True)
