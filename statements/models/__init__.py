"""What was said, how it was rendered, and how statements answer each other."""

from statements.models.anchors import Anchor
from statements.models.links import Evidence, Link, LinkQuerySet
from statements.models.occasions import Occasion, OccasionReport, Topic
from statements.models.positions import PositionQuestion
from statements.models.quotations import GroupingConstraint, Quotation, Statement
from statements.models.rematches import Rematch
from statements.models.runs import ExtractionRun
from statements.models.source_rules import SourceRule
from statements.models.terms import SoughtTerm, Term
from statements.models.tombstones import Tombstone

__all__ = [
    "Anchor",
    "Evidence",
    "ExtractionRun",
    "GroupingConstraint",
    "Link",
    "LinkQuerySet",
    "Occasion",
    "OccasionReport",
    "PositionQuestion",
    "Quotation",
    "Rematch",
    "SoughtTerm",
    "SourceRule",
    "Statement",
    "Term",
    "Tombstone",
    "Topic",
]
