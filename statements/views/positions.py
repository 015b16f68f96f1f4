"""Same matter, another position? Pairs of one speaker's words that an editor may look at."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import editor, person
from actors import identity
from actors.models import Actor
from statements import positions, wordings
from statements.actions import review_positions
from statements.models import PositionQuestion
from statements.tones import as_set
from statements.vocabulary import Relation

PER_PAGE = 20
DONE = {
    Relation.UPDATES: "Linked: the later words take a new position.",
    Relation.REAFFIRMS: "Linked: the later words uphold the earlier ones.",
    Relation.RELATED: "Linked as related.",
    review_positions.NO_PAIR: "Laid aside: nobody will be asked about these two again.",
}


@dataclass(frozen=True)
class Pair:
    """A question, with the two wordings in runs that are marked where each differs from the other."""

    question: PositionQuestion
    earlier: list[wordings.Run]
    later: list[wordings.Run]


@editor
@require_GET
def position_pairs(request: HttpRequest) -> HttpResponse:
    """The open questions, the most alike first; of one speaker, if the address names one."""
    rows = positions.waiting()
    actor = Actor.objects.filter(public_id=request.GET.get("actor", "")).first()
    if actor is not None:
        rows = rows.filter(later__speaker__in=identity.keys(actor))
    ends = [
        f"{end}__{name}"
        for end in ("earlier", "later")
        for name in ("speaker", "statement", "revision__source__outlet")
    ]
    rows = rows.select_related(*ends).defer("earlier__revision__text", "later__revision__text")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    pairs = [_pair(question) for question in page.object_list]
    return render(request, "desk/positions.html", {"page": page, "pairs": pairs, "actor": actor})


def _pair(question: PositionQuestion) -> Pair:
    earlier, later = as_set(question.earlier.exact), as_set(question.later.exact)
    return Pair(question, wordings.differing(later, earlier), wordings.differing(earlier, later))


@editor
@require_POST
def answer_position(request: HttpRequest, pk: int) -> HttpResponse:
    """A link between the two, or the word that they are no pair."""
    question = get_object_or_404(PositionQuestion, pk=pk)
    answer = request.POST.get("answer", "")
    try:
        review_positions.answer(question=question, answer=answer, by=person(request))
        messages.success(request, f"{DONE[answer]} Undo stands on the page of what was done.")
    except review_positions.Answered:
        messages.warning(request, "Somebody was faster: these two are linked already. Nothing of yours was saved.")
    except ValueError:
        messages.warning(request, "Choose one of the four answers. Nothing was saved.")
    query = request.POST.get("query", "")
    return HttpResponseRedirect(f"{reverse('positions')}?{query}" if query else reverse("positions"))
