"""Whether a word of saying tells of words that somebody uttered, not of a stand, a finding, a plan or a supposition."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from extraction.by_words import owned
from extraction.cues import frames_of, nouns_of, verbs_of
from extraction.entities import is_actor, offices
from extraction.frames import Frame
from extraction.word_order import TIMES

_PHRASES = frozenset(
    ["obj", "pred", "obj+for", "obj+on", "obj+about", "of", "about", "for", "on", "against", "with", "at", "in", "as"]
)
_CALLING = ("call", "appeal", "plead")
# With a person and an infinitive these may be acts.
_MOVING = ("encourag", "challeng", "invit", "press", "compar", "liken", "request")
# With an infinitive or a gerund these tell of a stand or an act, not of words.
_DECIDING = ("refus", "declin", "oppos", "reject", "den", "agree", "offer", "consent", "volunteer", "purport")
_PUTTING = ("admit", "propos", "suggest", "recommend", "deny", "denie", "acknowledg", "urg", "say", "said")
# "The case threatens to …", "her tone suggested that …".
_OF_THINGS = ("suggest", "threat", "confirm", "signal", "reveal", "guarant", "encourag", "promis", "prompt", "invit")
_SHOWING = ("show", "demonstrat", "indicat")
# Of a noun with an infinitive: an offer, a proposal, a refusal "to go" is a stand or a plan.
_VOWS = ("promise", "pledge", "vow", "threat")
_SUPPOSING = frozenset({"if", "unless", "whether", "lest", "until"})
# "Went on to say", "took to warning": the infinitive or gerund behind these was done.
_GOING_ON = frozenset(
    ["go", "continue", "begin", "start", "proceed", "keep", "take", "rush", "come", "help", "use", "have"]
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SENSING = frozenset({"hear", "see", "watch", "do", "help"})
_ANYBODY = frozenset({"anyone", "anybody", "whoever", "those", "people", "everyone", "someone", "somebody"})
_LONGEST_CHAIN = 6


def uttered(cue: Token, frame: Frame, head: Token | None) -> bool:
    """Whether words of saying tell what was said, by somebody and in fact.

    "Rejected the tax", "refused to go" and "the figures show that …" tell of a stand, an intent or a finding;
    "could say", "if she says", "plans to say" of what may come; "what she says …" is not the whole clause.
    """
    low = cue.lower_
    if frame.name == "for" and low.startswith(_CALLING) and _to_do(cue, frame):
        return not _supposed(cue)
    if frame.name in _PHRASES or (frame.name in ("to", "ing") and low.startswith(_DECIDING)):
        return False
    if frame.name == "to" and not (_infinitive(cue, frame) and _by_somebody(head)):
        return False
    if frame.name == "to" and cue.doc[cue.i + 1].lower_ == "for" and frame.first > cue.i + 1:
        return False  # "asked for ten crowns to mend it"
    if frame.name == "obj+as" and low.startswith("identif"):
        return False
    if low in ("find", "finds", "found") and head is not None and (head.pos_ == "PRON" or head.ent_type_ == "PERSON"):
        return False  # what a person finds is a thought, what a study finds is told
    if frame.name == "obj+to" and (low.startswith(_MOVING) or not _to_do(cue, frame)):
        return False
    if frame.name == "obj+obj" and _no_judgement(cue, frame):
        return False
    if frame.name == "ing" and not low.startswith(_PUTTING):
        return False
    if frame.name in ("that", "n:that") and _without_object(cue, frame):
        return False
    if (low.startswith("imply") and cue.tag_ == "VBG") or (frame.name in ("n:that", "n:to") and not _made(cue)):
        return False
    if frame.name == "n:to" and not low.startswith(_VOWS):
        return False
    if low.startswith(_SHOWING) or _supposed(cue) or _said_by_anybody(head) or gapped(cue):
        return False
    if low.startswith(_OF_THINGS) and head is not None and head.pos_ == "NOUN" and not is_actor(head):
        return False
    if low.startswith("guarant") and head is not None and _written(head):
        return False
    if frame.name != "that":
        return True
    return not any(
        wrong(cue, frame) for wrong in (_headless, _relative, _of_its_noun, _a_thing, _aside_from, _of_preposition)
    )


def _to_do(cue: Token, frame: Frame) -> bool:
    """ "Called for allies to pay": what is called for is to be done."""
    doc = cue.doc
    return any(doc[i].lower_ == "to" and doc[i + 1].tag_ == "VB" for i in range(frame.first, frame.last))


def quoted(cue: Token, frame: Frame, head: Token | None) -> bool:
    """Whether a clause with words in marks was uttered: they vouch for it, but for what may come or lacks a part."""
    if _supposed(cue) or _said_by_anybody(head) or frame.name in ("obj", "n:to"):  # "praised his "deep" faith"
        return False
    if frame.name == "n:that":
        return _made(cue)
    if frame.name == "to" and (not _infinitive(cue, frame) or cue.lower_.startswith(("declin", "refus"))):
        return False
    return frame.name != "that" or not (gapped(cue) or _of_preposition(cue, frame) or _headless(cue, frame))


def _by_somebody(head: Token | None) -> bool:
    """ "That threatened to cost votes", "a fee which threatens to …": what a thing threatens is an effect."""
    if head is None or head.tag_ == "DT":
        return head is None or head.lower_ not in ("that", "this", "these", "those")
    if head.lower_ in ("that", "which") and head.head.dep_ == "acl:relcl":
        head = head.head.head
    return head.pos_ != "NOUN" or is_actor(head)


def _written(head: Token) -> bool:
    """ "The law guarantees that …": a law makes it so, and tells nobody."""
    listed = offices()["document"]
    return head.lower_ in listed or head.lower_.removesuffix("s") in listed


def _no_judgement(cue: Token, frame: Frame) -> bool:
    """ "Calls itself the Guild", "called Ida Falk" on the telephone: a name, not a judgement."""
    words = [t for t in cue.doc[frame.first : frame.last + 1] if t.is_alpha]
    named = all(t.pos_ == "PROPN" or t.lower_ in TIMES for t in words)
    return cue.doc[frame.first].lower_ == "itself" or named or words[0].lower_ in TIMES


def asks_for_anonymity(cue: Token) -> bool:
    """ "Who asked not to be named", "insisted on not being quoted": the words are nobody's."""
    words = [t.lower_ for t in cue.doc[cue.i + 1 : cue.i + 8]]
    if "not" not in words[:3]:
        return False
    behind = words[words.index("not") + 1 :]
    if behind[:2] == ["to", "be"]:
        behind = behind[1:]
    named = [w for w in behind[1:4] if w not in _OPENLY]
    return behind[:1] in (["be"], ["being"]) and named[:1] in (["named"], ["identified"], ["quoted"])


