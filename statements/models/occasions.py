"""Where and when something was said, and what about."""

from django.db import models
from django.db.models import F, Q

from actors.dates import bounds, validate_edtf
from actors.models import Actor
from sources.models import Source


class Occasion(models.Model):
    """An actor speaking once (schema.org Event): derived, as statements are; what sources report is beside it."""

    class Kind(models.TextChoices):
        INTERVIEW = "interview", "interview"
        SPEECH = "speech", "speech"
        PRESS_CONFERENCE = "press_conference", "press conference"
        POST = "post", "post"
        UNKNOWN = "unknown", "unknown"

    actor = models.ForeignKey(Actor, models.PROTECT, related_name="occasions")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.UNKNOWN)
    venue = models.CharField(max_length=200, blank=True)
    interviewer = models.CharField(max_length=200, blank=True)
    said = models.CharField(max_length=40, blank=True, validators=[validate_edtf], help_text="EDTF")
    said_earliest = models.DateField(null=True, blank=True, editable=False)
    said_latest = models.DateField(null=True, blank=True, editable=False)
    said_reason = models.CharField(max_length=300, blank=True, help_text="Where the date is inferred: from what")
    place = models.CharField(max_length=220, blank=True, editable=False, help_text="As Statement.place")

    class Meta:
        indexes = [
            models.Index(name="occasion_by_actor_and_day", fields=["actor", "-said_latest"]),
            models.Index(name="occasion_by_place", fields=["actor", "place", "said"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="occasion_said_in_order",
                condition=Q(said_earliest__isnull=True)
                | Q(said_latest__isnull=True)
                | Q(said_earliest__lte=F("said_latest")),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.get_kind_display(), self.venue, self.said) if part)

    def set_said(self, value: str) -> None:
        """Sets the EDTF date and the days between which it lies."""
        self.said = value
        self.said_earliest, self.said_latest = bounds(value)


class OccasionReport(models.Model):
    """What one source says of an occasion; values that disagree stand beside each other here."""

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="reports")
    source = models.ForeignKey(Source, models.CASCADE, related_name="occasion_reports")
    venue = models.CharField(max_length=200, blank=True)
    interviewer = models.CharField(max_length=200, blank=True)
    said = models.CharField(max_length=40, blank=True, validators=[validate_edtf])

    class Meta:
        constraints = [
            models.UniqueConstraint(name="occasion_report_once", fields=["occasion", "source", "venue", "said"])
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.venue} {self.said}".strip()


class Topic(models.Model):
    """A matter that statements are about (SKOS Concept)."""

    label = models.CharField(max_length=100, unique=True)
    definition = models.TextField(blank=True)
    broader = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="narrower")

    class Meta:
        ordering = ["label"]
        constraints = [
            models.CheckConstraint(name="topic_has_a_label", condition=~Q(label="")),
            models.CheckConstraint(
                name="topic_not_broader_than_itself", condition=Q(broader__isnull=True) | ~Q(broader=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.label
