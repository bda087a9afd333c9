"""The full-text index over the passages, and a store that refuses to change a text once it is kept."""

from django.db import migrations

CREATE_TEXT_INDEX = (
    "CREATE VIRTUAL TABLE library_passagetext USING fts5 (text, content = 'library_indexedpassage', "
    "content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2')",
    "INSERT INTO library_passagetext (library_passagetext, rank) VALUES ('hashsize', 33554432)",
    "INSERT INTO library_passagetext (library_passagetext, rank) VALUES ('automerge', 8)",
    "CREATE TABLE library_passageword (word text NOT NULL PRIMARY KEY) WITHOUT ROWID",
)
DROP_TEXT_INDEX = ("DROP TABLE library_passageword", "DROP TABLE library_passagetext")

GUARDED = ("text", "layout", "extractor", "file_id", "fingerprints")


def index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in CREATE_TEXT_INDEX:
            schema_editor.execute(statement)


def no_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in DROP_TEXT_INDEX:
            schema_editor.execute(statement)


def guard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        for act in (f"UPDATE OF {', '.join(GUARDED)}", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER text_no_{act.split()[0].lower()} BEFORE {act} ON library_reporttext "
                "BEGIN SELECT RAISE(ABORT, 'the text of a report never changes'); END"
            )
    elif vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION text_guard() RETURNS trigger AS $$ "
            "BEGIN RAISE EXCEPTION 'the text of a report never changes'; END $$ LANGUAGE plpgsql"
        )
        schema_editor.execute(
            f"CREATE TRIGGER text_guard BEFORE UPDATE OF {', '.join(GUARDED)} OR DELETE ON library_reporttext "
            "FOR EACH ROW EXECUTE FUNCTION text_guard()"
        )


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.RunPython(index, no_index),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
