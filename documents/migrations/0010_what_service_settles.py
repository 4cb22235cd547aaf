"""Whom a paper must reach stands, and so does the day on which he was served; what ended says why and by what."""

from django.db import migrations, models

GUARD = """
CREATE FUNCTION documents_recipient_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.document_id, NEW.party_id, NEW.name) IS DISTINCT FROM (OLD.document_id, OLD.party_id, OLD.name) THEN
        RAISE EXCEPTION '受送达人不得更改（%）', OLD.name USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.served_on IS NOT NULL AND (NEW.served_on, NEW.method) IS DISTINCT FROM (OLD.served_on, OLD.method) THEN
        RAISE EXCEPTION '送达日和送达方式不得更改（%）', OLD.name USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER documents_recipient_guard BEFORE UPDATE ON documents_recipient
    FOR EACH ROW EXECUTE FUNCTION documents_recipient_guard();
"""
LET_GO = """
DROP TRIGGER documents_recipient_guard ON documents_recipient;
DROP FUNCTION documents_recipient_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0009_dossiers")]

    operations = [
        migrations.RunSQL(GUARD, LET_GO),
        migrations.AddConstraint(
            "document",
            models.CheckConstraint(
                name="document_ends_with_a_reason",
                condition=models.Q(
                    state__in=["revoked", "superseded"], ended_at__isnull=False, ended_reason__regex=r"\S"
                )
                | (~models.Q(state__in=["revoked", "superseded"]) & models.Q(ended_at=None, ended_reason="")),
            ),
        ),
        migrations.AddConstraint(
            "document",
            models.CheckConstraint(
                name="document_superseded_by_another",
                condition=models.Q(state="superseded", superseded_by__isnull=False)
                | (~models.Q(state="superseded") & models.Q(superseded_by=None)),
            ),
        ),
    ]
