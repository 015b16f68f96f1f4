"""Where words stood before their source was edited, and whether they were found again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from sources.models import Revision
from statements.models.quotations import Quotation


class Anchor(models.Model):
    """A quotation sought in a newer revision of its source: found there, or not.

    `revision`, `start` and `end` are where it stood before (code points, end exclusive). An orphaned one stands there
    still. `settled` says that an editor has looked at what the machine made of it.
    """

    class How(models.TextChoices):
        EXACT = "exact", "the same words in the same place"
        MOVED = "moved", "found elsewhere, or with other words"
        ORPHANED = "orphaned", "no longer in the text"

    quotation = models.ForeignKey(Quotation, models.CASCADE, related_name="anchors")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="anchors")
    newer = models.ForeignKey(Revision, models.CASCADE, related_name="sought_anchors")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    how = models.CharField(max_length=8, choices=How)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", help_text="Who looked at it"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["revision", "start"]
        indexes = [
            models.Index(name="anchor_to_look_at", fields=["-newer", "start"], condition=Q(settled_at__isnull=True))
        ]
        constraints = [
            models.UniqueConstraint(name="anchor_once", fields=["quotation", "newer"]),
            models.CheckConstraint(name="anchor_not_empty", condition=Q(start__lt=F("end"))),
            models.CheckConstraint(name="anchor_how_known", condition=Q(how__in=["exact", "moved", "orphaned"])),
            models.CheckConstraint(
                name="anchor_settled_by_somebody",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
            models.CheckConstraint(name="anchor_not_within_one", condition=~Q(revision=F("newer"))),
        ]

    def __str__(self) -> str:
        return f"{self.get_how_display()}: {self.quotation}"
