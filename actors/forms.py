"""What an editor enters about an actor."""

from typing import Any

from django import forms

from actors.actions.mend import RoleValues
from actors.dates import bounds, validate_edtf
from actors.entering import clean_name, clean_wikidata
from actors.importing.records import MAX_BYTES
from actors.models import Actor


class DirectoryForm(forms.Form):
    """What the directory is narrowed to; the address is the view."""

    q = forms.CharField(label="Name", max_length=200, required=False, widget=forms.TextInput({"autocomplete": "off"}))
    kind = forms.ChoiceField(required=False, choices=[("", "any kind"), *Actor.Kind.choices])
    state = forms.ChoiceField(
        label="Reviewed", required=False, choices=[("", "all"), ("accepted", "accepted"), ("suggested", "not reviewed")]
    )


class ActorForm(forms.Form):
    """Who it is."""

    name = forms.CharField(max_length=200, help_text="The full name, as a reader should see it.")
    kind = forms.ChoiceField(choices=Actor.Kind.choices)
    wikidata = forms.CharField(
        label="Wikidata", max_length=80, required=False, help_text="The identifier, such as Q42, or its address."
    )

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean_wikidata(self) -> str:
        return clean_wikidata(self.cleaned_data["wikidata"])


class NameForm(forms.Form):
    """One more name."""

    name = forms.CharField(label="Another name", max_length=200, help_text="As texts write it, a title included.")

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])


class RoleForm(forms.Form):
    """A role, from a day to a day; either may be a month or a year, or unknown."""

    title = forms.CharField(label="Role", max_length=200, help_text="Such as Minister of Finance.")
    organisation = forms.CharField(label="At", max_length=200, required=False)
    start = forms.CharField(
        label="From", max_length=40, required=False, validators=[validate_edtf], help_text="2024-10-01, 2024-10 or 2024"
    )
    end = forms.CharField(
        label="To",
        max_length=40,
        required=False,
        validators=[validate_edtf],
        help_text="Empty: still held, or unknown.",
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = bounds(given.get("start", ""))[0], bounds(given.get("end", ""))[1]
        if first and last and last < first:
            self.add_error("end", "It would end before it begins.")
        return given

    def values(self) -> RoleValues:
        """As the actions take it."""
        given = {name: " ".join(str(self.cleaned_data[name]).split()) for name in RoleValues.__annotations__}
        return RoleValues(**given)


class ListForm(forms.Form):
    """A list of actors from elsewhere."""

    document = forms.FileField(
        label="File",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.json"}),
        help_text=f"Popolo JSON, or CSV in UTF-8, up to {MAX_BYTES // 1024 // 1024} MB.",
    )

    def clean_document(self) -> Any:
        """Refused by its size before a byte of it is read."""
        document = self.cleaned_data["document"]
        if document.size > MAX_BYTES:
            raise forms.ValidationError(f"It is larger than {MAX_BYTES // 1024 // 1024} MB. Divide it.")
        return document
