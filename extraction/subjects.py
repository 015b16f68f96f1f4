"""Who does what a verb says, and whether it is denied: read off the dependency parse, and off the order of words where
the parse is not to be trusted.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from extraction.cues import finite_by_form, quotes
from extraction.frames import children
from extraction.naming import is_actor
from extraction.word_order import NOMINATIVE, TIMES, of_its_clause, parted, phrase_start, right_before, sentence_opening


def subject(verb: Token) -> Token | None:
    """Who does it: the subject, that of the verb it is joined to, the noun it modifies, or the agent of a passive."""
    near = right_before(verb)
    if near is not None:
        return near if near.lower_ in ("others", "another") else _top(verb, near)
    found = _of_the_parse(verb)
    if found is not None and found.is_space and found.i:  # "Falk  has said", with two spaces
        found = verb.doc[found.i - 1]
    if found is not None and found.text == ",":
        found = None
    if found is not None and found.lower_ in TIMES and found.i < verb.i:  # "Falk, who had waited, last week said"
        found = None
    if found is None and verb.tag_ == "VBG":  # "issued a statement Tuesday saying"
        writing = _written(verb)
        found = (_maker(writing) or writing) if writing is not None else None
    found = of_its_clause(verb, found) if found is not None and found.i < verb.i else found
    if found is None or (found.i > verb.i and found.pos_ != "PRON"):
        apart = parted(verb)
        found = _top(verb, apart) if apart is not None else found
    if found is None or found.lower_ == "it":
        found = _joined(verb) or found or _opening(verb)
    return _somebody(verb, found) if found is not None else None


def _somebody(verb: Token, found: Token) -> Token:
    """ "Falk denied that the changes were a sign and said": the name that opens it, for changes do not speak."""
    thing = found.pos_ == "NOUN" and found.i < verb.i and not is_actor(found)
    if not thing or verb.doc[verb.i - 1].lower_ not in ("and", "but") or not quotes(verb):
        return found
    main = first_subject(verb.doc, sentence_opening(verb), found.i)
    return main if main is not None and (main.pos_ == "PROPN" or main.lower_ in NOMINATIVE) else found


def _joined(verb: Token) -> Token | None:
    """ "Falk said it was early but added": the subject of the verb of saying that a conjunction joins this one to."""
    doc, i = verb.doc, verb.i - 1
    while i > 0 and doc[i].pos_ == "ADV":
        i -= 1
    if i <= 0 or doc[i].lower_ not in ("and", "but", "then") or not finite_by_form(verb):
        return None
    start = sentence_opening(verb)
    said = next((t for t in reversed(doc[start:i]) if quotes(t) and finite_by_form(t)), None)
    return subject(said) if said is not None else None


def _opening(verb: Token) -> Token | None:
    """ "Numerous clerks interviewed in Marn this week, including Orr, said": the noun that opens the sentence.

    No other finite verb may stand before the verb, so that what opens is its subject whatever hangs between.
    """
    if not finite_by_form(verb):
        return None
    start, doc = sentence_opening(verb), verb.doc
    words = [t for t in doc[start : verb.i] if not t.is_space]
    while words and words[0].pos_ in ("CCONJ", "ADV", "PUNCT"):
        words = words[1:]
    comma = next((n for n, t in enumerate(words) if t.text == ","), 0)
    if comma <= _A_TIME and any(t.lower_ in TIMES for t in words[:comma]):  # "Last month, the paper"
        words = words[comma + 1 :]
    apart = any(_finite_word(t) or t.is_quote or t.lower_ in _RELATIVE for t in words)
    if not words or apart or words[0].pos_ == "ADP" or words[0].tag_ == "IN":
        return None
    end = next((n for n, t in enumerate(words) if n and (t.text == "," or t.tag_ in ("VBN", "VBG"))), len(words))
    return next((t for t in words[:end] if t.pos_ in ("NOUN", "PROPN", "NUM", "PRON") and t.lower_ not in TIMES), None)


# Participles behind a noun that the tagger often takes for the past tense.
_REDUCED = frozenset(
    [
        "interviewed", "surveyed", "polled", "selected", "elected", "contacted", "reached", "asked", "quoted",
        "gathered", "chosen", "involved", "included", "named", "hired", "appointed",
    ]
)  # fmt: skip
_A_TIME = 4  # words: "early last week"


def _finite_word(token: Token) -> bool:
    if token.tag_ == "VBD" and token.lower_ in _REDUCED:
        return False  # "clerks interviewed at the dam": the tagger's past tense
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD") and not (token.dep_ == "aux" or token.lower_ in ("has", "have"))


def _made_to_say(verb: Token) -> Token | None:
    """Whose words a report gives: "the article quoted Kask as saying …", "the item had the minister saying …"."""
    report = verb.head
    if verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "xcomp") or report.lemma_ not in _QUOTING:
        return None
    if report.lemma_ == "have" and not (verb.lemma_ in _SAYING and any(c.lower_ in _REPORTS for c in report.children)):
        return None
    said = next((c for c in report.children if c.dep_ == "obj" and report.i < c.i < verb.i), None)
    return said if said is not None and said.pos_ in ("PROPN", "NOUN", "PRON") else None


_QUOTING = frozenset({"quote", "misquote", "have"})
_REPORTS = frozenset({"we", "article", "report", "item", "column", "story", "version", "piece", "headline", "account"})
_SAYING = frozenset({"say", "promise", "call", "claim", "admit", "tell", "announce", "predict"})


def _of_the_parse(verb: Token) -> Token | None:
    if (whose := _made_to_say(verb)) is not None:
        return whose
    if verb.tag_ == "VBG" and verb.dep_ != "ROOT":
        main = _of_the_sentence(verb)
        if main is not None:
            return main
        writing = _written(verb) if verb.dep_ not in ("advcl", "conj") else None
        if writing is not None:
            return _maker(writing) or writing
    seen = 0
    token = verb
    while seen < 6:
        agent = next((c for c in token.children if c.dep_ == "obl:agent"), None)
        passive = any(c.dep_ in ("aux:pass", "nsubj:pass") for c in token.children) or _bare_participle(token)
        own = _nearest_subject(token) or _of_helper(token)
        if own is not None and not passive:
            return own
        if agent is not None:
            return agent
        if passive and token.lower_ in ("quoted", "cited", "reported") and seen:  # "Kask was quoted as saying"
            return next((c for c in token.children if c.dep_ == "nsubj:pass"), None)
        if passive:
            return None
        if token.dep_ in ("acl", "acl:relcl"):
            return _of_the_sentence(token) or _maker(token.head) or token.head
        if token.dep_ in ("conj", "xcomp", "advcl", "parataxis", "ccomp", "aux") and token.head.i != token.i:
            if token.dep_ == "ccomp" and token.tag_ not in ("VBG", "VB"):
                return None
            moved = _moved(token)
            if moved is not None:
                return moved
            token = token.head
            if token.pos_ in ("NOUN", "PROPN") and not children(token, "nsubj", "cop"):
                return first_subject(verb.doc, sentence_opening(verb), verb.i) or token if verb.tag_ == "VBG" else token
            seen += 1
            continue
        return None
    return None


def _moved(infinitive: Token) -> Token | None:
    """ "Orr forced the banker to admit": whom somebody brings to say something."""
    verb = infinitive.head
    if infinitive.tag_ != "VB" or verb.lemma_ not in _MOVING:
        return None
    return next((c for c in verb.children if c.dep_ == "obj" and verb.i < c.i < infinitive.i), None)


_MOVING = frozenset({"force", "compel", "lead", "prompt", "cause", "push", "drive", "oblige", "inspire"})


def _nearest_subject(verb: Token) -> Token | None:
    """The subject right before a verb, where the parser gave it two: "She was a planner - an aide said …"."""
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubj:outer")]
    ahead = [c for c in subjects if c.i < verb.i]
    apart = len(ahead) > 1 and any(t.text in _PARTING and t.whitespace_ for t in verb.doc[ahead[0].i : ahead[-1].i])
    return ahead[-1] if apart else subjects[0] if subjects else None


_PARTING = frozenset({",", "—", "–", "--", "-"})


def _of_helper(verb: Token) -> Token | None:
    """ "A poll has, however, revealed": the subject that the parser hung on the helper."""
    helpers = (c for c in verb.children if c.dep_ == "aux" and c.i < verb.i)
    return next((c for h in helpers for c in h.children if c.dep_ == "nsubj"), None)


def _top(verb: Token, name: Token) -> Token:
    """The word that a name right before a verb hangs on: the parser's subject, if that is the same phrase."""
    own = next((c for c in verb.children if c.dep_ == "nsubj" and c.left_edge.i <= name.i <= c.right_edge.i), None)
    start = phrase_start(name.doc, name.i)
    if own is not None and own.i < start and own.i and name.doc[own.i - 1].tag_ == "IN":
        return name  # "in a talk with the Post, Kask reveals": no subject stands behind a preposition
    if own is not None and own.i <= name.i and own.pos_ in ("PROPN", "PRON") and own.text[:1].isalnum():
        return own
    while name.head.i < name.i and name.head.pos_ == "PROPN" and (name.dep_ in ("flat", "compound") or _from(name)):
        name = name.head
    return name


