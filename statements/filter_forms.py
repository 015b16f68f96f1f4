"""The filters above lists. What a form refuses is shown beside the field and narrows nothing."""

from typing import Any

from django import forms

from actors import identity
from actors.models import Actor
from sources.models import Outlet, Source
from statements.models import Topic
from statements.pairs import ALL, PairFilter
from statements.timeline import TimelineFilter
from statements.vocabulary import Family, Relation, State


class DateInput(forms.DateInput):
    """The browser's own picker; without one, a field for 2025-03-14."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class FilterForm(forms.Form):
    """A form whose address is the view: sent by GET, each field optional."""

    def chosen(self) -> dict[str, Any]:
        """The values that hold; `is_valid` is asked first, so that errors show."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}

    def narrows(self) -> bool:
        """Whether anything is chosen, so that an empty list can say so."""
        return any(self.chosen().values())


class TimelineForm(FilterForm):
    earliest = forms.DateField(label="From", required=False, widget=DateInput())
    latest = forms.DateField(label="To", required=False, widget=DateInput())
    outlet = forms.ModelChoiceField(Outlet.objects.all(), required=False, empty_label="any outlet")
    relation = forms.ChoiceField(
        label="What became of it", required=False, choices=[("", "anything"), *Relation.choices]
    )
    topic = forms.ModelChoiceField(Topic.objects.all(), required=False, empty_label="any topic")
    reviewed = forms.BooleanField(label="Hide what is not reviewed", required=False)

    def timeline_filter(self) -> TimelineFilter:
        chosen = self.chosen()
        return TimelineFilter(
            earliest=chosen["earliest"],
            latest=chosen["latest"],
            outlet=chosen["outlet"],
            relation=chosen["relation"] or "",
            topic=chosen["topic"],
        )


class SourcesForm(FilterForm):
    q = forms.CharField(label="Words of the title", required=False, max_length=200)
    outlet = forms.ModelChoiceField(Outlet.objects.all(), required=False, empty_label="any outlet")
    kind = forms.ChoiceField(required=False, choices=[("", "any kind"), *Source.Kind.choices])
    earliest = forms.DateField(label="Published from", required=False, widget=DateInput())
    latest = forms.DateField(label="to", required=False, widget=DateInput())


class PairsForm(FilterForm):
    """Above the pairs table; the same form reads the address of the CSV, so that both show the same rows."""

    family = forms.ChoiceField(
        label="What happened",
        required=False,
        choices=[
            ("", "corrected in any way"),
            ("stance", "judged by others"),
            ("continuity", "repeated or changed"),
            ("all", "anything"),
        ],
    )
    state = forms.ChoiceField(
        label="Reviewed",
        required=False,
        choices=[("", "accepted"), ("all", "all"), ("suggested", "not reviewed")],
    )
    speaker = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput({"list": "speakers", "autocomplete": "off"})
    )
    outlet = forms.ModelChoiceField(Outlet.objects.all(), required=False, empty_label="any outlet")
    earliest = forms.DateField(label="Answered from", required=False, widget=DateInput())
    latest = forms.DateField(label="to", required=False, widget=DateInput())
    q = forms.CharField(label="Words", required=False, max_length=200)

    def clean_speaker(self) -> Actor | None:
        """A name that is one actor's; else what to do."""
        name: str = self.cleaned_data["speaker"]
        if not name.strip():
            return None
        found = identity.called(name, 2)
        if len(found) == 1:
            return found[0]
        if found:
            raise forms.ValidationError("Several speakers have this name. Write it in full.")
        raise forms.ValidationError("Nobody of this name is in the archive, so every speaker is shown.")

    def pair_filter(self) -> PairFilter:
        chosen = self.chosen()
        family = chosen["family"] or Family.CORRECTION
        return PairFilter(
            state=chosen["state"] or State.ACCEPTED,
            families=frozenset() if family == ALL else frozenset({family}),
            speaker=chosen["speaker"],
            outlet=chosen["outlet"],
            earliest=chosen["earliest"],
            latest=chosen["latest"],
            text=chosen["q"] or "",
        )
