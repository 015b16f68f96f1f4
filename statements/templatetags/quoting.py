"""How pages set what was said, when, and what answers it."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from actors import identity
from actors.dates import exact_day, write_out
from actors.models import Actor, Role
from sources.models import Source
from statements.addresses import place_in_text
from statements.models import Link, Quotation, Statement
from statements.tones import TONE_OF, as_set
from statements.vocabulary import Act, QuotationKind, Relation

register = template.Library()

VERBATIM = frozenset({QuotationKind.DIRECT, QuotationKind.TURN, QuotationKind.PULL_QUOTE, QuotationKind.EMBED})


@register.filter
def tone(relation: str) -> str:
    """The class that gives a relation its colour."""
    return TONE_OF.get(relation, "")


@register.filter
def verbatim(quotation: Quotation) -> bool:
    """Whether the words are the speaker's own, so that they stand in quotation marks."""
    return quotation.kind in VERBATIM


@register.filter
def rendering(quotation: Quotation) -> str:
    """The class of a quotation within a text: thought, the speaker's own words, or a paraphrase."""
    if quotation.act == Act.THOUGHT:
        return "thought"
    return "direct" if quotation.kind in VERBATIM else "indirect"


@register.filter
def of(rows: Mapping[int, Any], key: int) -> Any:
    """The row of this key; None where there is none."""
    return rows.get(key)


@register.filter
def role_today(actor: Actor) -> Role | None:
    """The role that the actor holds now, as far as is known."""
    return identity.role_today(list(actor.roles.all()))


@register.inclusion_tag("components/words.html")
def words(quotation: Quotation, size: str = "", limit: int = 0) -> dict[str, Any]:
    """The words of a quotation: in marks where they are the speaker's own. `limit`: at most so many words."""
    text = as_set(quotation.exact)
    parts = text.split(" ")
    if limit and len(parts) > limit:
        text = " ".join(parts[:limit]) + " …"
    return {"text": text, "verbatim": quotation.kind in VERBATIM, "size": size}


@register.inclusion_tag("components/badge.html")
def badge(link: Link) -> dict[str, Any]:
    """A relation as colour, icon and word; its border says whether it was reviewed."""
    return {
        "relation": link.relation,
        "words": Relation(link.relation).label,
        "tone": TONE_OF[link.relation],
        "state": link.state,
    }


@register.simple_tag
def speaker(quotation: Quotation) -> SafeString:
    """The speaker's name, which leads to the timeline where there is one."""
    actor = quotation.speaker
    if actor is None:
        return format_html("<span>{}</span>", quotation.speaker_name or "Speaker unknown")
    actor = identity.standing(actor)
    return format_html('<a href="{}">{}</a>', actor_timeline(actor), actor.name)


@register.filter
def actor_timeline(actor: Actor) -> str:
    """The address of a speaker's timeline."""
    return reverse("speaker", args=[actor.public_id, actor.get_absolute_url().rstrip("/").rsplit("/", 1)[-1]])


@register.simple_tag
def said(statement: Statement | None, quotation: Quotation) -> SafeString:
    """When it was said; else when its text appeared; what is inferred is marked."""
    value = (statement.said if statement else "") or quotation.said
    if value:
        return _date(value)
    source = quotation.revision.source
    if source.published:
        return format_html("in a text of {}", _date(source.published))
    return published(source)


@register.filter
def days_later(link: Link) -> str:
    """ "17 days later", where both days are known; else ""."""
    if link.claim is None or link.claim.statement is None or link.response.statement is None:
        return ""
    claim, response = exact_day(link.claim.statement.said), exact_day(link.response.statement.said)
    if not claim or not response or response < claim:
        return ""
    days = (response - claim).days
    return "the same day" if not days else "a day later" if days == 1 else f"{days} days later"


@register.simple_tag
def published(source: Source) -> SafeString:
    """When a text appeared: "date unknown (probably 30 March 2025: mentions Tuesday)" where it does not say."""
    if source.published:
        return _date(source.published)
    if source.published_inferred:
        inferred = write_out(source.published_inferred).removeprefix("probably ")
        reason = f": {source.published_reason}" if source.published_reason else ""
        return format_html('date unknown <span class="inferred">(probably {}{})</span>', inferred, reason)
    return format_html("{}", "date unknown")


@register.simple_tag
def outlet(source: Source) -> SafeString:
    """Who published a text; what is inferred is marked."""
    if source.outlet:
        return format_html("{}", source.outlet.name)
    if source.outlet_inferred:
        return format_html('outlet unknown <span class="inferred">(probably {})</span>', source.outlet_inferred)
    return format_html("{}", "outlet unknown")


def _date(value: str) -> SafeString:
    written = write_out(value)
    if exact_day(value):
        return format_html('<time datetime="{}">{}</time>', value, written)
    return format_html('<span class="{}">{}</span>', "inferred" if value[-1] in "?~%" else "", written)


register.simple_tag(place_in_text)
