"""What the machine did: one pass over one text."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.public_ids import new_public_id
from sources.models import Revision

USER = settings.AUTH_USER_MODEL


class ExtractionRun(models.Model):
    """One pass of one pipeline version over one revision (PROV Activity); also the job that a page shows."""

    class State(models.TextChoices):
        QUEUED = "queued", "waiting"
        RUNNING = "running", "being read"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="runs")
    pipeline = models.CharField(max_length=80, blank=True, help_text="Empty until it began")
    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0, help_text="Per cent")
    counts = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True, help_text="In words for an editor")
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True, help_text="When a worker last said that it works on it")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(name="run_unfinished", fields=["asked_at"], condition=Q(state__in=["queued", "running"]))
        ]
        constraints = [
            models.UniqueConstraint(
                name="run_open_once", fields=["revision"], condition=Q(state__in=["queued", "running"])
            ),
            models.CheckConstraint(
                name="run_state_known", condition=Q(state__in=["queued", "running", "done", "failed"])
            ),
            models.CheckConstraint(name="run_failed_says_why", condition=~Q(state="failed") | ~Q(error="")),
            models.CheckConstraint(name="run_progress_per_cent", condition=Q(progress__lte=100)),
            models.CheckConstraint(
                name="run_finished_when_over",
                condition=Q(state__in=["done", "failed"], finished_at__isnull=False)
                | Q(state__in=["queued", "running"], finished_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.revision}"

    def get_absolute_url(self) -> str:
        return reverse("run", args=[self.public_id])
