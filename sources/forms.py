"""What an editor types beside a text. The text itself travels one way only: it never comes back through a form."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator

from actors.dates import validate_edtf
from sources import readers
from sources.models import Outlet, Source

LANGUAGE = RegexValidator(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "Write the language as a code, such as en, et or pt-BR.")


class PastedText(forms.CharField):
    """A text as it was pasted: nothing stripped, and a NUL becomes U+FFFD instead of an error."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.validators = []

    def to_python(self, value: Any) -> str:
        """The text; "" where there is none."""
        return (value or "").replace("\0", "\ufffd")

    def validate(self, value: Any) -> None:
        """Says how large it is where it is too large."""
        size = len(value.encode("utf-8", "replace"))
        if size > readers.MAX_BYTES:
            raise forms.ValidationError(
                f"This text has {size / 1024 / 1024:.1f} MB; the most that is taken is "
                f"{readers.MAX_BYTES // 1024 // 1024} MB. Divide it."
            )


class SeveralFiles(forms.ClearableFileInput):
    """One field for many files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files. Those that none can read are refused one by one, beside the field, with the reason."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Of the files: (file, media type); `refused` holds a sentence for each of the others."""
        self.refused: list[str] = []
        given = data or initial or []
        return list(self._readable(given if isinstance(given, list | tuple) else [given]))

    def _readable(self, files: "Iterable[UploadedFile[Any]]") -> "Iterable[tuple[UploadedFile[Any], str]]":
        for file in files:
            head = file.read(64)
            file.seek(0)
            try:
                yield file, readers.recognise(file_name=file.name or "", head=head, size=file.size or 0)
            except readers.Unreadable as problem:
                self.refused.append(f"{file.name}: {problem}")


class KnownForm(forms.Form):
    """What is known about a text, by the names of Source's fields. Everything may be unknown."""

    title = forms.CharField(max_length=500, required=False)
    outlet = forms.CharField(
        max_length=200,
        required=False,
        help_text="Who published it. A new name makes a new outlet.",
        widget=forms.TextInput(attrs={"list": "outlets", "autocomplete": "off"}),
    )
    published = forms.CharField(
        max_length=40,
        required=False,
        validators=[validate_edtf],
        help_text="The day, as 2025-03-14. Or a month, 2025-03; with ? where it is not certain.",
    )
    url = forms.URLField(label="Address", max_length=1000, required=False, assume_scheme="https")
    language = forms.CharField(
        max_length=12,
        required=False,
        validators=[LANGUAGE],
        help_text="As a code. Only English (en) is read by machine.",
    )
    note = forms.CharField(max_length=300, required=False, help_text="Shown above the text.")

    def known(self) -> list[forms.BoundField]:
        """The fields of what is known, without the text and the editor's word on a repeated one."""
        return [field for field in self if field.name not in ("text", "documents", "copy")]

    def outlets(self) -> list[str]:
        """The names that the field for the outlet suggests."""
        return list(Outlet.objects.values_list("name", flat=True)[:500])

    def clean_language(self) -> str:
        """English where nothing was written."""
        return self.cleaned_data["language"] or "en"


class AddForm(KnownForm):
    """A paste or files, with what is known about them."""

    text = PastedText(
        label="Text",
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "placeholder": "Paste the text here, or choose files below."}),
    )
    documents = FilesField(
        label="Files",
        required=False,
        widget=SeveralFiles(attrs={"accept": readers.ACCEPT, "multiple": True}),
        help_text=f".txt, .md or .html, up to {readers.MAX_BYTES // 1024 // 1024} MB each",
    )

    field_order = ["text", "documents"]

    def clean_language(self) -> str:
        """Empty where nothing was written: then it is recognised."""
        return str(self.cleaned_data["language"])

    def refused(self) -> list[str]:
        """A sentence for each file that cannot be read."""
        field = self.fields["documents"]
        return field.refused if isinstance(field, FilesField) else []

    def has_text(self) -> bool:
        """Whether anything can be stored. What is wrong beside the text is no reason to lose it."""
        return bool(self.cleaned_data.get("documents") or self.cleaned_data.get("text", "").strip())

    def typed(self, *, several: bool) -> dict[str, Any]:
        """What was typed, right or wrong, as the preview will show it again; of several texts, what they share."""
        names = ("outlet", "published", "language", "note") if several else KnownForm.base_fields
        return {name: value for name in names if (value := self.data.get(name, "").replace("\0", "").strip())}


class RevisionForm(forms.Form):
    """The edited text of a source: a paste or one file."""

    text = PastedText(
        label="The text as it reads now",
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "placeholder": "Paste the whole text here, or choose a file below."}),
    )
    documents = FilesField(
        label="File",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": readers.ACCEPT}),
        help_text=f".txt, .md or .html, up to {readers.MAX_BYTES // 1024 // 1024} MB",
    )

    def clean(self) -> dict[str, Any]:
        """One of the two, and only one."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        field = self.fields["documents"]
        for refusal in field.refused if isinstance(field, FilesField) else []:
            self.add_error("documents", refusal)
        has_text, files = bool(given.get("text", "").strip()), given.get("documents", [])
        if not self.errors and has_text == bool(files):
            self.add_error("text", "Paste the text or choose its file: one of the two.")
        return given


class SourceForm(KnownForm):
    """What is known about a source, its kind included."""

    kind = forms.ChoiceField(choices=Source.Kind.choices)
    free = forms.BooleanField(
        label="The whole text may be shown without login",
        required=False,
        help_text="Only where its licence or its author allows it.",
    )

    field_order = ["kind", "title", "outlet", "published", "url", "language", "note", "free"]


class ConfirmForm(SourceForm):
    """The same, and the word of the editor that a repeated text is meant."""

    copy = forms.BooleanField(label="Add it all the same: another outlet ran this text", required=False)


class WithdrawForm(forms.Form):
    """Why a text is taken out."""

    reason = forms.CharField(max_length=300, help_text="Shown in place of the text, with the day.")
