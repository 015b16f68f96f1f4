"""What the machine asks editors: whether an actor took another position, where no word of correction says so."""

from django.db import models
from django.db.models import F, Q

from statements.models.quotations import Quotation


class PositionQuestion(models.Model):
    """Two wordings of one actor on one matter, of different days, that do not say the same.

    A question, not a suggestion: only the desk shows it. Derived by statements.actions.link_updates. The answer is a
    link between the two (a rejected one, where they are no pair), and while there is one the question rests.
    """

    earlier = models.ForeignKey(Quotation, models.CASCADE, related_name="+")
    later = models.ForeignKey(Quotation, models.CASCADE, related_name="+")
    alike = models.FloatField(help_text="How alike the two are, 0 to 1")
    differs = models.CharField(max_length=300, help_text="In what they differ, in words for an editor")
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-alike", "id"]
        constraints = [
            models.UniqueConstraint(name="position_question_once", fields=["earlier", "later"]),
            models.CheckConstraint(name="position_question_of_two", condition=~Q(earlier=F("later"))),
            models.CheckConstraint(name="position_question_says_what_differs", condition=~Q(differs="")),
            models.CheckConstraint(name="position_question_alike", condition=Q(alike__gte=0, alike__lte=1)),
        ]

    def __str__(self) -> str:
        return self.differs
