"""What is left of a quotation whose text was withdrawn: its address."""

from django.db import models

from sources.models import Source
from statements.models.quotations import Quotation


class Tombstone(models.Model):
    """The address of a quotation that went with its text. It says so, or leads to a wording that is left.

    `successor` was another wording of the same statement, in a text that is still there.
    """

    public_id = models.CharField(max_length=12, unique=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="tombstones")
    successor = models.ForeignKey(Quotation, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.public_id
