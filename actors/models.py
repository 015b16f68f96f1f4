"""Who can speak, by which names, in which roles."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.text import slugify

from accounts.public_ids import new_public_id
from actors.dates import validate_edtf
from actors.names import fold_name


class ActorQuerySet(models.QuerySet["Actor"]):
    """Reads on actors."""

    def current(self) -> "ActorQuerySet":
        """Without those merged into another."""
        return self.filter(merged_into__isnull=True)


class Actor(models.Model):
    """A person, organisation or group that can speak (Popolo Person, Organization)."""

    class Kind(models.TextChoices):
        PERSON = "person", "person"
        ORGANISATION = "organisation", "organisation"
        GROUP = "group", "group"

    class State(models.TextChoices):
        SUGGESTED = "suggested", "suggested"
        ACCEPTED = "accepted", "accepted"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=200)
    wikidata = models.CharField("Wikidata id", max_length=20, blank=True, help_text="Q and a number, such as Q42")
    state = models.CharField(max_length=9, choices=State, default=State.SUGGESTED)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    vouched = models.BooleanField(
        default=False, help_text="A person knows who this is: the machine neither renames nor merges it"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="actor_kind_known", condition=Q(kind__in=["person", "organisation", "group"])),
            models.CheckConstraint(name="actor_state_known", condition=Q(state__in=["suggested", "accepted"])),
            models.CheckConstraint(name="actor_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="actor_wikidata_form", condition=Q(wikidata="") | Q(wikidata__regex=r"^Q[1-9]\d*$")
            ),
            models.CheckConstraint(
                name="actor_not_merged_into_itself", condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id"))
            ),
            models.UniqueConstraint(
                name="actor_wikidata_once", fields=["wikidata"], condition=~Q(wikidata="") & Q(merged_into__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("actor", args=[self.public_id, slugify(self.name) or "actor"])


class ActorImport(models.Model):
    """A list of actors handed in: kept until it is confirmed, so that what is written is what was shown."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    file_name = models.CharField(max_length=255)
    content = models.BinaryField(help_text="As it came; emptied when it is done")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True, help_text="What was written")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("actor_import_plan", args=[self.public_id])


def initials(column: str) -> models.Func:
    """Of a folded name, as the index has them."""
    letters = (models.Value(r"(\w)\w* ?"), models.Value(r"\1"), models.Value("g"))
    return models.Func(column, *letters, function="regexp_replace")


class Alias(models.Model):
    """A name by which an actor is called (Popolo other_names). `folded` is what matching compares."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    surname = models.GeneratedField(
        expression=models.Func("folded", models.Value("^.* "), models.Value(""), function="regexp_replace"),
        output_field=models.CharField(max_length=200),
        db_persist=True,
        help_text="The last word of `folded`",
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "aliases"
        constraints = [
            models.UniqueConstraint(name="alias_once_per_actor", fields=["actor", "folded"]),
            models.CheckConstraint(name="alias_has_a_name", condition=~Q(name="") & ~Q(folded="")),
        ]
        indexes = [
            models.Index(name="alias_folded", fields=["folded"]),
            models.Index(name="alias_surname", fields=["surname"]),
            models.Index(initials("folded"), name="alias_initials"),
            GinIndex(name="alias_folded_trigrams", fields=["folded"], opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Sets `folded`; `save` does not, so that the rule is in one place: actors.names."""
        self.folded = fold_name(self.name)


class Role(models.Model):
    """A title held at an organisation (Popolo Membership). `start` and `end` are EDTF, empty where unknown."""

    class Basis(models.TextChoices):
        ENTERED = "entered", "entered by a person"
        IMPORTED = "imported", "imported"
        ATTESTED = "attested", "attested in a text"

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="roles")
    title = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    start = models.CharField(
        max_length=40, blank=True, validators=[validate_edtf], help_text="EDTF, such as 2024-10-01"
    )
    end = models.CharField(
        max_length=40, blank=True, validators=[validate_edtf], help_text="EDTF; empty: unknown or held"
    )
    basis = models.CharField(max_length=8, choices=Basis, default=Basis.ENTERED)
    attested_on = models.CharField(max_length=40, blank=True, validators=[validate_edtf], help_text="EDTF")
    attested_in = models.CharField(max_length=300, blank=True, help_text="The source that attests it")

    class Meta:
        ordering = ["start", "title"]
        constraints = [
            models.CheckConstraint(name="role_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="role_basis_known", condition=Q(basis__in=["entered", "imported", "attested"])),
            models.CheckConstraint(name="role_attested_somewhere", condition=~Q(basis="attested") | ~Q(attested_in="")),
            models.UniqueConstraint(
                name="role_once", fields=["actor", "title", "organisation", "start", "end", "basis", "attested_in"]
            ),
        ]
        indexes = [
            models.Index(name="role_attested", fields=["attested_in"], condition=Q(basis="attested")),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="role_title_trigrams"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}" if self.organisation else self.title
