"""An issued paper keeps its facts, file, number and code whoever writes to the database; no paper is ever deleted.

What may still happen to it: revoked or superseded, once, with a reason.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION documents_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '文书不得删除（%）', OLD.number USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.number, NEW.kind, NEW.verification_code, NEW.court_id, NEW.case_id, NEW.proceeding_id,
        NEW.addressee_id, NEW.ordered_by_id, NEW.serial, NEW.title, NEW.ordered_at)
       IS DISTINCT FROM
       (OLD.number, OLD.kind, OLD.verification_code, OLD.court_id, OLD.case_id, OLD.proceeding_id,
        OLD.addressee_id, OLD.ordered_by_id, OLD.serial, OLD.title, OLD.ordered_at) THEN
        RAISE EXCEPTION '文书的文号、核验码和归属不得更改（%）', OLD.number USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.state IN ('pending', 'failed') THEN
        IF NEW.state IN ('revoked', 'superseded') THEN
            RAISE EXCEPTION '未签发的文书不能撤销或者取代（%）', OLD.number USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state = 'issued' AND (NEW.pdf IS NULL OR NEW.sha256 <> encode(sha256(NEW.pdf), 'hex')
                                     OR NEW.issued_at IS NULL) THEN
            RAISE EXCEPTION '签发的文书必须有文件及其哈希（%）', OLD.number USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.snapshot, NEW.snapshot_hash, NEW.template_version, NEW.pdf, NEW.sha256, NEW.pages, NEW.issued_at)
       IS DISTINCT FROM
       (OLD.snapshot, OLD.snapshot_hash, OLD.template_version, OLD.pdf, OLD.sha256, OLD.pages, OLD.issued_at) THEN
        RAISE EXCEPTION '已签发的文书不得更改（%）', OLD.number USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.state <> OLD.state AND NOT (
        OLD.state = 'issued' AND NEW.state IN ('revoked', 'superseded')
        AND NEW.ended_at IS NOT NULL AND NEW.ended_reason <> '') THEN
        RAISE EXCEPTION '已签发的文书只能写明理由后撤销或者取代（%）', OLD.number USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state <> 'issued' AND (NEW.ended_at, NEW.ended_reason, NEW.superseded_by_id)
       IS DISTINCT FROM (OLD.ended_at, OLD.ended_reason, OLD.superseded_by_id) THEN
        RAISE EXCEPTION '失效的时间和原因不得更改（%）', OLD.number USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER documents_document_guard BEFORE UPDATE OR DELETE ON documents_document
    FOR EACH ROW EXECUTE FUNCTION documents_guard();

CREATE FUNCTION documents_wording_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '文书用语只能增加新版本，不得修改或删除' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER documents_wording_guard BEFORE UPDATE OR DELETE ON documents_wording
    FOR EACH ROW EXECUTE FUNCTION documents_wording_guard();
"""

BACKWARD = """
DROP TRIGGER documents_wording_guard ON documents_wording;
DROP FUNCTION documents_wording_guard();
DROP TRIGGER documents_document_guard ON documents_document;
DROP FUNCTION documents_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_documents_and_wordings")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
