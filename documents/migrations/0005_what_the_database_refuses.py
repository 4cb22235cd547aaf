"""The life of a paper as the database guards it: signed facts stand, an issued file stands, nothing is deleted.

After issue a paper may be served, archived, and once, with a reason, revoked or superseded. An attempt at service and a
seal are never rewritten.
"""

from importlib import import_module

from django.db import migrations

EARLIER = import_module("documents.migrations.0002_issued_documents_are_immutable").FORWARD

GUARD = """
CREATE OR REPLACE FUNCTION documents_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '文书不得删除（%）', OLD.number USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.number, NEW.kind, NEW.verification_code, NEW.court_id, NEW.case_id, NEW.proceeding_id,
        NEW.addressee_id, NEW.receiver, NEW.ordered_by_id, NEW.serial, NEW.title, NEW.ordered_at)
       IS DISTINCT FROM
       (OLD.number, OLD.kind, OLD.verification_code, OLD.court_id, OLD.case_id, OLD.proceeding_id,
        OLD.addressee_id, OLD.receiver, OLD.ordered_by_id, OLD.serial, OLD.title, OLD.ordered_at) THEN
        RAISE EXCEPTION '文书的文号、核验码和归属不得更改（%）', OLD.number USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.state IN ('drafted', 'returned', 'failed', 'approved') THEN
        IF NEW.state IN ('revoked', 'superseded', 'served', 'archived') THEN
            RAISE EXCEPTION '未发出的文书不能撤销、取代、送达或者归档（%）', OLD.number
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state IN ('approved', 'issued') AND NEW.approved_at IS NULL THEN
            RAISE EXCEPTION '文书未经签发（%）', OLD.number USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.state = 'approved' AND (NEW.snapshot, NEW.snapshot_hash, NEW.approved_by_id, NEW.approved_at)
           IS DISTINCT FROM (OLD.snapshot, OLD.snapshot_hash, OLD.approved_by_id, OLD.approved_at) THEN
            RAISE EXCEPTION '已签发的文书不得更改（%）', OLD.number USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NEW.state = 'issued' AND (OLD.state <> 'approved' OR NEW.pdf IS NULL OR NEW.issued_at IS NULL
                                     OR NEW.sha256 <> encode(sha256(NEW.pdf), 'hex')) THEN
            RAISE EXCEPTION '发出的文书必须经过签发，有文件及其哈希（%）', OLD.number USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.snapshot, NEW.snapshot_hash, NEW.template_version, NEW.pdf, NEW.sha256, NEW.pages, NEW.issued_at,
        NEW.approved_by_id, NEW.approved_role, NEW.approved_at, NEW.sealing, NEW.seal_id)
       IS DISTINCT FROM
       (OLD.snapshot, OLD.snapshot_hash, OLD.template_version, OLD.pdf, OLD.sha256, OLD.pages, OLD.issued_at,
        OLD.approved_by_id, OLD.approved_role, OLD.approved_at, OLD.sealing, OLD.seal_id) THEN
        RAISE EXCEPTION '已发出的文书不得更改（%）', OLD.number USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (OLD.sealed_at IS NOT NULL AND NEW.sealed_at IS DISTINCT FROM OLD.sealed_at)
       OR (OLD.archived_at IS NOT NULL AND NEW.archived_at IS DISTINCT FROM OLD.archived_at) THEN
        RAISE EXCEPTION '文书的用印和归档时间不得更改（%）', OLD.number USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.state <> OLD.state AND NOT (
        (OLD.state = 'issued' AND NEW.state = 'served')
        OR (OLD.state IN ('issued', 'served') AND NEW.state = 'archived' AND NEW.archived_at IS NOT NULL)
        OR (OLD.state IN ('issued', 'served', 'archived') AND NEW.state IN ('revoked', 'superseded')
            AND NEW.ended_at IS NOT NULL AND NEW.ended_reason <> '')) THEN
        RAISE EXCEPTION '已发出的文书只能送达、归档，或者写明理由后撤销、取代（%）', OLD.number
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state IN ('revoked', 'superseded') AND (NEW.ended_at, NEW.ended_reason, NEW.superseded_by_id)
       IS DISTINCT FROM (OLD.ended_at, OLD.ended_reason, OLD.superseded_by_id) THEN
        RAISE EXCEPTION '失效的时间和原因不得更改（%）', OLD.number USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
"""

KEPT = """
CREATE FUNCTION documents_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%不得修改或者删除', TG_ARGV[0] USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER documents_delivery_kept BEFORE UPDATE OR DELETE ON documents_delivery
    FOR EACH ROW EXECUTE FUNCTION documents_kept('送达记录');
CREATE TRIGGER documents_seal_kept BEFORE UPDATE OR DELETE ON documents_seal
    FOR EACH ROW EXECUTE FUNCTION documents_kept('院印');
CREATE TRIGGER documents_recipient_kept BEFORE DELETE ON documents_recipient
    FOR EACH ROW EXECUTE FUNCTION documents_kept('受送达人');
"""

BACKWARD = """
DROP TRIGGER documents_recipient_kept ON documents_recipient;
DROP TRIGGER documents_seal_kept ON documents_seal;
DROP TRIGGER documents_delivery_kept ON documents_delivery;
DROP FUNCTION documents_kept();
"""


def earlier_guard() -> str:
    """The function of migration 0002, to go back to."""
    body = EARLIER[: EARLIER.index("CREATE TRIGGER documents_document_guard")]
    return body.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_signed_with_their_orders")]

    operations = [migrations.RunSQL(GUARD, earlier_guard()), migrations.RunSQL(KEPT, BACKWARD)]
