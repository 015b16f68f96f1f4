"""How statements answer each other."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from accounts.public_ids import new_public_id
from sources.models import Revision
from statements.models.quotations import Quotation
from statements.models.rules import DECIDED, known_word
from statements.models.runs import ExtractionRun
from statements.vocabulary import Attribution, Family, Relation, State

USER = settings.AUTH_USER_MODEL


class LinkQuerySet(models.QuerySet["Link"]):
    """Reads on links."""

    def standing(self) -> "LinkQuerySet":
        """Those that readers see: both ends in two different statements, and one link for each pair and family."""
        return self.filter(
            same_as__isnull=True, claim__statement__isnull=False, response__statement__isnull=False
        ).exclude(claim__statement=F("response__statement"))

    def waiting(self) -> "LinkQuerySet":
        """Those whose original is not found, and that nobody rejected."""
        return self.filter(claim__isnull=True).exclude(state=State.REJECTED)


class Link(models.Model):
    """A typed relation from a statement that responds to the one it responds to (CiTO), resting on one wording of each.

    `claim` is null while the original is not found; `sought` says what is looked for in the whole archive: {"names",
    "words", "said", "reason"}, and is empty where the claim stands in the same text. The statements joined are those of
    the two wordings: they are derived, the link is not. `same_as` is derived, too: the link between the same two
    statements in the same family that stands for this one.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    relation = models.CharField(max_length=10, choices=Relation)
    family = models.CharField(max_length=10, choices=Family, editable=False)
    attribution = models.CharField(max_length=13, choices=Attribution)
    response = models.ForeignKey(Quotation, models.CASCADE, related_name="links_out")
    claim = models.ForeignKey(Quotation, models.CASCADE, null=True, blank=True, related_name="links_in")
    sought = models.JSONField(default=dict, blank=True)
    sought_names = ArrayField(
        models.IntegerField(),
        default=list,
        blank=True,
        editable=False,
        help_text="Surnames that it names, as terms",
    )
    run = models.ForeignKey(ExtractionRun, models.SET_NULL, null=True, blank=True, related_name="links")
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    detected_by = models.CharField(max_length=80, help_text="The pipeline's version, or person")
    confidence = models.FloatField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text="A sentence that an editor can check")
    state = models.CharField(max_length=9, choices=State, default=State.SUGGESTED)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    same_as = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="repeats", editable=False)

    unlogged_fields = frozenset({"same_as", "sought_names"})  # derived

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["-confidence", "id"]
        indexes = [
            models.Index(name="link_queue", fields=["-confidence", "id"], condition=Q(state="suggested")),
            models.Index(name="link_waiting", fields=["id"], condition=Q(claim__isnull=True)),
            GinIndex(name="link_sought_names", fields=["sought_names"], fastupdate=False),
        ]
        constraints = [
            models.UniqueConstraint(name="link_once", fields=["response", "claim", "family"], nulls_distinct=False),
            models.CheckConstraint(
                name="link_not_to_itself", condition=Q(claim__isnull=True) | ~Q(claim=F("response"))
            ),
            models.CheckConstraint(
                name="link_not_same_as_itself", condition=Q(same_as__isnull=True) | ~Q(same_as=F("id"))
            ),
            models.CheckConstraint(
                name="link_family_of_relation",
                condition=Q(family="correction", relation__in=["clarifies", "corrects", "retracts", "denies"])
                | Q(family="stance", relation__in=["critiques", "disputes", "endorses"])
                | Q(family="continuity", relation__in=["reaffirms", "updates", "related"]),
            ),
            models.CheckConstraint(name="link_attribution_known", condition=known_word("attribution", Attribution)),
            models.CheckConstraint(name="link_state_known", condition=known_word("state", State)),
            models.CheckConstraint(name="link_decided_by_somebody", condition=DECIDED),
            models.CheckConstraint(
                name="link_accepted_has_a_claim", condition=~Q(state="accepted") | Q(claim__isnull=False)
            ),
            models.CheckConstraint(
                name="link_confidence_probability",
                condition=Q(confidence__isnull=True) | Q(confidence__gte=0, confidence__lte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relation} ({self.attribution})"


class Evidence(models.Model):
    """A span that proves a link (Web Annotation SpecificResource); the same trigger as for quotations checks it."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="evidence")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="evidence")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()

    carried_fields = frozenset({"revision", "start", "end", "exact"})  # as a quotation's

    class Meta:
        ordering = ["revision", "start"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(name="evidence_once", fields=["link", "revision", "start", "end"]),
            models.CheckConstraint(name="evidence_not_empty", condition=Q(start__lt=F("end"))),
        ]

    def __str__(self) -> str:
        return self.exact[:80]