def _from(place: Token) -> bool:
    """ "Bo Lind of West Karelia": a place behind a person."""
    of = any(c.dep_ == "case" and c.lower_ in ("of", "from") for c in place.children)
    return of and place.dep_ == "nmod" and place.head.ent_type_ == "PERSON" and place.ent_type_ != "PERSON"


def _bare_participle(token: Token) -> bool:
    """ "Asked about it, she …": a participle without auxiliary is passive."""
    if token.tag_ != "VBN" or token.dep_ not in ("advcl", "acl"):
        return False
    return not any(c.dep_ in ("aux", "nsubj") for c in token.children)


DENYING = frozenset({"deny", "denies", "denied", "denying"})


def negated(cue: Token) -> bool:
    """Whether the cue itself is denied: "did not say", "never said", "no one said"."""
    helpers = [cue] + [c for c in cue.children if c.dep_ in ("aux", "cop")]
    words = {c.lower_ for h in helpers for c in h.children if c.i < cue.i}
    if any(t.lower_ in DENYING for t in cue.doc[max(0, cue.i - 3) : cue.i]):  # "denied having said"
        return True
    if cue.tag_ == "VBG" and "no" in words:  # "there is no denying that …"
        return True
    return bool(words & {"not", "n't", "n’t", "never", "nor", "without"})


