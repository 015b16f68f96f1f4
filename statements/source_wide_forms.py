"""What an editor says of all the words of somebody in one source."""

import re
from typing import Any

from django import forms
from django.db.models import Count

from actors import identity
from actors.dates import validate_edtf
from actors.models import Actor
from sources.models import Outlet, Source
from statements.actions.source_wide import Said
from statements.models import Quotation

MOST_NAMES = 200


class SourceWideForm(forms.Form):
    """Who is meant, and what holds of them. Every value may be empty; one at least is needed."""

    name = forms.ChoiceField(label="Whose words", required=False)
    speaker = forms.CharField(
        max_length=200,
        required=False,
        label="They were spoken by",
        help_text="The name of somebody known here.",
        widget=forms.TextInput(attrs={"list": "speaker-names", "autocomplete": "off"}),
    )
    said = forms.CharField(
        max_length=40,
        required=False,
        label="On the day",
        validators=[validate_edtf],
        help_text="As 2025-03-14. Or a month, 2025-03; with ? where it is not certain.",
    )
    also_dated = forms.BooleanField(label="Also where the text itself gives a day", required=False)
    venue = forms.CharField(max_length=200, required=False, label="At or to", help_text="A venue, or who was told.")
    outlet = forms.CharField(
        max_length=200,
        required=False,
        label="Published by",
        help_text="The outlet of the whole text.",
        widget=forms.TextInput(attrs={"list": "outlets", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, source: Source) -> None:
        super().__init__(data)
        self.source = source
        rows = Quotation.objects.filter(revision__source=source).exclude(speaker_name="").values("speaker_name")
        named = rows.annotate(count=Count("pk")).order_by("-count", "speaker_name")[:MOST_NAMES]
        choices = [(row["speaker_name"], f"{row['speaker_name']} ({row['count']})") for row in named]
        self.fields["name"].choices = [("", "everybody's"), *choices]  # type: ignore[attr-defined]

    def names(self) -> list[str]:
        """Whom the field for the speaker suggests: those of this text first known by the archive."""
        found = Actor.objects.current().filter(quotations__revision__source=self.source)
        return list(found.distinct().order_by("name").values_list("name", flat=True)[:60])

    def outlets(self) -> list[str]:
        return list(Outlet.objects.values_list("name", flat=True)[:500])

    def clean_speaker(self) -> Actor | None:
        """The actor of that name; of several, the one whose id stands in brackets."""
        name = " ".join(self.cleaned_data["speaker"].split())
        if not name:
            return None
        chosen = re.search(r"\[(\w{12})\]$", name)
        found = list(Actor.objects.current().filter(public_id=chosen[1])) if chosen else identity.called(name)
        if not found:
            raise forms.ValidationError(f"Nobody here is called {name}. Add the speaker first.")
        if len(found) > 1:
            several = "; ".join(f"{actor.name} [{actor.public_id}]" for actor in found)
            raise forms.ValidationError(f"Several are called so. Write one of these: {several}")
        return found[0]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return given
        if given.get("speaker") and not given.get("name"):
            self.add_error("name", "Say whose words these are: not everybody's were spoken by one.")
        if not any(given.get(name) for name in ("speaker", "said", "venue", "outlet")):
            self.add_error(None, "Say what shall hold: a speaker, a day, a venue or an outlet.")
        return given

    def wanted(self) -> Said:
        """Once it is valid."""
        given = self.cleaned_data
        return Said(
            name=given["name"],
            actor=given["speaker"],
            said=given["said"],
            also_dated=given["also_dated"],
            venue=" ".join(given["venue"].split()),
            outlet=" ".join(given["outlet"].split()),
        )
