"""What an editor writes at the desk, put into the words that the actions understand."""

import re
from typing import Any

from django import forms

from actors import identity
from actors.models import Actor
from sources.models import Revision
from statements import calibration, marks, queue, spans
from statements.models import Link, Quotation
from statements.vocabulary import Attribution, Family, QuotationKind, Relation, SpeakerKind


class QueueForm(forms.Form):
    """The filters of the desk; the address is the view."""

    kind = forms.ChoiceField(
        label="Show", choices=[(queue.LINKS, "links"), (queue.QUOTATIONS, "quotations")], required=False
    )
    source = forms.ModelChoiceField(
        queryset=queue.sources_that_wait(), to_field_name="public_id", required=False, empty_label="all texts"
    )
    actor = forms.ModelChoiceField(
        label="Speaker",
        queryset=queue.actors_that_wait(),
        to_field_name="public_id",
        required=False,
        empty_label="all speakers",
    )
    relation = forms.ChoiceField(
        required=False,
        choices=[
            ("", "all relations"),
            ("Families", [(family.value, f"all of {family.label}") for family in Family]),
            ("Relations", Relation.choices),
        ],
    )
    least = forms.ChoiceField(
        label="How sure",
        required=False,
        choices=[("", "any"), ("0.5", "more likely than not"), ("0.7", "likely"), ("0.9", "almost sure")],
    )

    def wanted(self) -> queue.Wanted:
        """What is not valid does not narrow."""
        self.is_valid()
        given = self.cleaned_data
        source, actor = given.get("source"), given.get("actor")
        return queue.Wanted(
            kind=given.get("kind") or queue.LINKS,
            source=source.public_id if source else "",
            actor=actor.public_id if actor else "",
            relation=given.get("relation") or "",
            least=float(given.get("least") or 0),
        )


