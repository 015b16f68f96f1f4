"""The back office for what was said: to look. What an editor decides has pages of its own, which log it."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin import ModelAdmin, ReadOnlyAdmin
from statements.models import (
    Evidence,
    ExtractionRun,
    GroupingConstraint,
    Link,
    Occasion,
    OccasionReport,
    Quotation,
    Statement,
    Topic,
)


@admin.register(Topic)
class TopicAdmin(ModelAdmin):
    """The only thing here that may be changed by hand."""

    list_display = ["label", "broader"]
    list_select_related = ["broader"]
    search_fields = ["label"]


@admin.register(ExtractionRun)
class ExtractionRunAdmin(ReadOnlyAdmin):
    list_display = ["public_id", "source", "state", "pipeline", "attempts", "asked_at", "finished_at"]
    list_filter = ["state", "pipeline"]
    search_fields = ["public_id", "=revision__source__public_id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ExtractionRun]:
        """Without the texts."""
        return super().get_queryset(request).select_related("revision__source").defer("revision__text")

    @admin.display(description="source")
    def source(self, run: ExtractionRun) -> str:
        return run.revision.source.heading()


@admin.register(Quotation)
class QuotationAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "kind", "act", "speaker_name", "speaker", "state", "confidence"]
    list_filter = ["state", "kind", "act", "derived", "distorted"]
    list_select_related = ["speaker"]
    search_fields = ["public_id", "speaker_name", "exact"]
    exclude = ["search"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quotation]:
        """Without the search vectors."""
        return super().get_queryset(request).defer("search")


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "actor", "said", "occasion"]
    list_select_related = ["best", "actor", "occasion"]
    search_fields = ["=founding__public_id", "best__exact"]


@admin.register(Occasion)
class OccasionAdmin(ReadOnlyAdmin):
    list_display = ["actor", "kind", "venue", "interviewer", "said"]
    list_filter = ["kind"]
    list_select_related = ["actor"]
    search_fields = ["venue", "actor__name"]


@admin.register(OccasionReport)
class OccasionReportAdmin(ReadOnlyAdmin):
    list_display = ["source", "occasion", "venue", "said"]
    list_select_related = ["source", "occasion"]
    search_fields = ["venue"]


@admin.register(GroupingConstraint)
class GroupingConstraintAdmin(ReadOnlyAdmin):
    list_display = ["kind", "one", "other", "by", "at"]
    list_filter = ["kind"]
    list_select_related = ["one", "other", "by"]


@admin.register(Link)
class LinkAdmin(ReadOnlyAdmin):
    list_display = ["relation", "attribution", "response", "claim", "state", "confidence", "detected_by"]
    list_filter = ["state", "family", "relation", "attribution"]
    list_select_related = ["response", "claim"]
    search_fields = ["public_id", "reason"]


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "link", "start", "end"]
    list_select_related = ["link"]
    search_fields = ["exact", "=link__public_id"]
