"""The relations of a link, their families and their CiTO names (docs/glossary.md)."""

from django.db import models


class Relation(models.TextChoices):
    """How a statement answers another."""

    CLARIFIES = "clarifies", "clarifies"
    CORRECTS = "corrects", "corrects"
    RETRACTS = "retracts", "retracts"
    DENIES = "denies", "denies"
    CRITIQUES = "critiques", "critiques"
    DISPUTES = "disputes", "disputes"
    ENDORSES = "endorses", "endorses"
    REAFFIRMS = "reaffirms", "reaffirms"
    UPDATES = "updates", "updates"
    RELATED = "related", "related"


class Family(models.TextChoices):
    """The three families of relations; the pair export's default is the first."""

    CORRECTION = "correction", "correction"
    STANCE = "stance", "stance"
    CONTINUITY = "continuity", "continuity"


class Attribution(models.TextChoices):
    """How a link is known."""

    OWN = "own", "in their own words"
    REPORTED = "reported", "reported by another"
    CHARACTERISED = "characterised", "so called by a journalist"
    OUTLET = "outlet", "the outlet corrects its own report"


class State(models.TextChoices):
    """What became of a suggestion."""

    SUGGESTED = "suggested", "not reviewed"
    ACCEPTED = "accepted", "accepted"
    REJECTED = "rejected", "rejected"


class QuotationKind(models.TextChoices):
    """How a quotation renders what was said."""

    DIRECT = "direct", "direct"
    MIXED = "mixed", "mixed"
    INDIRECT = "indirect", "indirect"
    TURN = "turn", "answer"
    HEADLINE = "headline", "headline"
    PULL_QUOTE = "pull_quote", "pull quote"
    EMBED = "embed", "embedded post"


class Act(models.TextChoices):
    """Only speech makes statements; thought (belief, intention) is kept for the reading view."""

    SPEECH = "speech", "speech"
    THOUGHT = "thought", "thought"


class SpeakerKind(models.TextChoices):
    """What kind of speaker a quotation names."""

    PERSON = "person", "person"
    ORGANISATION = "organisation", "organisation"
    GROUP = "group", "group"
    UNNAMED = "unnamed", "unnamed"


FAMILY_OF: dict[str, Family] = {
    **dict.fromkeys(("clarifies", "corrects", "retracts", "denies"), Family.CORRECTION),
    **dict.fromkeys(("critiques", "disputes", "endorses"), Family.STANCE),
    **dict.fromkeys(("reaffirms", "updates", "related"), Family.CONTINUITY),
}

# http://purl.org/spar/cito/
CITO = {
    "clarifies": "qualifies",
    "corrects": "corrects",
    "retracts": "retracts",
    "denies": "refutes",
    "critiques": "critiques",
    "disputes": "disputes",
    "endorses": "agreesWith",
    "reaffirms": "confirms",
    "updates": "updates",
    "related": "citesAsRelated",
}
