"""Where in the application something is shown."""

from django.urls import reverse

from statements.models import Quotation
from statements.passages import part_of_text


def place_in_text(quotation: Quotation) -> str:
    """The address of a quotation in the reading view; of the revision that has it, where a newer one has not."""
    revision = quotation.revision
    address = reverse("reading", args=[revision.source.public_id])
    if revision.superseded:
        address = reverse("revision", args=[revision.source.public_id, revision.number])
    return f"{address}{part_of_text(quotation.start)}#q-{quotation.public_id}"
