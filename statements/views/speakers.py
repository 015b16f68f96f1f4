"""The list of speakers, and a speaker's timeline."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify

from accounts.access import reader
from accounts.pages import moved, page_or_part
from actors import identity
from actors.models import Actor, Role
from statements import picture, timeline
from statements.filter_forms import TimelineForm
from statements.models import Link
from statements.sight import Sight, sight_of
from statements.speakers import speakers as speakers_found


@reader
def speakers(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:200]
    page, lines = speakers_found(text, sight_of(request), request.GET.get("page"))
    context = {"page": page, "lines": lines, "q": text}
    return page_or_part(request, "statements/speakers.html", "speakers", context)


def slug_of(actor: Actor) -> str:
    """The part of an address that is there for people."""
    return slugify(actor.name) or "actor"


def _actor_or_404(public_id: str, sight: Sight) -> Actor:
    found = Actor.objects.all() if sight.signed_in else Actor.objects.filter(state=Actor.State.ACCEPTED)
    return get_object_or_404(found, public_id=public_id)


@reader
def speaker(request: HttpRequest, public_id: str, slug: str) -> HttpResponseBase:
    """The timeline. A merged actor's address, or one with another name in it, leads to the one that stands."""
    sight = sight_of(request)
    actor = identity.standing(_actor_or_404(public_id, sight))
    if (actor.public_id, slug_of(actor)) != (public_id, slug):
        return moved(reverse("speaker", args=[actor.public_id, slug_of(actor)]))
    form = TimelineForm(request.GET)
    found = timeline.timeline(actor, form.timeline_filter(), sight, request.GET.get("page"))
    roles = identity.roles({actor.pk})[actor.pk]
    context = {
        "actor": actor,
        "slug": slug,
        "roles": roles,
        "role_today": identity.role_today(roles),
        "form": form,
        "timeline": found,
        "page": found.page,
        "picture": _picture(found, roles),
        "sight": sight,
    }
    return page_or_part(request, "statements/speaker.html", "timeline", context)


def _picture(found: timeline.Timeline, roles: list[Role]) -> picture.Picture | None:
    cards = [card for entry in found.page.object_list for card in entry.cards]
    links: dict[int, Link] = {link.pk: link for card in cards for link in [*card.answered, *card.answering]}
    return picture.draw(links.values(), set(identity.keys(found.actor)), roles)


@reader
def passages(request: HttpRequest, public_id: str, slug: str, entry: str) -> HttpResponse:
    """What an entry of the timeline keeps behind "more passages"."""
    sight = sight_of(request)
    actor = identity.standing(_actor_or_404(public_id, sight))
    wanted = TimelineForm(request.GET).timeline_filter()
    page = timeline.passages(actor, entry, wanted, sight, request.GET.get("page"))
    context = {"actor": actor, "slug": slug, "entry": entry, "page": page}
    return page_or_part(request, "statements/passages.html", "passages", context)
