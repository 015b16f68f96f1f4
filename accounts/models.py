"""Who may do what, and what each person did. The lowest app: it knows no other of ours."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Access(models.Model):
    """No table: the three rights that groups grant, `accounts.read`, `accounts.export` and `accounts.edit`."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [
            ("read", "Read the archive"),
            ("export", "Take data away"),
            ("edit", "Add texts and decide on suggestions"),
        ]


class Action(models.Model):
    """One thing a person did (PROV Activity), with each row that it touched before and after.

    `changes` is a list of {"model": "app.model", "pk", "before": {field: value} or null where the row was made,
    "after": {field: value} or null where it was deleted}, in the order of the writes.
    """

    verb = models.CharField(max_length=40)
    summary = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="actions")
    at = models.DateTimeField(auto_now_add=True)
    changes = models.JSONField(default=list)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["by", "-id"], name="action_by_person")]
        constraints = [
            models.CheckConstraint(
                name="action_does_not_undo_itself", condition=Q(undoes__isnull=True) | ~Q(undoes=models.F("id"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.summary}" if self.summary else self.verb


class ActionTarget(models.Model):
    """A row that an action touched: the index behind the history page of an object and behind undo."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="targets")
    model = models.CharField(max_length=60)
    row = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "row", "action"], name="action_target_once"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.row}"
