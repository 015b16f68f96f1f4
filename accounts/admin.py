"""The action log in Django's administration: to look at, never to change. Users and groups are Django's own."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.models import Action, ActionTarget

# Generic for the type checker only.
if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class ReadOnlyAdmin(ModelAdmin):
    """Lists and shows: what happened is not changed afterwards."""

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: object = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: object = None) -> bool:
        return False


@admin.register(Action)
class ActionAdmin(ReadOnlyAdmin):
    list_display = ["at", "by", "verb", "summary", "undoes"]
    list_filter = ["verb", "by"]
    list_select_related = ["by", "undoes"]
    search_fields = ["summary"]
    date_hierarchy = "at"


@admin.register(ActionTarget)
class ActionTargetAdmin(ReadOnlyAdmin):
    list_display = ["model", "row", "action"]
    list_select_related = ["action"]
    search_fields = ["=row"]
