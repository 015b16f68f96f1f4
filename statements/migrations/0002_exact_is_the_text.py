"""`exact == text[start:end]`, refused otherwise on every write of a quotation or a piece of evidence.

One check per statement, not per row, and each text is cut once into pieces of 4,096 code points: substring() of a long
UTF-8 text walks it from its start, so that 10,000 quotations in a text of 1 MB would walk 10 GB.
"""

from django.db import migrations

FUNCTIONS = r"""
CREATE FUNCTION walkback_cut(whole text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    pieces text[] := '{}';
    rest text := whole;
BEGIN
    WHILE rest <> '' LOOP
        pieces := pieces || left(rest, 4096);
        rest := substr(rest, 4097);
    END LOOP;
    RETURN pieces;
END $$;

CREATE FUNCTION walkback_slice(pieces text[], start_ integer, end_ integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT substr(
        array_to_string(pieces[start_ / 4096 + 1 : (end_ - 1) / 4096 + 1], ''),
        start_ % 4096 + 1,
        end_ - start_
    )
$$;
"""

CHECK = r"""
CREATE FUNCTION walkback_check_exact_{verb}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    revision record;
    wrong record;
BEGIN
    FOR revision IN
        SELECT r.id, r.withdrawn, walkback_cut(r.text) AS pieces
        FROM sources_revision r WHERE r.id IN ({revisions})
    LOOP
        IF revision.withdrawn THEN
            SELECT * INTO wrong FROM written w WHERE w.revision_id = revision.id AND w.exact <> '' LIMIT 1;
        ELSE
            SELECT * INTO wrong FROM written w
            WHERE w.revision_id = revision.id
              AND w.exact IS DISTINCT FROM walkback_slice(revision.pieces, w.start, w."end") LIMIT 1;
        END IF;
        IF FOUND THEN
            RAISE EXCEPTION '% [%:%] of revision %: exact is not the text there',
                TG_TABLE_NAME, wrong.start, wrong."end", revision.id
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
"""

# An update that leaves the words where they are (a decision, a grouping) is not checked again.
REVISIONS = {
    "insert": "SELECT w.revision_id FROM written w",
    "update": """
        SELECT w.revision_id FROM written w JOIN was USING (id)
        WHERE (w.revision_id, w.start, w."end", w.exact) IS DISTINCT FROM (was.revision_id, was.start, was."end", was.exact)
    """,
}
TABLES = {"insert": "NEW TABLE AS written", "update": "OLD TABLE AS was NEW TABLE AS written"}

CHECKS = "\n".join(
    CHECK.replace("{verb}", verb).replace("{revisions}", revisions) for verb, revisions in REVISIONS.items()
)
TRIGGERS = "\n".join(
    f"CREATE TRIGGER {table}_exact_{verb} AFTER {verb.upper()} ON statements_{table} "
    f"REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION walkback_check_exact_{verb}();"
    for table in ("quotation", "evidence")
    for verb, tables in TABLES.items()
)

BACKWARD = """
DROP FUNCTION walkback_check_exact_insert() CASCADE;
DROP FUNCTION walkback_check_exact_update() CASCADE;
DROP FUNCTION walkback_slice(text[], integer, integer);
DROP FUNCTION walkback_cut(text);
"""


class Migration(migrations.Migration):
    dependencies = [("statements", "0001_initial"), ("sources", "0002_revision_is_immutable")]
    operations = [migrations.RunSQL(FUNCTIONS + CHECKS + TRIGGERS, BACKWARD)]
