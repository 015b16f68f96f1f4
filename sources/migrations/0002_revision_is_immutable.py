"""The text of a revision is never changed, and is what its sha256 says: the database refuses anything else.

The one exception is a withdrawal, which blanks it for good.
"""

from django.db import migrations

FORWARD = r"""
CREATE FUNCTION walkback_check_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.source_id, NEW.number) IS DISTINCT FROM (OLD.source_id, OLD.number) THEN
            RAISE EXCEPTION 'revision %: its source and number are never changed', OLD.id
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF OLD.withdrawn AND NOT NEW.withdrawn THEN
            RAISE EXCEPTION 'revision %: a withdrawal is for good', OLD.id
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF NOT NEW.withdrawn AND (NEW.text, NEW.sha256) IS DISTINCT FROM (OLD.text, OLD.sha256) THEN
            RAISE EXCEPTION 'revision %: its text is never changed', OLD.id
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    IF NOT NEW.withdrawn AND NEW.sha256 <> encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'revision: sha256 is not that of the text' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER revision_is_immutable BEFORE INSERT OR UPDATE ON sources_revision
    FOR EACH ROW EXECUTE FUNCTION walkback_check_revision();
"""

BACKWARD = """
DROP TRIGGER revision_is_immutable ON sources_revision;
DROP FUNCTION walkback_check_revision();
"""


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
