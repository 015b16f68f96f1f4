"""Words by which alike wordings, and what answers them, are found without reading all that somebody ever said.

Derived by statements.actions.term_index. A list is the wordings (or the seeking links) of one actor that have one term,
in the order of days. Days are counted as date.toordinal does; 0 is "unknown" at the beginning, ENDLESS at the end.
"""

from django.db import models

from statements.models.links import Link
from statements.models.quotations import Quotation

ENDLESS = 9_999_999


class Term(models.Model):
    """A telling word of a wording, or a set of synonyms that it is in; `quotation` is the wording's first piece.

    `speaker` and `revision` repeat the quotation's, so that the index alone answers. `place` puts those of one day in
    an order that no arrival changes. `printed` is the last day on which the text may have been published, 0 where that
    is unknown. `weight` is the word's, `whole` that of all words of the wording.

    The table is in parts by the speaker (migration 0011): a query that gives none looks into all of them.
    """

    pk = models.CompositePrimaryKey("quotation", "term", "speaker")
    quotation = models.ForeignKey(Quotation, models.CASCADE, related_name="terms", db_index=False)
    term = models.IntegerField()
    speaker = models.BigIntegerField()
    revision = models.BigIntegerField()
    day = models.IntegerField()
    until = models.IntegerField()
    printed = models.IntegerField()
    place = models.BigIntegerField()
    weight = models.FloatField()
    whole = models.FloatField()

    class Meta:
        indexes = [
            models.Index(
                name="term_list",
                fields=["speaker", "term", "day", "place"],
                include=["quotation", "revision", "until", "printed", "weight", "whole"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.term} of {self.quotation_id}"


class SoughtTerm(models.Model):
    """A telling word of what a link seeks, in the words of an actor (`speaker`) who may have said it.

    `day` is the last on which that may have been said.
    """

    pk = models.CompositePrimaryKey("link", "speaker", "term")
    link = models.ForeignKey(Link, models.CASCADE, related_name="terms", db_index=False)
    speaker = models.BigIntegerField()
    term = models.IntegerField()
    day = models.IntegerField()

    class Meta:
        indexes = [models.Index(name="sought_term_list", fields=["speaker", "term", "day"], include=["link"])]

    def __str__(self) -> str:
        return f"{self.term} of {self.link_id}"
