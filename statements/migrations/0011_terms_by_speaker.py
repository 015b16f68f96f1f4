"""Terms in parts by their speakers, each with the day on which its text appeared.

The table is made anew, in the order of the quotations. Who looks for what an actor has said reads one of the parts: its
index is a level lower, and one page tells which of its rows are visible to all, so that the index alone answers.
"""

from django.db import migrations, models

PARTS = 8
TYPES = """
    quotation_id bigint NOT NULL, term integer NOT NULL, speaker bigint NOT NULL, revision bigint NOT NULL,
    day integer NOT NULL, until integer NOT NULL, place bigint NOT NULL, weight double precision NOT NULL,
    whole double precision NOT NULL"""
QUOTATION = "ALTER TABLE statements_term ADD CONSTRAINT statements_term_quotation_id_9487aa3c_fk_statement"
REFERS = "FOREIGN KEY (quotation_id) REFERENCES statements_quotation (id) DEFERRABLE INITIALLY DEFERRED"
LIST = "CREATE INDEX term_list ON statements_term (speaker, term, day, place) INCLUDE (quotation_id, revision, until"
ASIDE = "ALTER TABLE statements_term RENAME TO statements_term_aside"
FORWARDS = [
    ASIDE,
    f"CREATE TABLE statements_term ({TYPES}, printed integer NOT NULL) PARTITION BY HASH (speaker)",
    *(
        f"CREATE TABLE statements_term_{n} PARTITION OF statements_term"
        f" FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {n})"
        for n in range(PARTS)
    ),
    """
    INSERT INTO statements_term (
        quotation_id, term, speaker, revision, day, until, place, weight, whole, printed
    )
    SELECT t.quotation_id, t.term, t.speaker, t.revision, t.day, t.until, t.place, t.weight, t.whole,
        coalesce(s.published_latest - DATE '0001-01-01' + 1, 0)
    FROM statements_term_aside AS t LEFT JOIN sources_revision AS r ON r.id = t.revision
    LEFT JOIN sources_source AS s ON s.id = r.source_id ORDER BY t.quotation_id, t.term""",
    "DROP TABLE statements_term_aside",
    "ALTER TABLE statements_term ADD PRIMARY KEY (quotation_id, term, speaker)",
    f"{QUOTATION} {REFERS}",
    f"{LIST}, printed, weight, whole)",
]
BACKWARDS = [
    ASIDE,
    f"CREATE TABLE statements_term ({TYPES})",
    """
    INSERT INTO statements_term
    SELECT quotation_id, term, speaker, revision, day, until, place, weight, whole FROM statements_term_aside
    ORDER BY quotation_id, term""",
    "DROP TABLE statements_term_aside",
    "ALTER TABLE statements_term ADD PRIMARY KEY (quotation_id, term)",
    f"{QUOTATION} {REFERS}",
    f"{LIST}, weight, whole)",
]


class Migration(migrations.Migration):
    dependencies = [("statements", "0010_names_by_their_last_word")]

    operations = [
        migrations.RunSQL(
            FORWARDS,
            BACKWARDS,
            state_operations=[
                migrations.RemoveIndex(model_name="term", name="term_list"),
                migrations.AddField(
                    model_name="term", name="printed", field=models.IntegerField(default=0), preserve_default=False
                ),
                migrations.AlterField(
                    model_name="term",
                    name="pk",
                    field=models.CompositePrimaryKey(
                        "quotation", "term", "speaker", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                migrations.AddIndex(
                    model_name="term",
                    index=models.Index(
                        fields=["speaker", "term", "day", "place"],
                        include=["quotation", "revision", "until", "printed", "weight", "whole"],
                        name="term_list",
                    ),
                ),
            ],
        ),
    ]
