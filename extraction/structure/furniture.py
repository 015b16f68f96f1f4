"""Paragraphs that no one says and no reporter writes: page furniture, captions, credits, embedded posts, editors' notes.

Each rule rests on the form of a paragraph and its neighbours, never on who is named in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extraction.structure import names
from extraction.structure.paragraphs import Paragraph
from extraction.types import SegmentKind

Marks = list[SegmentKind | None]

_BUTTONS = frozenset(
    """copy|copy link|copy url|link copied|top|back to top|to top|share|share this|share this article|share article|
share this story|share on facebook|share on twitter|share on x|share via email|tweet|retweet|like|save|saved|print|
print this|print article|email|e-mail|mail|bookmark|font change|font size|text size|change font size|increase font|
decrease font|a a|a a a|aa|a+|a-|a+ a-|listen|listen to this article|listen to article|play|pause|watch|watch now|
play video|related|related articles|related article|related stories|related story|related topics|related news|
related content|related posts|related links|read more|read also|read next|read now|see also|see more|show more|more|
more on this story|more on this topic|more from this section|more stories|more news|most read|most popular|
most viewed|trending|trending now|latest|latest news|top stories|recommended|recommended for you|recommended stories|
you may also like|you might also like|up next|next|previous|next article|previous article|next story|advertisement|
advertisements|advert|ad|ads|sponsored|sponsored content|promoted|promoted stories|subscribe|subscribe now|sign up|
sign in|log in|login|register|my account|comments|comment|leave a comment|post a comment|add a comment|no comments|
view comments|show comments|join the conversation|join the discussion|loading|loading...|menu|search|home|news|world|
politics|opinion|business|sport|sports|culture|video|videos|photos|gallery|photo gallery|skip to content|
skip to main content|skip navigation|breadcrumb|contact us|about us|privacy policy|terms of use|terms of service|
terms and conditions|cookie policy|cookie settings|accept cookies|accept all|i agree|all rights reserved|facebook|
twitter|x|instagram|linkedin|whatsapp|telegram|youtube|tiktok|threads|bluesky|reddit|pinterest|messenger|viber|rss|
follow|follow us|following|newsletter|newsletters|donate|donate now|support us|support our work|support our journalism|
become a member|download|download app|download our app|download pdf|pdf|open in app|view in app|close|expand|collapse|
full screen|fullscreen|zoom|enlarge|enlarge image|view gallery|open gallery|hide caption|toggle caption|show caption|
image|transcript|live|breaking|breaking news|exclusive|premium|subscribers only|free|english|en|gift|gift article|
give this article|give as a gift|unlock article|report an error|report a typo|send feedback|was this helpful|
tags|topics|keywords|highlights|key points|in this article|table of contents|contents|article|interview|analysis|
text|full text|the end|end|ends|text to speech|add as preferred source on google|add to favorites|
follow on google news|discover more|discover more from|swipe|click to enlarge|tap to enlarge""".replace("\n", "").split(
        "|"
    )
)
_PROMO = re.compile(
    r"(?:follow|like|find|join|connect with|subscribe to|sign up (?:for|to)|register for|get|download|support|visit|"
    r"become|don[’']t miss|never miss|stay (?:up to date|informed|tuned)|share (?:on|via|this)|tweet|read more|"
    r"read also|also read|read next|see also|more on|more from|related|recommended|watch(?: also| more| now)?:|listen(?: to)?:|"
    r"click (?:here|to|on)|tap |view |photos?:\s*\d|want (?:more|to)|enjoyed|if you (?:like|enjoy|value|want|have)|"
    r"have (?:a|an) (?:tip|story)|got a|thank you for (?:reading|subscribing)|this (?:story|article) (?:is|was) (?:for|from) subscribers)\b",
    re.I,
)
_PROMO_OBJECT = re.compile(
    r"\b(?:facebook|twitter|instagram|linkedin|telegram|whatsapp|youtube|tiktok|bluesky|google news|newsletters?|app|"
    r"social media|rss|our (?:channel|page|site|website|coverage|journalism|podcast)|inbox|subscri\w+|"
    r"never miss|sign up|updates?|rest here|full (?:story|article|interview)|click|podcasts?|apple podcasts)\b",
    re.I,
)
_POINTER = re.compile(
    r"(?:read (?:more|also|next)|also read|see also|related(?: \w+)?|more on this|watch|listen|recommended)\s?[:»>→|]",
    re.I,
)
_LEGAL = re.compile(r"(?:©|\(c\)\s|copyright\b|all rights reserved)", re.I)
_COUNTER = re.compile(
    r"(?:(?:reading time|read time|estimated reading time)\b.{0,20}|\d+\s?(?:min(?:ute)?s?)\s?(?:read|to read)?|"
    r"\d+\s(?:comments?|shares?|views?|likes?|photos?|images?)|(?:page\s)?\d+\s?(?:/|of)\s?\d+|\d{1,3})$",
    re.I,
)
_TAGS = re.compile(r"(?:tags?|topics?|keywords|categor(?:y|ies)|filed under|section)\s?:", re.I)
_RULE = re.compile(r"[\W_]+$")
_CREDIT = re.compile(
    r"(?:^|[\s(|.])(?:photos?|photographs?|images?|pictures?|pics?|foto|illustration|graphic|credits?|courtesy|"
    r"photo credit|screenshot|video|file photo)\s?(?:[:/©]|by\s|courtesy\b|via\s)\s?\S[^.?!]{0,80}\)?\.?$|"
    r"(?:^|\s|\()(?:©|\(c\))\s?\S[^.?!]{0,60}$|[\w.)]\s(?:via|/)\s?(?:reuters|ap|afp|getty images?|epa)\)?\.?$",
    re.I,
)
_AGENCY = re.compile(
    r"\b(?:REUTERS|Reuters|AFP|AP Photo|AP|EPA|EPA-EFE|Getty Images|Scanpix|SCANPIX|ANP|DPA|dpa|TASS|PA Wire|PA Media|"
    r"Shutterstock|iStock|Unsplash|Wikimedia Commons|Pool)\)?\.?$"
)
_PICTURED = re.compile(
    r"\((?:[^()]{0,20}\b)?(?:left|right|centre|center|pictured|file photo|archive photo)\)|"
    r"\b(?:(?:second|third|first) from (?:the )?(?:left|right)|from left(?: to right)?|pictured (?:here|above|left|right|in|at|with|during)|"
    r"file (?:photo|picture|image)|archive (?:photo|picture))\b",
    re.I,
)
_SCENE = re.compile(
    r"\b(?:during (?:his|her|their|the|an|our) (?:\w+ )?interview|speaks? (?:to|with|at|during)|speaking (?:to|with|at|during)|poses?|"
    r"posing|shakes? hands|addresses|addressing|arrives?|arriving|attends?|attending|gestures?|greets?|meets with|"
    r"looks on|walks?|sits|stands|seen (?:at|in|during|here)|at (?:his|her) (?:office|desk|home)|in (?:his|her) office)\b"
)
_HANDLE_LINE = re.compile(r"[-–—]{1,2}\s?[^@\n]{1,80}\(@\w{1,30}\)")
_HANDLE_HEAD = re.compile(r"[^@.!?]{1,60}\s\(?@\w{1,30}\)?(?:\s?[·•|-]\s?.{1,30})?$")
_POST_LINK = re.compile(r"(?:https?://)?(?:t\.co|pic\.twitter\.com|pic\.x\.com)/\w+")
_POST_PHRASE = re.compile(r"(?:view this post on|a post shared by|see new posts|replying to @|show this thread)", re.I)
_EDITED = re.compile(
    r"(?:this|the|our) (?:interview|conversation|transcript|exchange|q ?& ?a|discussion|text|piece|article|story|report)"
    r"(?: \w+){0,3}? (?:has been|have been|was|were|is)(?: \w+){0,3}? (?:edited|condensed|shortened|abridged|translated|amended|updated|"
    r"corrected|conducted|recorded|held|first published|originally published|transcribed)\b",
    re.I,
)
_ED_LABEL = re.compile(
    r"[\[(*_]{0,3}(?:editor(?:[’']?s|ial|s[’'])?[’']? note|ed\.?|correction|clarification|update|updated|"
    r"note to readers|note)\s?(?:\([^)]{1,40}\))?\s?[:.–—-]",
    re.I,
)
_ED_SIGN = re.compile(
    r"[-–—,]?\s?(?:ed|eds|editor|editors|editor[’']s note|author[’']s note|tr|transl)\.?\s?[)\]]$", re.I
)
_STAGE = re.compile(
    r"[\[(](?:laugh\w*|laughter|applause|cross ?talk|pause[sd]?|sighs?|smiles?|inaudible|unintelligible|silence|begin\w* .{0,40}|end .{0,40}|"
    r"video clip.{0,40}|commercial break|music|nods?|chuckles?|in (?:english|russian|french|german|spanish).{0,20}|"
    r"through (?:an )?interpreter|as interpreted)\.?[)\]]\.?$",
    re.I,
)


def mark(paragraphs: Sequence[Paragraph], taken: set[int]) -> Marks:
    """A kind for each paragraph that is no speech and no reporting; None for the rest and for those in `taken`."""
    marks: Marks = [None if i in taken else _alone(p) for i, p in enumerate(paragraphs)]
    _mark_posts(paragraphs, marks, taken)
    _mark_repeated_captions(paragraphs, marks, taken)
    _mark_caption_blocks(paragraphs, marks, taken)
    _mark_footer(paragraphs, marks, taken)
    return marks


def _alone(p: Paragraph) -> SegmentKind | None:
    """What the paragraph is by its own form."""
    if _is_button(p) or _is_promo(p):
        return "page_furniture"
    if _is_editors_note(p):
        return "editors_note"
    if _is_post(p):
        return "embed"
    return "caption" if _is_caption(p) else None


def _is_button(p: Paragraph) -> bool:
    if len(p.plain) > 90:
        return False
    bare = p.plain.casefold().strip(" .:»›>|→↑↓▲▼•*#-–—…").replace("...", "")
    return (
        bare in _BUTTONS
        or bool(_RULE.match(p.plain))
        or bool(_COUNTER.match(bare))
        or bool(_LEGAL.match(p.plain) and p.words <= 14)
        or bool(_TAGS.match(p.plain))
        or _is_button_row(bare)
    )


def _is_button_row(bare: str) -> bool:
    """Several buttons on one line: `Facebook Twitter WhatsApp`, `Share | Print | Email`."""
    parts = [part.strip() for part in re.split(r"[|•·/,]", bare)]
    if len(parts) > 1:
        return all(part in _BUTTONS for part in parts)
    words = bare.split()
    return 2 <= len(words) <= 10 and all(word in _BUTTONS for word in words) and "a" not in words


def _is_promo(p: Paragraph) -> bool:
    head = p.plain[:200].strip("\"“‘”’")
    if p.words > 45:
        return False
    if _POINTER.match(head):
        return True
    return bool(_PROMO.match(head) and _PROMO_OBJECT.search(head) and not head.endswith("?"))


def _is_editors_note(p: Paragraph) -> bool:
    head, tail = p.plain[:300].lstrip("\"“‘"), p.plain[-60:].rstrip("\"”’")
    if not head or not tail:
        return False
    bracketed = head[0] in "[(" and tail.rstrip(".")[-1:] in "])"
    if bracketed and (_STAGE.match(head) or _ED_SIGN.search(tail)):
        return True
    return bool(_ED_LABEL.match(head)) or (p.words <= 60 and bool(_EDITED.match(head.lstrip("[(*_ "))))


def _is_post(p: Paragraph) -> bool:
    head, tail = p.plain[:200], p.plain[-200:]
    return bool(_HANDLE_LINE.match(head) or _POST_PHRASE.match(head) or (_POST_LINK.search(tail) and p.words <= 120))


def _is_caption(p: Paragraph) -> bool:
    if p.words > 90:
        return False
    tail = p.plain[-160:]
    if _CREDIT.search(tail):
        return True
    if p.words <= 60 and _PICTURED.search(p.plain[:500]) and not _speaks(p):
        return True
    return p.words <= 60 and bool(_AGENCY.search(tail)) and not p.plain.startswith(("By ", "“", '"')) and "/" in tail


def _speaks(p: Paragraph) -> bool:
    return bool(re.search(r"[\"“”?]|\b(?:I|you|we|my|our)\b", p.plain[:500]))


def _mark_posts(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int]) -> None:
    """The text of an embedded post stands before its signature, or after a line with name and handle."""
    for i, p in enumerate(paragraphs):
        if _HANDLE_LINE.match(p.plain[:200]) and i and i - 1 not in taken and marks[i - 1] in (None, "caption"):
            if paragraphs[i - 1].words <= 120:
                marks[i - 1] = "embed"
        elif (
            marks[i] is None
            and i not in taken
            and p.words <= 12
            and _HANDLE_HEAD.match(p.plain)
            and i + 1 < len(paragraphs)
        ):
            marks[i] = "embed"
            if paragraphs[i + 1].block == p.block and marks[i + 1] is None and i + 1 not in taken:
                marks[i + 1] = "embed"


def _mark_repeated_captions(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int]) -> None:
    """A caption often stands twice: in the picture's description, then with the credit behind it."""
    for i, (a, b) in enumerate(zip(paragraphs, paragraphs[1:], strict=False)):
        free = i not in taken and marks[i] is None
        if (
            free
            and len(b.plain) <= 600
            and b.plain.startswith(a.plain)
            and (marks[i + 1] == "caption" or a.plain == b.plain)
        ):
            marks[i] = "caption"
            if marks[i + 1] is None and i + 1 not in taken:
                marks[i + 1] = "caption"
    counts = Counter(p.plain for p in paragraphs if p.words <= 40 and not p.is_sentence)
    for i, p in enumerate(paragraphs):
        if i and i not in taken and marks[i] is None and counts[p.plain] > 1 and p.plain != paragraphs[0].plain:
            scene = _SCENE.search(p.plain) or names.people(p.plain)
            marks[i] = "caption" if p.words >= 4 and scene else marks[i]


