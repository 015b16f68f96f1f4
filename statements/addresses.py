"""Where in the application something is shown."""

from django.urls import reverse

from statements.models import Quotation
from statements.passages import part_of_text


def place_in_text(quotation: Quotation) -> str:
    """The address of a quotation in the reading view."""
    address = reverse("reading", args=[quotation.revision.source.public_id])
    return f"{address}{part_of_text(quotation.start)}#q-{quotation.public_id}"
