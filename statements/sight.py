"""What one reader may see, and wants to see."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest

from statements.vocabulary import State

CONTEXT_WORDS = 6  # beside a quotation, for whoever has no login


@dataclass(frozen=True)
class Sight:
    """`signed_in` people may see suggestions; `suggestions` says whether they want to."""

    signed_in: bool
    suggestions: bool
    editor: bool

    @property
    def states(self) -> list[str]:
        """The states of the quotations and links that show."""
        return [State.ACCEPTED, State.SUGGESTED] if self.suggestions else [State.ACCEPTED]

    def quotations(self, prefix: str = "") -> Q:
        """The quotations that show, of texts that are not withdrawn."""
        at = f"{prefix}__" if prefix else ""
        return Q(**{f"{at}state__in": self.states, f"{at}revision__source__withdrawn_at__isnull": True})

    def links(self, prefix: str = "") -> Q:
        """The links that show: rejecting a quotation hides the links that rest on it."""
        at = f"{prefix}__" if prefix else ""
        wanted = Q(**{f"{at}state__in": self.states, f"{at}claim__isnull": False})
        return wanted & self.quotations(f"{at}claim") & self.quotations(f"{at}response")


def sight_of(request: HttpRequest) -> Sight:
    """`?reviewed=1` switches suggestions off; without the right to read there are none."""
    signed_in = request.user.has_perm("accounts.read")
    wants = request.GET.get("reviewed") != "1"
    return Sight(signed_in=signed_in, suggestions=signed_in and wants, editor=request.user.has_perm("accounts.edit"))
