"""Texts: who publishes, what was handed in, and what was read from it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse

from accounts.public_ids import new_public_id
from actors.dates import bounds, validate_edtf


class Outlet(models.Model):
    """Who publishes (schema.org NewsMediaOrganization)."""

    name = models.CharField(max_length=200)
    url = models.URLField(blank=True)
    wikidata = models.CharField("Wikidata id", max_length=20, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(models.functions.Lower("name"), name="outlet_name_once"),
            models.CheckConstraint(name="outlet_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Intake(models.Model):
    """What was handed in, as it came (PROV Entity). The original is kept, so that a better reader can read it again.

    `typed` is what the person wrote into the form beside the text (title, outlet, published, url, language, note, kind,
    free); a failed intake keeps it. `proposal` is what was recognised, in the form of sources.actions.recognise. `text`
    is the text as read.
    """

    class State(models.TextChoices):
        RECEIVED = "received", "received"
        READING = "reading", "being read"
        READY = "ready", "ready to confirm"
        FAILED = "failed", "could not be read"
        CONFIRMED = "confirmed", "confirmed"
        DISCARDED = "discarded", "discarded"

    class Method(models.TextChoices):
        PASTE = "paste", "pasted"
        UPLOAD = "upload", "uploaded"
        SHELL = "shell", "from the shell"
        FETCH = "fetch", "fetched"
        DEMO = "demo", "demo"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    method = models.CharField(max_length=6, choices=Method)
    file_name = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=100)
    original = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    headers = models.JSONField(default=dict, blank=True)
    typed = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.RECEIVED)
    error = models.TextField(blank=True, help_text="In words for the person who handed it in")
    attempts = models.PositiveSmallIntegerField(default=0)
    by_itself = models.BooleanField(default=False, help_text="Becomes a source when it is read, with nobody asked")
    encoding = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    proposal = models.JSONField(null=True, blank=True)
    source = models.ForeignKey("Source", models.PROTECT, null=True, blank=True, related_name="intakes")
    revises = models.ForeignKey(
        "Source",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revising",
        help_text="The source whose edited text this is",
    )
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    handed_in_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    unlogged_fields = frozenset({"text", "proposal", "headers", "attempts", "changed_at"})  # read by the machine

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                name="intake_unfinished", fields=["changed_at"], condition=Q(state__in=["received", "reading"])
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="intake_state_known",
                condition=Q(state__in=["received", "reading", "ready", "failed", "confirmed", "discarded"]),
            ),
            models.CheckConstraint(
                name="intake_confirmed_has_source", condition=~Q(state="confirmed") | Q(source__isnull=False)
            ),
            models.CheckConstraint(
                name="intake_ready_was_read", condition=~Q(state="ready") | (Q(proposal__isnull=False) & ~Q(text=""))
            ),
            models.CheckConstraint(name="intake_failed_says_why", condition=~Q(state="failed") | ~Q(error="")),
            models.CheckConstraint(name="intake_sha256_form", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return self.file_name or f"text handed in on {self.handed_in_at:%d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("intake", args=[self.public_id])


class SourceQuerySet(models.QuerySet["Source"]):
    """Reads on sources."""

    def live(self) -> "SourceQuerySet":
        """Without those withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Source(models.Model):
    """One interview, article, speech or post (schema.org Article, Interview).

    `published` is EDTF, empty where unknown; then `published_inferred` may hold a value with its reason beside it. The
    same for the outlet. `title` is empty where the text has none; `heading()` makes a working title of its first words.
    """

    class Kind(models.TextChoices):
        INTERVIEW = "interview", "interview"
        ARTICLE = "article", "article"
        SPEECH = "speech", "speech"
        POST = "post", "post"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=9, choices=Kind)
    title = models.CharField(max_length=500, blank=True)
    working_title = models.CharField(max_length=120, blank=True)
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="sources")
    outlet_inferred = models.CharField(max_length=200, blank=True)
    outlet_reason = models.CharField(max_length=300, blank=True)
    published = models.CharField(max_length=40, blank=True, validators=[validate_edtf], help_text="EDTF")
    published_earliest = models.DateField(null=True, blank=True, editable=False)
    published_latest = models.DateField(null=True, blank=True, editable=False)
    published_inferred = models.CharField(max_length=40, blank=True, validators=[validate_edtf])
    published_reason = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    language = models.CharField(max_length=12, default="en")
    file_name = models.CharField(max_length=255, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="Shown above the text, such as: invented")
    free = models.BooleanField(default=False, help_text="The whole text may be shown without login")
    structure_confirmed_at = models.DateTimeField(null=True, blank=True)
    structure_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["-published_latest", "-id"]
        indexes = [models.Index(name="source_by_date", fields=["-published_latest", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="source_kind_known", condition=Q(kind__in=["interview", "article", "speech", "post"])
            ),
            models.CheckConstraint(name="source_has_a_heading", condition=~Q(title="") | ~Q(working_title="")),
            models.CheckConstraint(
                name="source_structure_confirmed_by_somebody",
                condition=Q(structure_confirmed_at__isnull=True) | Q(structure_confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="source_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
            ),
            models.CheckConstraint(
                name="source_published_in_order",
                condition=Q(published_earliest__isnull=True)
                | Q(published_latest__isnull=True)
                | Q(published_earliest__lte=F("published_latest")),
            ),
        ]

    def __str__(self) -> str:
        return self.heading()

    def heading(self) -> str:
        """The title; a working title made of the first words where the text has none."""
        return self.title or self.working_title

    def set_published(self, value: str) -> None:
        """Sets the EDTF date and the days between which it lies, by which lists sort and filter."""
        self.published = value
        self.published_earliest, self.published_latest = bounds(value)

    def get_absolute_url(self) -> str:
        return reverse("reading", args=[self.public_id])


def words_of_text() -> SearchVector:
    """The words of a text in whatever language, as they stand; of a very long text those of its beginning.

    A tsvector holds 1 MB at the most. An expression that is indexed, and no column: rows would carry it about.
    """
    return SearchVector(Left("text", 200_000), config="simple")


class Revision(models.Model):
    """The immutable text of a source as read once. The database refuses a change of text, except at a withdrawal.

    `superseded`: a newer revision stands beside it, and it is not read for quotations any more.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    sha256 = models.CharField(max_length=64, db_index=True, help_text="Of the text in UTF-8")
    sketch = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        editable=False,
        help_text="sources.sameness.sketch of the text",
    )
    intake = models.ForeignKey(Intake, models.PROTECT, null=True, blank=True, related_name="revisions")
    read_at = models.DateTimeField(auto_now_add=True)
    withdrawn = models.BooleanField(default=False)
    superseded = models.BooleanField(default=False, editable=False)

    unlogged_fields = frozenset({"text", "sketch"})  # never changed, or a megabyte; the sha256 is logged

    class Meta:
        ordering = ["source", "number"]
        indexes = [
            GinIndex(name="revision_sketch", fields=["sketch"]),
            GinIndex(words_of_text(), name="revision_words"),
        ]
        constraints = [
            models.UniqueConstraint(name="revision_number_once", fields=["source", "number"]),
            models.UniqueConstraint(name="revision_newest_once", fields=["source"], condition=Q(superseded=False)),
            models.CheckConstraint(name="revision_withdrawn_is_blank", condition=Q(withdrawn=False) | Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.source}, revision {self.number}"


class Segment(models.Model):
    """A paragraph of a revision: code points, end exclusive. `speaker` is the label's name, local to the text."""

    class Kind(models.TextChoices):
        TITLE = "title", "title"
        LEAD = "lead", "lead"
        BYLINE = "byline", "byline"
        PARAGRAPH = "paragraph", "paragraph"
        QUESTION = "question", "question"
        ANSWER = "answer", "answer"
        CAPTION = "caption", "caption"
        PULL_QUOTE = "pull_quote", "pull quote"
        EMBED = "embed", "embedded post"
        PAGE_FURNITURE = "page_furniture", "page furniture"
        EDITORS_NOTE = "editors_note", "editor's note"

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="segments")
    kind = models.CharField(max_length=14, choices=Kind)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    turn = models.PositiveIntegerField(null=True, blank=True)
    speaker = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["revision", "start"]
        constraints = [
            models.UniqueConstraint(name="segment_start_once", fields=["revision", "start"]),
            models.CheckConstraint(name="segment_not_empty", condition=Q(start__lt=F("end"))),
            models.CheckConstraint(
                name="segment_turn_of_a_transcript", condition=Q(turn__isnull=True) | Q(kind__in=["question", "answer"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.start}-{self.end}"
