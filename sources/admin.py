"""The back office for texts: to look, and to put outlets right. What an editor does has pages of its own."""

from typing import Any

from django.contrib import admin
from django.db.models import Field, QuerySet, TextField, URLField
from django.db.models.functions import Left
from django.http import HttpRequest

from accounts.admin import ModelAdmin, ReadOnlyAdmin
from sources.models import Intake, Outlet, Revision, Segment, Source

# As much of a text as tells which it is; a page with a whole book in it helps nobody.
BEGINNING = 2000
SECURE: "dict[type[Field[Any, Any]], dict[str, Any]]" = {URLField: {"assume_scheme": "https"}}
SHOWN: list[Any] = ["source", "number", "beginning", "sha256", "intake", "read_at", "withdrawn"]


@admin.register(Outlet)
class OutletAdmin(ModelAdmin):
    """The only thing here that may be changed by hand."""

    formfield_overrides = SECURE
    list_display = ["name", "url", "wikidata"]
    search_fields = ["name"]


@admin.register(Intake)
class IntakeAdmin(ReadOnlyAdmin):
    """Without the bytes and the text, which stand in the preview."""

    list_display = ["__str__", "method", "state", "attempts", "handed_in_by", "handed_in_at", "source"]
    list_filter = ["state", "method"]
    list_select_related = ["handed_in_by", "source"]
    search_fields = ["public_id", "file_name", "sha256"]
    exclude = ["original", "text", "proposal"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Intake]:
        """Rows without their heavy columns."""
        return super().get_queryset(request).defer("original", "text", "proposal")


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    """What is known about a source is changed on its own page, where it is logged."""

    formfield_overrides = SECURE
    list_display = ["heading", "kind", "outlet", "published", "added_by", "added_at", "withdrawn_at"]
    list_filter = ["kind", "language", "free"]
    list_select_related = ["outlet", "added_by"]
    search_fields = ["public_id", "title", "working_title", "url"]


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    """The beginning of the text alone."""

    list_display = ["source", "number", "sha256", "read_at", "withdrawn"]
    list_select_related = ["source"]
    search_fields = ["sha256", "source__public_id", "source__title"]
    fields = SHOWN
    readonly_fields = SHOWN

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        """Rows with the beginning of their text, and without the rest."""
        beginning = Left("text", BEGINNING, output_field=TextField())
        revisions: QuerySet[Revision] = super().get_queryset(request)
        return revisions.defer("text", "sketch").annotate(beginning=beginning)

    @admin.display(description="text (its beginning)")
    def beginning(self, revision: Any) -> str:
        """At most BEGINNING characters."""
        return str(revision.beginning)


@admin.register(Segment)
class SegmentAdmin(ReadOnlyAdmin):
    """Offsets, turns and speakers, as the structure was read."""

    list_display = ["revision", "kind", "start", "end", "turn", "speaker"]
    list_filter = ["kind"]
    list_select_related = ["revision__source"]
    search_fields = ["speaker", "revision__source__public_id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Segment]:
        """Without the texts that they are of."""
        return super().get_queryset(request).defer("revision__text", "revision__sketch")
