"""What was said, how it was rendered, and how statements answer each other."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse

from accounts.public_ids import new_public_id
from actors.dates import bounds, validate_edtf
from actors.models import Actor
from sources.models import Revision, Source
from statements.vocabulary import Act, Attribution, Family, QuotationKind, Relation, SpeakerKind, State

USER = settings.AUTH_USER_MODEL


def _known(field: str, words: type[models.TextChoices]) -> Q:
    return Q(**{f"{field}__in": words.values})


DECIDED = Q(state=State.SUGGESTED, decided_at__isnull=True, decided_by__isnull=True) | (
    ~Q(state=State.SUGGESTED) & Q(decided_at__isnull=False, decided_by__isnull=False)
)


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

    class Meta:
        indexes = [models.Index(name="occasion_by_actor_and_day", fields=["actor", "-said_latest"])]
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


class Statement(models.Model):
    """One assertion of one actor on one occasion, under all its wordings (schema.org Claim).

    Derived from the wordings and the editors' constraints by statements.actions.group; nothing here is typed by hand.
    Its public id is that of its founding wording, so that it is the same for any order of arrival.
    """

    founding = models.OneToOneField("Quotation", models.CASCADE, related_name="founds")
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="statements")
    occasion = models.ForeignKey(Occasion, models.SET_NULL, null=True, blank=True, related_name="statements")
    best = models.ForeignKey("Quotation", models.CASCADE, related_name="+")
    said = models.CharField(max_length=40, blank=True, validators=[validate_edtf])
    said_earliest = models.DateField(null=True, blank=True, editable=False)
    said_latest = models.DateField(null=True, blank=True, editable=False)
    topics = models.ManyToManyField(Topic, blank=True, related_name="statements")

    class Meta:
        indexes = [models.Index(name="statement_by_actor_and_day", fields=["actor", "-said_latest"])]
        constraints = [
            models.CheckConstraint(
                name="statement_said_in_order",
                condition=Q(said_earliest__isnull=True)
                | Q(said_latest__isnull=True)
                | Q(said_earliest__lte=F("said_latest")),
            ),
        ]

    def __str__(self) -> str:
        return self.best.exact[:80]

    @property
    def public_id(self) -> str:
        return self.founding.public_id

    def set_said(self, value: str) -> None:
        """Sets the EDTF date and the days between which it lies."""
        self.said = value
        self.said_earliest, self.said_latest = bounds(value)

    def get_absolute_url(self) -> str:
        return reverse("statement", args=[self.public_id])


class Quotation(models.Model):
    """A span of a revision that renders what an actor said (W3C TextQuoteSelector and TextPositionSelector).

    Offsets are code points, end exclusive; a trigger refuses `exact` that is not the text there. `past_spans` holds
    every [start, end] that a mended quotation had: a rerun that finds one of them again finds this quotation.
    `statement` is derived. `speaker` is null where unknown or local to the source; `speaker_name` is always the name.
    """

    Kinds = QuotationKind
    Acts = Act
    SpeakerKinds = SpeakerKind

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="quotations")
    run = models.ForeignKey(
        ExtractionRun, models.SET_NULL, null=True, blank=True, related_name="quotations", help_text="Empty: by a person"
    )
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    past_spans = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=10, choices=QuotationKind)
    act = models.CharField(max_length=7, choices=Act, default=Act.SPEECH)
    speaker = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="quotations")
    speaker_name = models.CharField(max_length=200, blank=True)
    speaker_kind = models.CharField(max_length=12, choices=SpeakerKind, blank=True)
    mention_start = models.PositiveIntegerField(null=True, blank=True)
    mention_end = models.PositiveIntegerField(null=True, blank=True)
    cue_start = models.PositiveIntegerField(null=True, blank=True)
    cue_end = models.PositiveIntegerField(null=True, blank=True)
    reporter = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="reported_quotations")
    reporter_name = models.CharField(max_length=200, blank=True)
    said = models.CharField(max_length=40, blank=True, validators=[validate_edtf])
    continues = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="continued_by")
    part_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    is_mention = models.BooleanField(default=False)
    confidence = models.FloatField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.SUGGESTED)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    statement = models.ForeignKey(Statement, models.SET_NULL, null=True, blank=True, related_name="wordings")
    distorted = models.BooleanField(
        default=False, help_text="Renders the statement otherwise than its other wordings do"
    )
    distorted_reason = models.CharField(max_length=300, blank=True)
    pinned = models.BooleanField(default=False, help_text="An editor wants its statement on the timeline")
    speaker_fixed = models.BooleanField(
        default=False, help_text="An editor named the speaker: matching leaves it alone"
    )
    derived = models.BooleanField(
        default=False,
        help_text="A run of sentences that grouping cut from a longer one, for another wording repeats it",
    )
    search = models.GeneratedField(
        # A tsvector holds 1 MB at the most: of a turn longer than that, the beginning is found.
        expression=SearchVector(Left("exact", 200_000), config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    unlogged_fields = frozenset({"statement", "distorted", "distorted_reason"})  # derived

    class Meta:
        ordering = ["revision", "start", "-end"]
        indexes = [
            models.Index(name="quotation_by_speaker", fields=["speaker", "state"]),
            GinIndex(name="quotation_words", fields=["search"]),
            GinIndex(name="quotation_trigrams", fields=["exact"], opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="quotation_span_once", fields=["revision", "start", "end", "act", "speaker_name", "is_mention"]
            ),
            models.CheckConstraint(name="quotation_not_empty", condition=Q(start__lt=F("end"))),
            models.CheckConstraint(name="quotation_kind_known", condition=_known("kind", QuotationKind)),
            models.CheckConstraint(name="quotation_act_known", condition=_known("act", Act)),
            models.CheckConstraint(name="quotation_state_known", condition=_known("state", State)),
            models.CheckConstraint(name="quotation_decided_by_somebody", condition=DECIDED),
            models.CheckConstraint(
                name="quotation_by_machine_or_person", condition=Q(run__isnull=True) | Q(made_by__isnull=True)
            ),
            models.CheckConstraint(
                name="quotation_confidence_probability",
                condition=Q(confidence__isnull=True) | Q(confidence__gte=0, confidence__lte=1),
            ),
            models.CheckConstraint(
                name="quotation_speaker_named", condition=Q(speaker__isnull=True) | ~Q(speaker_name="")
            ),
            models.CheckConstraint(
                name="quotation_derived_by_machine", condition=Q(derived=False) | Q(made_by__isnull=True)
            ),
            models.CheckConstraint(
                name="quotation_does_not_continue_itself", condition=Q(continues__isnull=True) | ~Q(continues=F("id"))
            ),
            models.CheckConstraint(
                name="quotation_not_part_of_itself", condition=Q(part_of__isnull=True) | ~Q(part_of=F("id"))
            ),
            models.CheckConstraint(
                name="quotation_distorted_says_why", condition=Q(distorted=False) | ~Q(distorted_reason="")
            ),
            models.CheckConstraint(
                name="quotation_mention_whole",
                condition=Q(mention_start__isnull=True, mention_end__isnull=True)
                | Q(mention_start__lt=F("mention_end")),
            ),
            models.CheckConstraint(
                name="quotation_cue_whole",
                condition=Q(cue_start__isnull=True, cue_end__isnull=True) | Q(cue_start__lt=F("cue_end")),
            ),
        ]

    def __str__(self) -> str:
        return self.exact[:80]


class GroupingConstraint(models.Model):
    """An editor's word on two wordings: one statement, or not. It outlives every rerun."""

    class Kind(models.TextChoices):
        SAME = "same", "one statement"
        APART = "apart", "two statements"

    kind = models.CharField(max_length=5, choices=Kind)
    one = models.ForeignKey(Quotation, models.CASCADE, related_name="+")
    other = models.ForeignKey(Quotation, models.CASCADE, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="grouping_constraint_once", fields=["one", "other"]),
            models.CheckConstraint(name="grouping_constraint_in_order", condition=Q(one__lt=F("other"))),
            models.CheckConstraint(name="grouping_constraint_kind_known", condition=Q(kind__in=["same", "apart"])),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.one_id} and {self.other_id}"


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

    unlogged_fields = frozenset({"same_as"})  # derived

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["-confidence", "id"]
        indexes = [
            models.Index(name="link_queue", fields=["-confidence", "id"], condition=Q(state="suggested")),
            models.Index(name="link_waiting", fields=["id"], condition=Q(claim__isnull=True)),
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
            models.CheckConstraint(name="link_attribution_known", condition=_known("attribution", Attribution)),
            models.CheckConstraint(name="link_state_known", condition=_known("state", State)),
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

    class Meta:
        ordering = ["revision", "start"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(name="evidence_once", fields=["link", "revision", "start", "end"]),
            models.CheckConstraint(name="evidence_not_empty", condition=Q(start__lt=F("end"))),
        ]

    def __str__(self) -> str:
        return self.exact[:80]
