"""Papers made so far were signed with the acts that ordered them, and each had one to whom it was to go."""

from django.db import migrations

FORWARD = """
UPDATE documents_document SET state = 'approved' WHERE state = 'pending';
UPDATE documents_document AS d
   SET receiver = coalesce(d.snapshot ->> 'receiver', ''),
       approved_at = CASE WHEN d.state = 'failed' THEN NULL ELSE d.ordered_at END,
       approved_by_id = CASE WHEN d.state = 'failed' THEN NULL ELSE e.by_id END,
       approved_role = CASE WHEN d.state = 'failed' THEN '' ELSE e.role END
  FROM flow_event AS e WHERE e.id = d.ordered_by_id;
INSERT INTO documents_recipient (document_id, party_id, name, method)
SELECT d.id, d.addressee_id, coalesce(p.name, d.receiver), ''
  FROM documents_document AS d LEFT JOIN cases_party AS p ON p.id = d.addressee_id;
"""

BACKWARD = """
DELETE FROM documents_recipient;
UPDATE documents_document SET state = 'pending' WHERE state = 'approved';
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_life_of_a_paper")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
