"""The back office for actors: who may speak, by which names, in which offices."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from accounts.admin import ModelAdmin, ReadOnlyAdmin
from actors.actions import names
from actors.changes import Changed
from actors.models import Actor, Alias, Role
from actors.signals import actors_changed

# Generic for the type checker only.
if TYPE_CHECKING:
    TabularInline = admin.TabularInline[Any, Any]
else:
    TabularInline = admin.TabularInline


class AliasInline(TabularInline):
    """The names of an actor. Its folded form follows from the name."""

    model = Alias
    extra = 1
    fields = ["name"]


class RoleInline(TabularInline):
    """The offices of an actor."""

    model = Role
    extra = 1


@admin.register(Actor)
class ActorAdmin(ModelAdmin):
    """What a person enters here is known for certain: the machine builds on it and leaves it alone."""

    list_display = ["name", "kind", "state", "wikidata", "merged_into"]
    list_filter = ["kind", "state"]
    list_select_related = ["merged_into"]
    search_fields = ["name", "aliases__name", "wikidata", "public_id"]
    fields = ["name", "kind", "wikidata", "state", "merged_into"]
    readonly_fields = ["merged_into"]  # merging has an action of its own, with undo
    inlines = [AliasInline, RoleInline]

    def has_delete_permission(self, _request: HttpRequest, _obj: object = None) -> bool:
        """An actor's page never dies; a wrong one is merged."""
        return False

    def save_model(self, request: HttpRequest, obj: Actor, form: "ModelForm[Actor]", change: bool) -> None:
        """An actor that a person enters is accepted."""
        if not change and isinstance(request.user, User):
            obj.made_by, obj.state = request.user, Actor.State.ACCEPTED
        obj.vouched = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: "ModelForm[Actor]", formsets: Any, change: bool) -> None:
        """The name itself is one of the names by which texts call it. What it was called before bears on texts, too."""
        before = [inline.initial for formset in formsets for inline in formset.forms]
        super().save_related(request, form, formsets, change)
        names.add_names(actor=form.instance, names=[form.instance.name])
        changed = Changed(names={str(row["name"]) for row in before if row.get("name")})
        changed.offices = {f"{row['title']}, {row['organisation']}" for row in before if row.get("title")}
        changed.add_all_of({form.instance.pk})
        actors_changed.send(sender=Actor, changed=changed)


@admin.register(Alias)
class AliasAdmin(ReadOnlyAdmin):
    """To search; names are changed on the page of their actor, where a change bears on the texts."""

    list_display = ["name", "folded", "actor"]
    list_select_related = ["actor"]
    search_fields = ["name", "folded"]


@admin.register(Role)
class RoleAdmin(ReadOnlyAdmin):
    """To search; roles are changed on the page of their actor."""

    list_display = ["title", "organisation", "actor", "start", "end", "basis", "attested_on"]
    list_filter = ["basis"]
    list_select_related = ["actor"]
    search_fields = ["title", "organisation", "actor__name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Role]:
        """With the actors, for the list names them."""
        return super().get_queryset(request).select_related("actor")