_OPENLY = frozenset({"publicly", "further", "directly"})


_ABOUT = frozenset({"of", "about"})


def _of_preposition(cue: Token, frame: Frame) -> bool:
    """ "Responded to that tweet by …": the object of a preposition, taken for a clause."""
    before = cue.doc[frame.first - 1]
    between = cue.doc[cue.i + 1 : frame.first]
    if before.pos_ == "NOUN" and cue.doc[frame.first].dep_ != "mark" and any(t.lower_ in _ABOUT for t in between):
        return True  # "reminded them of the years she had worked there"
    return before.i > cue.i and before.pos_ == "ADP" and before.lower_ in ("to", "of", "with", "about", "for")


def _infinitive(cue: Token, frame: Frame) -> bool:
    """ "Promised to go", but not "pointed to the plan"."""
    return cue.doc[frame.first].lower_ in ("to", "not", "never")


_WHEN = frozenset({"after", "before", "while", "until", "since", "as", "when"})
_ASKING = ("ask", "say", "said", "tell", "told", "explain", "announc", "reveal", "disclos", "question", "wonder")


def _headless(cue: Token, frame: Frame) -> bool:
    """ "A tax that she favors but says would fail": a clause without its subject."""
    first = cue.doc[frame.first]
    return frame.first > cue.i and first.tag_ in _FINITE and first.pos_ in ("AUX", "VERB")


def _relative(cue: Token, frame: Frame) -> bool:
    """ "Warned of a fight ahead that could split them": a relative clause that the parser took for a reported one."""
    doc, i = cue.doc, frame.first
    i = i if doc[i].lower_ == "that" else i - 1
    apart = i > cue.i + 1 and doc[i].lower_ == "that" and i + 1 < len(doc)
    if not apart or (cue.lower_ in verbs_of("told") and doc[cue.i + 1].pos_ != "ADP"):
        return False
    return doc[i - 1].pos_ in ("NOUN", "PROPN", "ADV") and doc[i + 1].tag_ in _FINITE


