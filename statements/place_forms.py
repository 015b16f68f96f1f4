"""Words of a text that an editor names, and nothing else about them."""

from typing import Any

from django import forms

from sources.models import Revision
from statements import spans


class PlaceForm(forms.Form):
    """Words of a text, named by their first and last ones. Sets `span`."""

    begins = forms.CharField(label="From the words", max_length=500)
    ends = forms.CharField(label="To the words", max_length=500)

    def __init__(self, data: Any = None, *, revision: Revision, near: tuple[int, int]) -> None:
        super().__init__(data)
        self.revision, self.near = revision, near

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = given.get("begins", ""), given.get("ends", "")
        given["span"] = spans.find(self.revision, begins=begins, ends=ends, near=self.near)
        if given["span"] is None and not self.errors:
            self.add_error("begins", "These words do not stand in the text, in this order. Copy them from it.")
        return given
