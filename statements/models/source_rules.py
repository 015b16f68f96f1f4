"""What an editor said of all the words of somebody in one source."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from actors.dates import validate_edtf
from actors.models import Actor
from sources.models import Source


class SourceRule(models.Model):
    """Who the speaker of this name in this source is, and when and where the words were spoken.

    It holds for quotations that a later reading finds, too. `name` is the speaker's as the text has it; empty: of
    everybody who speaks in the text. An empty value says nothing. `said` stands where the text gives no day of its own,
    with `also_dated` in place of those, too.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="rules")
    name = models.CharField(max_length=200, blank=True)
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")
    said = models.CharField(max_length=40, blank=True, validators=[validate_edtf], help_text="EDTF")
    also_dated = models.BooleanField(default=False)
    venue = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["source", "name"]
        constraints = [
            models.UniqueConstraint(name="source_rule_once", fields=["source", "name"]),
            models.CheckConstraint(
                name="source_rule_says_something", condition=Q(actor__isnull=False) | ~Q(said="") | ~Q(venue="")
            ),
            models.CheckConstraint(name="source_rule_actor_of_a_name", condition=Q(actor__isnull=True) | ~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"{self.name or 'everybody'} in “{self.source}”"