def _aside_from(cue: Token, frame: Frame) -> bool:
    """ "They complained when …", "asked them to see that …", "is added concern": not what this word reports."""
    doc, i = cue.doc, frame.first
    marker = doc[i] if doc[i].lower_ in _WHEN else doc[i - 1]
    if i > cue.i and marker.lower_ in _WHEN and marker.i > cue.i:
        return marker.lower_ != "when" or not cue.lower_.startswith(_ASKING)
    if any(t.tag_ == "VBG" and doc[t.i - 1].text == "," for t in _without_pause(cue, i)):
        return True  # "pledge their faith, creating scenes that …"
    passive = cue.tag_ == "VBN" and any(c.dep_ in ("aux:pass", "cop") for c in cue.children)
    if any(t.tag_ == "VB" for t in doc[cue.i + 1 : i]):  # "asked them to ensure that …"
        return True
    return passive and cue.lower_ not in verbs_of("told") and i == cue.i + 1 and doc[i].dep_ != "mark"


def _without_pause(cue: Token, first: int) -> list[Token]:
    """The words before a clause with "that", back to a comma."""
    doc = cue.doc
    if first <= cue.i or doc[first].lower_ != "that":
        return []
    comma = next((t.i for t in reversed(doc[cue.i + 1 : first]) if t.text == ","), first)
    return list(doc[comma + 1 : first])


def _made(noun: Token) -> bool:
    """Whether a noun of saying is its owner's, or what the verb makes: not "she dismissed claims that …"."""
    if noun.dep_ not in ("obj", "obl") or owned(noun):
        return True
    return noun.head.lower_ in verbs_of("making")


def _without_object(cue: Token, frame: Frame) -> bool:
    """ "Made remarks that critics have likened | to an oath": a relative clause, whose object is the noun before it."""
    doc, i = cue.doc, frame.first
    if frame.first <= cue.i or doc[i].lower_ != "that" or doc[i - 1].pos_ != "NOUN":
        return False
    verb = next((t for t in doc[i + 2 : frame.last] if t.lower_.startswith(_COMPARING)), None)
    if verb is None or doc[verb.i + 1].lower_ not in ("to", "as") or doc[verb.i - 1].lemma_ == "be":
        return False
    return all(t.pos_ in _SPEAKER for t in doc[i + 1 : verb.i])


_COMPARING = ("liken", "compared", "described", "denounced", "dismissed", "condemned", "criticized", "criticised")


def _of_its_noun(cue: Token, frame: Frame) -> bool:
    """ "Ignored the fact that …", "answered charges that …": the clause is the noun's."""
    doc, i = cue.doc, frame.first
    if doc[i].lower_ != "that":
        i -= 1
    if i <= cue.i + 1 or doc[i].lower_ != "that" or cue.lower_ in verbs_of("told"):
        return False
    noun = doc[i - 1]
    if noun.pos_ == "NOUN" and noun.dep_ == "obj" and noun.head.i == cue.i:
        return True
    if noun.pos_ != "NOUN" or not ("n:that" in frames_of(noun) or noun.lower_ in nouns_of("holding")):
        return False
    return not any(t.lower_ in _WHERE for t in doc[cue.i + 1 : i - 1])


# Prepositions of the place or time where something was said.
_WHERE = frozenset({"in", "at", "during", "on", "after", "from", "by", "with", "through", "via"})


def _a_thing(cue: Token, frame: Frame) -> bool:
    """ "It threatens the work that she did": a noun phrase that the parser took for a clause."""
    doc = cue.doc
    if frame.first < cue.i or any(t.dep_ == "mark" for t in doc[frame.first - 1 : frame.first + 3]):
        return False
    tops = [t for t in doc[frame.first : frame.last + 1] if not frame.first <= t.head.i <= frame.last]
    top = next((t for t in tops if t.dep_ == "ccomp"), None)
    if not any(t.tag_ in _FINITE for t in doc[frame.first : frame.last + 1]):
        return True
    if top is None or top.pos_ not in ("NOUN", "PROPN"):
        return False
    return not any(c.dep_.startswith(("nsubj", "cop", "aux", "csubj")) for c in top.children)