def _mark_caption_blocks(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int]) -> None:
    """Two or three short lines without a full stop, set apart by empty lines: a caption with its credit."""
    if not _is_spaced(paragraphs):
        return
    for start, end in _blocks(paragraphs):
        block = range(start, end)
        if 0 < start <= 4 and names.is_person(paragraphs[start].plain):
            # Near the top a name over a picture is the author's: heads.py reads it.
            block = range(start + 1, end)
        if start == 0 or len(block) > 4 or end - start < 2 or any(i in taken for i in block):
            continue
        if all(_credit_or_caption(paragraphs[i]) or marks[i] == "caption" for i in block):
            for i in block:
                marks[i] = marks[i] or "caption"


def _credit_or_caption(p: Paragraph) -> bool:
    return p.words <= 30 and not p.is_sentence and not _speaks(p)


def _is_spaced(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether empty lines part the paragraphs, so that lines without one between them belong together."""
    sizes = Counter(p.block for p in paragraphs)
    return bool(sizes) and sum(n == 1 for n in sizes.values()) >= 0.6 * len(sizes) and len(sizes) >= 3


def _blocks(paragraphs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    bounds = [i for i, p in enumerate(paragraphs) if i == 0 or p.block != paragraphs[i - 1].block]
    return list(zip(bounds, [*bounds[1:], len(paragraphs)], strict=True))


def _mark_footer(paragraphs: Sequence[Paragraph], marks: Marks, taken: set[int]) -> None:
    """Headlines and links that follow a `Related articles` or `Most read` at the foot of the page."""
    first = len(paragraphs)
    while first and first - 1 not in taken and _is_link(paragraphs[first - 1]):
        first -= 1
    inside = False
    for i in range(max(first, 1), len(paragraphs)):
        inside = inside or bool(_FOOT_HEAD.match(paragraphs[i].plain))
        if inside:
            marks[i] = marks[i] or "page_furniture"


def _is_link(p: Paragraph) -> bool:
    return p.words <= 25 and not p.plain.endswith((".", "”", '"'))


_FOOT_HEAD = re.compile(
    r"(?:related|read (?:more|also|next)|most (?:read|popular|viewed)|more (?:on|from|stories|news)|recommended|"
    r"you (?:may|might) also like|latest(?: news)?|trending(?: now)?|see also|top stories)(?: \w+){0,3}:?$",
    re.I,
)
