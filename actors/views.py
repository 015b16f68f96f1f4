"""An actor's own page: who it is. What it said is on its timeline, in the app above."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from accounts.access import reader
from accounts.pages import moved
from actors import identity
from actors.models import Actor


@reader
def actor(request: HttpRequest, public_id: str, slug: str) -> HttpResponseBase:
    """Names, roles with what they rest on, and who was merged into it. A merged actor leads to the one that stands."""
    signed_in = request.user.has_perm("accounts.read")
    visible = Actor.objects.all() if signed_in else Actor.objects.filter(state=Actor.State.ACCEPTED)
    found = get_object_or_404(visible, public_id=public_id)
    stands = identity.standing(found)
    if stands != found or found.get_absolute_url() != request.path:
        return moved(stands.get_absolute_url())
    context = {
        "actor": found,
        "slug": slug,
        "aliases": [alias for alias in found.aliases.all() if alias.name != found.name],
        "roles": list(found.roles.all()),
        "merged": list(found.merged_from.all()),
    }
    return render(request, "actors/actor.html", context)