def _taken_for_participle(verb: Token) -> bool:
    """A past tense that the tagger took for a participle: no auxiliary, right behind a name."""
    if verb.tag_ != "VBN" or verb.i == 0 or any(c.dep_.startswith("aux") for c in verb.children):
        return False
    return verb.doc[verb.i - 1].text[:1].isupper()


def subject_by_place(verb: Token) -> Token | None:
    """The nominal right before a finite verb, an aside between dashes or commas left out."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "NNS") and not _taken_for_participle(verb):
        return None
    i = verb.i - 1
    if i >= 0 and verb.doc[i].text in ("—", "–", "--", ",", ")"):
        opening = {")": "("}.get(verb.doc[i].text, verb.doc[i].text)
        i = next((t.i for t in reversed(verb.doc[max(0, i - 14) : i]) if t.text == opening), 0) - 1
    while i >= 0 and verb.doc[i].pos_ in ("ADV", "AUX"):
        i -= 1
    if i > 2 and [t.lower_ for t in verb.doc[i - 2 : i + 1]] == ["in", "the", "past"]:  # "Clerks have in the past said"
        i -= 3
        while i >= 0 and verb.doc[i].lower_ in ("have", "has", "had"):
            i -= 1
    if i < 0 or verb.doc[i].pos_ not in ("PROPN", "PRON", "NOUN"):
        return None
    token = verb.doc[i]
    if token.lower_ in TIMES:
        return None
    while token.head.i < token.i and token.head.pos_ == "PROPN" and _named_with(token):
        token = token.head
    return _governor(token)


def _governor(noun: Token) -> Token:
    """ "A woman who was a clerk in Marn asked": the woman, not the place behind its preposition."""
    for _ in range(3):
        governed = any(c.dep_ == "case" and c.pos_ == "ADP" for c in noun.children) or noun.dep_ == "acl:relcl"
        if not governed or noun.head.i >= noun.i or noun.head.pos_ not in ("NOUN", "PROPN"):
            break
        noun = noun.head
    return noun


def _named_with(token: Token) -> bool:
    """Whether a word is of one name with its head, or in apposition to a name of the same kind."""
    alike = token.dep_ == "appos" and (token.ent_type_ != "PERSON" or token.head.ent_type_ == "PERSON")
    return token.dep_ in ("flat", "compound") or alike or _from(token)


def _of_the_sentence(participle: Token) -> Token | None:
    """The subject of the main verb, for a participle behind a comma: "She attacked the bill, saying …"."""
    if participle.tag_ != "VBG" or not _behind_comma(participle):
        return None
    told = _just_told(participle)
    if told is not None:
        return told
    start, root = sentence_opening(participle), participle.sent.root
    if start <= root.i < participle.i:
        found = next((c for c in root.children if c.dep_ == "nsubj" and start <= c.i < participle.i), None)
        if found is not None and found.pos_ != "NUM":
            return found
    return first_subject(participle.doc, start, participle.i)


def _just_told(participle: Token) -> Token | None:
    """ "They will meet, Falk said, adding …": who is right before, with a verb of saying between the commas."""
    doc, i = participle.doc, participle.i - 1
    if i < 2 or doc[i].text != "," or not quotes(doc[i - 1]):
        return None
    own = next((c for c in doc[i - 1].children if c.dep_ == "nsubj" and c.i < i - 1), None)
    return right_before(doc[i - 1]) or own


def _behind_comma(participle: Token) -> bool:
    i = participle.left_edge.i - 1
    if participle.doc[participle.i - 1].lower_ in ("while", "when", "by", "in", "after", "before"):
        return True
    while i >= 0 and (participle.doc[i].is_quote or participle.doc[i].text == "''"):
        i -= 1
    return (i >= 0 and participle.doc[i].text == ",") or any(
        c.text == "," and c.i < participle.i for c in participle.children
    )


def first_subject(doc: Doc, start: int, end: int) -> Token | None:
    """The first subject of a finite verb in some tokens of a sentence, or the name that opens it."""
    for token in doc[start:end]:
        if token.dep_ == "nsubj" and _finite(token.head) and token.lower_ not in _RELATIVE:
            return token
    opens = doc[start].pos_ == "PROPN" or doc[start].lower_ in NOMINATIVE
    return doc[start] if opens and start < end else None


_RELATIVE = frozenset({"who", "which", "that", "whom", "whose", "what"})


def _finite(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.dep_.startswith("aux") and c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in verb.children
    )


WRITINGS = frozenset(
    [
        "statement", "letter", "tweet", "post", "memo", "message", "email", "e-mail", "note", "release", "response",
        "reply",
    ]
)  # fmt: skip


def _maker(noun: Token) -> Token | None:
    """Who made a writing, or does a thing: "She released a statement saying …", "made a point of saying …"."""
    made = noun.lower_ in WRITINGS or (noun.lower_ in _DOING and _goes_on_doing(noun))
    if not made or noun.dep_ != "obj" or noun.head.pos_ != "VERB":
        return None
    return subject(noun.head)


def _goes_on_doing(noun: Token) -> bool:
    following = noun.doc[noun.i + 1 : noun.i + 3]
    return len(following) == 2 and following[0].lower_ == "of" and following[1].tag_ == "VBG"


_DOING = frozenset({"point", "habit", "mistake", "step", "career"})


def _written(participle: Token) -> Token | None:
    """The writing right before a participle: "posted a message on Tuesday reading …"."""
    before = participle.doc[max(0, participle.i - _FURTHEST_WRITING) : participle.i]
    return next((t for t in reversed(before) if t.lower_ in WRITINGS or t.lower_.removesuffix("s") in WRITINGS), None)


_FURTHEST_WRITING = 7
