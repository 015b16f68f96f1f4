"""The exports as linked data: schema.org for statements, wordings and texts, CiTO for how they answer each other."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

CONTEXT = {
    "@vocab": "https://schema.org/",
    "cito": "http://purl.org/spar/cito/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "walkback": "https://walkback.invalid/terms#",
}
Row = dict[str, Any]


def document(nodes: Iterable[Row]) -> Iterator[bytes]:
    """One JSON-LD document, in pieces: a context and a graph."""
    yield f'{{"@context": {json.dumps(CONTEXT)}, "@graph": [\n'.encode()
    before = ""
    for node in nodes:
        yield (
            before + json.dumps({k: v for k, v in node.items() if v not in (None, "", [])}, ensure_ascii=False)
        ).encode()
        before = ",\n"
    yield b"\n]}\n"


def pair(row: Row) -> Row:
    """A pair: the response, with its CiTO relation to the claim, and the words that prove it."""
    return {
        "@id": f"urn:walkback:link:{row['pair_id']}",
        "@type": "oa:Annotation",
        "oa:motivatedBy": {"@id": row["relation_uri"]},
        "oa:hasBody": _side(row, "response", {f"cito:{row['relation_uri'].rsplit('/', 1)[1]}": _id(row["claim_id"])}),
        "oa:hasTarget": _side(row, "claim", {}),
        "walkback:attribution": row["link_attribution"],
        "walkback:state": row["link_state"],
        "walkback:evidence": row["evidence_text"],
        "prov:wasAttributedTo": row["detected_by"],
        "url": row["permalink"],
    }


def _side(row: Row, side: str, more: Row) -> Row:
    return {
        "@id": f"urn:walkback:statement:{row[f'{side}_id']}",
        "@type": "Claim",
        "author": {"@type": "Person", "name": row[f"{side}_speaker"], **_wikidata(row[f"{side}_speaker_wikidata"])},
        "text": row[f"{side}_text"],
        "dateCreated": row[f"{side}_said_date"] or None,
        "appearance": {
            "@type": "CreativeWork",
            "@id": f"urn:walkback:source:{row[f'{side}_source_id']}",
            "name": row[f"{side}_source_title"],
            "publisher": row[f"{side}_outlet"] or None,
            "datePublished": row[f"{side}_published_date"] or None,
        },
        **more,
    }


def _wikidata(number: object) -> Row:
    return {"sameAs": f"http://www.wikidata.org/entity/{number}"} if number else {}


def _id(public_id: object) -> Row:
    return {"@id": f"urn:walkback:statement:{public_id}"}


def statement(row: Row) -> Row:
    """A statement: a Claim with its wordings as Quotations."""
    return {
        "@id": f"urn:walkback:statement:{row['id']}",
        "@type": "Claim",
        "author": {"name": row["speaker"], "jobTitle": row["speaker_role"]},
        "text": row["text"],
        "dateCreated": row["said"],
        "locationCreated": row["venue"],
        "url": row["permalink"],
        "workExample": [_quotation(q) for q in row["quotations"]],
    }


def _quotation(q: Row) -> Row:
    return {
        "@type": "Quotation",
        "text": q["exact"],
        "spokenByCharacter": q["speaker"],
        "isPartOf": {"@id": f"urn:walkback:source:{q['source_id']}", "name": q["source_title"]},
        "oa:hasSelector": {"@type": "oa:TextPositionSelector", "oa:start": q["start"], "oa:end": q["end"]},
        "walkback:kind": q["kind"],
        "walkback:state": q["state"],
    }


def source(row: Row) -> Row:
    """A text as a creative work."""
    kinds = {"interview": "Article", "article": "NewsArticle", "speech": "CreativeWork", "post": "SocialMediaPosting"}
    return {
        "@id": f"urn:walkback:source:{row['id']}",
        "@type": kinds[row["kind"]],
        "name": row["title"],
        "publisher": row["outlet"],
        "datePublished": row["published"],
        "url": row["url"],
        "inLanguage": row["language"],
        "sameAs": row["permalink"],
    }
