"""Database triggers that refuse to change or delete an audit entry."""

TABLE = "house_auditentry"

INSTALL = {
    "sqlite": [
        f"""CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON {TABLE}
            BEGIN SELECT RAISE(ABORT, 'the record is only ever added to'); END"""
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        """CREATE FUNCTION audit_is_kept() RETURNS trigger AS $$
           BEGIN RAISE EXCEPTION 'the record is only ever added to'
                 USING ERRCODE = 'integrity_constraint_violation'; END;
           $$ LANGUAGE plpgsql""",
        f"""CREATE TRIGGER audit_is_kept BEFORE UPDATE OR DELETE ON {TABLE}
            FOR EACH ROW EXECUTE FUNCTION audit_is_kept()""",
        f"""CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON {TABLE}
            FOR EACH STATEMENT EXECUTE FUNCTION audit_is_kept()""",
    ],
}
REMOVE = {
    "sqlite": [f"DROP TRIGGER IF EXISTS audit_no_{verb}" for verb in ("UPDATE", "DELETE")],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS audit_is_kept ON {TABLE}",
        f"DROP TRIGGER IF EXISTS audit_is_not_emptied ON {TABLE}",
        "DROP FUNCTION IF EXISTS audit_is_kept()",
    ],
}


def install(_apps, schema_editor) -> None:
    for statement in INSTALL[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def remove(_apps, schema_editor) -> None:
    for statement in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)
