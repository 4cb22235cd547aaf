"""The ledger of case money is only added to, whoever comes through the database."""

from django.db import migrations

TABLE = "enforcement_ledgerentry"

GUARD = f"""
CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION flow_append_only();
CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION flow_append_only();
"""
UNGUARD = f"DROP TRIGGER {TABLE}_no_change ON {TABLE}; DROP TRIGGER {TABLE}_no_truncate ON {TABLE};"


class Migration(migrations.Migration):
    dependencies = [("enforcement", "0004_case_money"), ("flow", "0002_append_only")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