class CalibrationForm(forms.Form):
    """Which suggestions the calibration page counts; the address is the view."""

    kind = forms.ChoiceField(
        label="Suggestions",
        required=False,
        choices=[
            ("", "all links"),
            ("Links", [(f"link {value}", label) for value, label in Relation.choices]),
            ("quotation", "all quotations but answers"),
            ("Quotations", [(f"quotation {value}", label) for value, label in QuotationKind.choices]),
        ],
    )
    version = forms.ChoiceField(label="Found by", required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        known = [(version, version) for version in calibration.versions()]
        self.fields["version"].choices = [("", "any version"), *known]  # type: ignore[attr-defined]

    def asked(self) -> calibration.Asked:
        """What is not valid does not narrow."""
        self.is_valid()
        rows, _, kind = self.cleaned_data.get("kind", "").partition(" ")
        return calibration.Asked(rows == "quotation", kind, self.cleaned_data.get("version", ""))


class SpeakerMixin(forms.Form):
    """A speaker by name: somebody known, or somebody new if one says so."""

    speaker = forms.CharField(
        max_length=200,
        required=False,
        help_text="Empty: nobody knows who said it.",
        widget=forms.TextInput(attrs={"list": "speaker-names", "autocomplete": "off"}),
    )
    new_speaker = forms.ChoiceField(
        label="If the name is new here",
        required=False,
        choices=[
            ("", "it is a slip: tell me"),
            *[(value, f"add this {label}") for value, label in Actor.Kind.choices],
            (SpeakerKind.UNNAMED, "somebody unnamed, only in this text"),
        ],
    )

    def clean_speaker(self) -> str:
        """The name, and in brackets the id of one of several who bear it."""
        return " ".join(self.cleaned_data["speaker"].split())

    def found_speaker(self) -> Actor | str | None:
        """The actor, or a local name, or "" for nobody; None (with an error) if the name is not clear."""
        name: str = self.cleaned_data.get("speaker", "")
        if not name:
            return ""
        found = _called(name)
        if len(found) == 1:
            return found[0]
        if found:
            several = "; ".join(f"{actor.name} [{actor.public_id}]" for actor in found)
            self.add_error("speaker", f"Several are called so. Write one of these: {several}")
        elif self.cleaned_data.get("new_speaker") == SpeakerKind.UNNAMED:
            return name
        elif not self.cleaned_data.get("new_speaker"):
            self.add_error("speaker", f"Nobody here is called {name}. Say below who that is, or choose another name.")
        return None

    def new_actor(self) -> tuple[str, str] | None:
        """Name and kind of an actor to add, where the name is new and the editor said what it is."""
        name, kind = self.cleaned_data.get("speaker", ""), self.cleaned_data.get("new_speaker")
        return (name, kind) if name and kind in Actor.Kind.values and not _called(name) else None


def _called(name: str) -> list[Actor]:
    if chosen := re.search(r"\[(\w{12})\]$", name):
        return list(Actor.objects.current().filter(public_id=chosen[1]))
    return identity.called(name)


class SpanForm(SpeakerMixin):
    """Words of a text: selected with the mouse, or named by their first and last words."""

    begins = forms.CharField(label="From the words", max_length=500)
    ends = forms.CharField(label="To the words", max_length=500)
    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=QuotationKind.choices, label="Kind of quotation")
    field_order = ["begins", "ends", "start", "end", "speaker", "new_speaker", "kind"]

    def __init__(self, *args: Any, revision: Revision, near: tuple[int, int] = (0, 0), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.revision = revision
        self.near = near

    def clean(self) -> dict[str, Any]:
        """Sets `span`."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given["span"] = self._selected() or self._named()
        if given["span"] is None and not self.errors:
            self.add_error("begins", "These words do not stand in the text, in this order. Copy them from it.")
        elif given["span"] is not None and not any(map(str.isalnum, self.revision.text[slice(*given["span"])])):
            self.add_error("begins", "There is no word in it. Choose at least one.")
        return given

    def _selected(self) -> tuple[int, int] | None:
        """What the mouse selected, without the space around it."""
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start is None or end is None or not 0 <= start < end <= len(self.revision.text):
            return None
        words = self.revision.text[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        return (start, end) if start < end else None

    def _named(self) -> tuple[int, int] | None:
        begins, ends = self.cleaned_data.get("begins", ""), self.cleaned_data.get("ends", "")
        return spans.find(self.revision, begins=begins, ends=ends, near=self.near)


class MendQuotationForm(SpanForm):
    """The span, the speaker and the kind of a quotation."""

    def __init__(self, quotation: Quotation, data: Any = None) -> None:
        initial = {**marks.ends(quotation.exact), "speaker": quotation.speaker_name, "kind": quotation.kind}
        super().__init__(
            data,
            initial=initial,
            revision=quotation.revision,
            near=(quotation.start, quotation.end),
            auto_id=f"mend-{quotation.public_id}-%s",
        )
        self.quotation = quotation

    def _named(self) -> tuple[int, int] | None:
        """The span as it is, if neither end was touched: its first words may stand elsewhere as well."""
        if not {"begins", "ends"} & set(self.changed_data):
            return self.quotation.start, self.quotation.end
        return super()._named()

    def found_speaker(self) -> Actor | str | None:
        """The speaker as it is, if the name was not touched: it may be shared with somebody else."""
        if "speaker" not in self.changed_data:
            actor: Actor | None = self.quotation.speaker
            return actor or self.quotation.speaker_name
        return super().found_speaker()

    def new_actor(self) -> tuple[str, str] | None:
        return super().new_actor() if "speaker" in self.changed_data else None


class MarkForm(SpanForm):
    """Words of a text marked by hand. `start` and `end` are those selected, if any were."""

    def __init__(self, revision: Revision, data: Any = None, *, start: int = 0, end: int = 0) -> None:
        initial = marks.proposal(revision, start, end)
        super().__init__(data, initial=initial, revision=revision, near=(start, end), auto_id="mark-%s")

    def _selected(self) -> tuple[int, int] | None:
        """Whoever writes other words than those selected means these."""
        return None if {"begins", "ends"} & set(self.changed_data) else super()._selected()


class LinkForm(forms.Form):
    """How one statement answers another, and which. `target` is the public id of a wording."""

    relation = forms.ChoiceField(choices=Relation.choices)
    attribution = forms.ChoiceField(label="How it is known", choices=Attribution.choices)
    target = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)

    def clean_target(self) -> Quotation | None:
        """The wording chosen; None: as it is."""
        chosen = self.cleaned_data["target"]
        if not chosen:
            return None
        found = Quotation.objects.select_related("revision", "speaker", "continues").filter(public_id=chosen).first()
        if found is None:
            raise forms.ValidationError("This statement is no longer there. Search again.")
        return found


class MendLinkForm(LinkForm):
    """What a link says, put right."""

    def __init__(self, link: Link, data: Any = None) -> None:
        initial = {"relation": link.relation, "attribution": link.attribution}
        super().__init__(data, initial=initial, auto_id=f"mend-{link.public_id}-%s")
        self.link = link

    def clean_target(self) -> Quotation | None:
        target = super().clean_target()
        if target is not None and target.pk == self.link.response_id:
            raise forms.ValidationError("A statement does not answer itself.")
        return target


class NewLinkForm(LinkForm):
    """A link made by hand from a wording that answers."""

    evidence = forms.CharField(
        label="Words that prove it",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Copied from the text of the answer. Empty: the answer speaks for itself.",
    )

    def __init__(self, response: Quotation, data: Any = None) -> None:
        super().__init__(data, auto_id=f"link-{response.public_id}-%s")
        self.response = response

    def clean_target(self) -> Quotation:
        target = super().clean_target()
        if target is None:
            raise forms.ValidationError("Choose the statement that is answered.")
        if target.pk == self.response.pk:
            raise forms.ValidationError("A statement does not answer itself.")
        return target

    def clean_evidence(self) -> tuple[int, int] | None:
        """Its span in the text of the answer."""
        words = self.cleaned_data["evidence"]
        if not words.strip():
            return None
        span = spans.locate(self.response.revision, words, near=self.response.start)
        if span is None:
            raise forms.ValidationError("These words do not stand in the text of the answer. Copy them from it.")
        return span
