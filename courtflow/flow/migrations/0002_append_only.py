"""History rows are append-only for everybody who comes through the database, not only for well-behaved code."""

from django.db import migrations

TABLES = ("flow_event", "flow_anchor", "flow_anchorentry")

FUNCTION = """
CREATE FUNCTION flow_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '历史记录只能追加，不得修改或删除（%）', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
"""


def guard(table: str) -> str:
    return f"""
    CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION flow_append_only();
    CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION flow_append_only();
    """


def unguard(table: str) -> str:
    return f"DROP TRIGGER {table}_no_change ON {table}; DROP TRIGGER {table}_no_truncate ON {table};"


class Migration(migrations.Migration):
    dependencies = [("flow", "0001_initial")]

    operations = [
        migrations.RunSQL(
            FUNCTION + "".join(map(guard, TABLES)),
            "".join(map(unguard, TABLES)) + "DROP FUNCTION flow_append_only();",
        )
    ]
