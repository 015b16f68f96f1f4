"""The lexicon of cues: its forms, and what each governs."""

import pytest
import spacy
from spacy.tokens import Doc

from extraction.cues import forms, frames_of, mistaken_for_noun, quotes


def doc_of(words: list[str], tags: list[str], pos: list[str]) -> Doc:
    return Doc(spacy.blank("en").vocab, words=words, tags=tags, pos=pos)


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("admit", {"admits", "admitting", "admitted"}),
        ("credit", {"credits", "crediting", "credited"}),
        ("slam", {"slams", "slamming", "slammed"}),
        ("deny", {"denies", "denying", "denied"}),
        ("agree", {"agrees", "agreeing", "agreed"}),
        ("answer", {"answers", "answering", "answered"}),
        ("label", {"labels", "labeling", "labeled", "labelled"}),
        ("stress", {"stresses", "stressing", "stressed"}),
    ],
)
def test_forms_follow_english_spelling(lemma: str, expected: set[str]) -> None:
    assert expected <= set(forms(lemma))


def test_a_verb_of_speech_and_one_of_thought_are_told_apart() -> None:
    doc = doc_of(["She", "insists", "he", "hopes"], ["PRP", "VBZ", "PRP", "VBZ"], ["PRON", "VERB", "PRON", "VERB"])
    assert frames_of(doc[1])["that"] == "speech"
    assert frames_of(doc[3])["that"] == "thought"


def test_a_noun_has_the_frames_of_a_noun_only() -> None:
    doc = doc_of(["claims", "claims"], ["NNS", "VBZ"], ["NOUN", "VERB"])
    assert set(frames_of(doc[0])) == {"n:that", "n:about"}
    assert "that" in frames_of(doc[1])


def test_a_verb_taken_for_a_plural_is_known_by_its_place() -> None:
    words, tags, pos = ["Kask", "reveals", "that", "it", "works"], ["NNP", "NNS", "IN", "PRP", "VBZ"], ["PROPN", "NOUN"]
    doc = doc_of(words, tags, [*pos, "SCONJ", "PRON", "VERB"])
    assert mistaken_for_noun(doc[1])
    assert "that" in frames_of(doc[1])


def test_a_word_that_reports_nothing_has_no_frame_and_quotes_nothing() -> None:
    doc = doc_of(["walked"], ["VBD"], ["VERB"])
    assert not frames_of(doc[0])
    assert not quotes(doc[0])
