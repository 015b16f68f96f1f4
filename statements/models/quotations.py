"""What was said, and how it was rendered."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Upper
from django.urls import reverse

from accounts.public_ids import new_public_id
from actors.dates import bounds, validate_edtf
from actors.models import Actor
from sources.models import Revision
from statements.models.occasions import Occasion, Topic
from statements.models.rules import DECIDED, known_word
from statements.models.runs import ExtractionRun
from statements.vocabulary import Act, QuotationKind, SpeakerKind, State

USER = settings.AUTH_USER_MODEL


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
    place = models.CharField(
        max_length=220, blank=True, editable=False, help_text="What its occasion is told by: a venue's key, or a source"
    )
    is_dated = models.BooleanField(default=False, editable=False, help_text="A text says when it was made")
    told = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        indexes = [
            models.Index(name="statement_by_actor_and_day", fields=["actor", "-said_latest"]),
            models.Index(
                name="statement_by_place", fields=["actor", "place", "is_dated", "said_earliest"], include=["said"]
            ),
        ]
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


def last_word(column: str) -> Upper:
    """Of a name, in capitals, as the index has it."""
    return Upper(models.Func(column, models.Value("^.* "), models.Value(""), function="regexp_replace"))


def first_letters(column: str) -> Upper:
    """Of a name, up to what is no letter, in capitals, as the index has it: they tell an office from a first name."""
    return Upper(models.Func(column, models.Value("^[[:alpha:]]*"), function="substring"))


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
    # Where the words stand: carried along when a source gets a newer revision.
    carried_fields = frozenset(
        {"revision", "start", "end", "exact", "prefix", "suffix", "past_spans", "mention_start", "mention_end"}
        | {"cue_start", "cue_end", "continues", "part_of"}
    )

    class Meta:
        ordering = ["revision", "start", "-end"]
        indexes = [
            models.Index(name="quotation_by_speaker", fields=["speaker", "state"]),
            models.Index(last_word("speaker_name"), first_letters("speaker_name"), name="quotation_speaker_last"),
            models.Index(Upper("speaker_name"), name="quotation_speaker_name"),
            models.Index(
                last_word("reporter_name"),
                first_letters("reporter_name"),
                name="quotation_reporter_last",
                condition=~Q(reporter_name=""),
            ),
            models.Index(Upper("reporter_name"), name="quotation_reporter_name", condition=~Q(reporter_name="")),
            GinIndex(name="quotation_words", fields=["search"]),
            GinIndex(name="quotation_trigrams", fields=["exact"], opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="quotation_span_once", fields=["revision", "start", "end", "act", "speaker_name", "is_mention"]
            ),
            models.CheckConstraint(name="quotation_not_empty", condition=Q(start__lt=F("end"))),
            models.CheckConstraint(name="quotation_kind_known", condition=known_word("kind", QuotationKind)),
            models.CheckConstraint(name="quotation_act_known", condition=known_word("act", Act)),
            models.CheckConstraint(name="quotation_state_known", condition=known_word("state", State)),
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
                | Q(mention_start__isnull=False, mention_end__isnull=False, mention_start__lt=F("mention_end")),
            ),
            models.CheckConstraint(
                name="quotation_cue_whole",
                condition=Q(cue_start__isnull=True, cue_end__isnull=True)
                | Q(cue_start__isnull=False, cue_end__isnull=False, cue_start__lt=F("cue_end")),
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
