"""Terms, statements and links of the whole archive, brought to what its texts, its word lists and its editors say.

Done in parts, each in a transaction of its own, so that workers go on in between; stopped and begun again, it ends with
the same.
"""

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef

from statements.actions import group, link, term_index
from statements.actions.group_units import spoken
from statements.models import Quotation, Term

AT_ONCE = 500  # quotations, or links


def regroup(*, missing: bool) -> Iterator[tuple[int, int]]:
    """Goes over all quotations, or only over those that the index of terms lacks, and then over what seeks an original.

    Gives how many quotations are grouped, and of how many.
    """
    ids = _without_terms() if missing else _all()
    for part in _parts(ids):
        with transaction.atomic():
            group.hold()
            term_index.refresh(part)
    for n, part in enumerate(_parts(ids)):
        with transaction.atomic():
            group.hold()
            group.regroup_around(part, before=group.Before())
        yield n * AT_ONCE + len(part), len(ids)
    for part in _parts(link.open_links() if ids else []):
        with transaction.atomic():
            group.hold()
            group.seek_anew(part)


def _all() -> list[int]:
    return list(Quotation.objects.order_by("pk").values_list("pk", flat=True))


def _without_terms() -> list[int]:
    """The first pieces of actors' wordings that stand in no list: of an archive from before there was an index all, of
    any other those few without a telling word.
    """
    heads = spoken().filter(speaker__isnull=False, continues__isnull=True, derived=False)
    lacking = heads.filter(~Exists(Term.objects.filter(quotation=OuterRef("pk"))))
    return list(lacking.order_by("pk").values_list("pk", flat=True))


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    yield from (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
