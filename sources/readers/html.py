"""A web page as its article, without menus, advertisements and scripts (trafilatura). Nothing is fetched."""

import re
from typing import Any

import trafilatura

from sources.readers import plain
from sources.readers.reading import Candidate, Reading, Unreadable

DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", re.I)
# A page whose article is shorter than this is a menu, a notice about cookies or a wall.
FEWEST_WORDS = 20

NO_ARTICLE = (
    "No article was found in this page: it may be a start page, a page that needs a login, or one that is filled by a "
    "script. Open the article in a browser, copy its text and paste it."
)


def read(data: bytes) -> Reading:
    """Raises Unreadable where the page holds no article."""
    declared = DECLARED.search(data[:4096])
    page, encoding = plain.decode(data, declared=declared[1].decode("ascii") if declared else "")
    found = _extract(page)
    text = _text(found)
    if len(text.split()) < FEWEST_WORDS:
        raise Unreadable(NO_ARTICLE)
    return Reading(
        text=text,
        encoding=encoding,
        title=_stated(found.get("title"), "title"),
        published=_stated(found.get("date"), "date of publication"),
        outlet=_stated(found.get("sitename"), "publisher"),
        url=_stated(found.get("url"), "address") if str(found.get("url")).startswith(("http://", "https://")) else (),
    )


def _extract(page: str) -> dict[str, Any]:
    document = trafilatura.bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        favor_recall=True,
        # Without this, a date is also guessed from any day that the page names.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if document is None:
        return {}
    return document if isinstance(document, dict) else document.as_dict()


def _text(found: dict[str, Any]) -> str:
    """The article under its title, an empty line between paragraphs."""
    text = "\n\n".join(line for line in str(found.get("text") or "").split("\n") if line.strip())
    title = _plain(found.get("title"))
    if text and title and title.casefold() not in " ".join(text[: 2 * len(title) + 200].split()).casefold():
        text = f"{title}\n\n{text}"
    return f"{text}\n" if text else ""


def _plain(value: object) -> str:
    return " ".join(str(value or "").replace("\0", "").split())


def _stated(value: object, what: str) -> tuple[Candidate, ...]:
    words = _plain(value)
    return (Candidate(words, f"The page's own data give this as its {what}."),) if words else ()
