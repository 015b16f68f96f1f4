"""What editors said of all the words of somebody in a source: asked by every reading, matching and grouping."""

from collections.abc import Iterable, Sequence

from actors.models import Actor
from actors.names import fold_name
from sources.models import Source
from statements.models import Quotation, SourceRule


class Rules:
    """The rules of some sources. That of a name stands before that of everybody."""

    def __init__(self, sources: Iterable[int]) -> None:
        rows = SourceRule.objects.filter(source__in=set(sources)).select_related("actor")
        self._rows = {(rule.source_id, fold_name(rule.name)): rule for rule in rows}

    def _of(self, source: int, name: str) -> list[SourceRule]:
        keys = dict.fromkeys([(source, fold_name(name)), (source, "")])
        return [self._rows[key] for key in keys if key in self._rows]

    def actor(self, source: int, name: str) -> Actor | None:
        """Who speaks under this name, if an editor said so."""
        return next((rule.actor for rule in self._of(source, name) if rule.actor), None) if name else None

    def said(self, source: int, name: str, own: str) -> str:
        """The day of the words, given the day that the text gives."""
        rule = next((rule for rule in self._of(source, name) if rule.said), None)
        return rule.said if rule and (rule.also_dated or not own) else own

    def venue(self, source: int, name: str) -> str:
        """Where it was spoken, if an editor said so."""
        return next((rule.venue for rule in self._of(source, name) if rule.venue), "")


def set_days(quotations: Sequence[Quotation], source: Source) -> None:
    """Before what a pass found is stored."""
    rules = Rules([source.pk])
    for q in quotations:
        q.said = rules.said(source.pk, q.speaker_name, q.said)


def actors(quotations: Iterable[Quotation]) -> dict[int, Actor]:
    """For each quotation of whose speaker a rule tells, who that is."""
    rows = list(quotations)
    rules = Rules(q.revision.source_id for q in rows)
    found = {q.pk: rules.actor(q.revision.source_id, q.speaker_name) for q in rows}
    return {pk: actor for pk, actor in found.items() if actor is not None}
