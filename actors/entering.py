"""What may be entered as a name or an identifier, by hand or by a list."""

import re

from django.core.exceptions import ValidationError

from actors.names import fold_name

WIKIDATA = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?[Qq]([1-9]\d{0,17})")


def clean_wikidata(value: str) -> str:
    """ "Q42", also where its address was given; "" for "". Raises ValidationError with words for an editor."""
    if not value:
        return ""
    found = WIKIDATA.fullmatch(value)
    if found is None:
        raise ValidationError(f"“{value}” is no identifier of Wikidata. It is a Q and a number, such as Q42.")
    return f"Q{found[1]}"


def clean_name(value: str) -> str:
    """One line, with single spaces. Raises ValidationError where nothing is left that could be a name."""
    name = " ".join(value.split())
    if not fold_name(name):
        raise ValidationError("A name needs a letter.")
    return name