def _chain(cue: Token) -> Iterator[Token]:
    """The cue and the verbs it is joined to, up to the one that has a mood of its own."""
    token = cue
    for _ in range(_LONGEST_CHAIN):
        yield token
        if (
            token.dep_ != "conj"
            or token.tag_ not in ("VB", "VBN", "VBG")
            or any(c.dep_.startswith(("aux", "nsubj", "mark")) for c in token.children)
        ):
            return
        token = token.head


def _own_mood(verb: Token) -> bool:
    return any(c.dep_.startswith(("aux", "nsubj", "mark")) for c in verb.children)


def _supposed(cue: Token) -> bool:
    """Whether a cue stands for something possible, planned, asked for or supposed."""
    if cue.pos_ == "NOUN":
        return False
    verb = list(_chain(cue))[-1]
    helpers = [c for c in verb.children if c.dep_.startswith(("aux", "mark")) and c.i < verb.i]
    if any(h.tag_ == "MD" for h in helpers) or any(h.lower_ in _SUPPOSING for h in helpers):
        return True
    if verb.tag_ in ("VBD", "VBZ", "VBP", "VBN") and any(
        h.lower_ == "as" for h in helpers
    ):  # "just as she said it would"
        return True
    if verb.tag_ == "VBG":
        return _unsaid_gerund(verb) or any(t.tag_ == "MD" for t in verb.doc[max(0, verb.i - 3) : verb.i])
    if verb.tag_ not in ("VB", "VBP") or any(c.dep_.startswith("nsubj") and c.i < verb.i for c in verb.children):
        return False
    if any(h.tag_ == "TO" or h.lower_ == "to" for h in helpers):
        return not _done(verb)
    return verb.tag_ == "VB" and not any(h.lemma_ == "do" for h in helpers) and verb.head.lemma_ not in _SENSING


def _unsaid_gerund(verb: Token) -> bool:
    """ "This is not the same as saying …", "they might have won by insisting …"."""
    before = verb.doc[verb.i - 1] if verb.i else verb
    if before.lower_ in ("as", "than", "like"):
        named = {t.lower_ for t in verb.doc[max(0, verb.i - _LONGEST_CHAIN) : verb.i]}
        return not named & _CITED
    helpers = [c for c in verb.head.children if c.dep_ == "aux" and c.tag_ == "MD"]
    return verb.dep_ == "advcl" and bool(helpers) and any(c.lower_ == "by" for c in verb.children)


_CITED = frozenset({"quoted", "cited", "reported", "described", "recorded"})


def _done(infinitive: Token) -> bool:
    """ "Went on to say", "took the floor to warn": what the infinitive tells of came about."""
    above = infinitive.head
    if infinitive.dep_ == "advcl":
        return above.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VBG") and not _supposed(above)
    return infinitive.dep_ == "xcomp" and above.lemma_ in _GOING_ON and not _supposed(above)


def _said_by_anybody(head: Token | None) -> bool:
    """ "Anyone who says …", "those saying …"."""
    if head is not None and head.lower_ in ("who", "that") and head.head.dep_ == "acl:relcl":
        head = head.head.head
    return head is not None and head.lower_ in _ANYBODY


def gapped(cue: Token) -> bool:
    """ "What Kask says the tax will do": the clause lacks what stands before its speaker."""
    doc, i = cue.doc, cue.i - 1
    if cue.dep_ == "acl:relcl" and not any(t.tag_ in ("WP", "WDT") for t in doc[cue.left_edge.i : cue.i]):
        return cue.head.i < cue.left_edge.i and doc[cue.left_edge.i - 1].pos_ in ("NOUN", "PROPN")
    while i > 0 and cue.i - i <= _LONGEST_SPEAKER and (doc[i].pos_ in _SPEAKER or doc[i].lower_ == "than"):
        if doc[i].lower_ in _GAPS:
            return i < cue.i - 1 and doc[i - 1].pos_ != "ADP"
        i -= 1
    return False


_GAPS = frozenset({"what", "whatever", "which", "whom", "than"})
_LONGEST_SPEAKER = 7
_SPEAKER = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "ADV", "AUX", "NUM", "PART", "SCONJ"})
