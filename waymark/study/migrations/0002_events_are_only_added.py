"""The store itself refuses to change or remove an event, whatever the application asks."""

from django.db import migrations


def guard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER event_no_{act.lower()} BEFORE {act} ON study_event "
                "BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END"
            )
    elif vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION event_guard() RETURNS trigger AS $$ "
            "BEGIN RAISE EXCEPTION 'events are only ever added'; END $$ LANGUAGE plpgsql"
        )
        schema_editor.execute(
            "CREATE TRIGGER event_guard BEFORE UPDATE OR DELETE ON study_event "
            "FOR EACH ROW EXECUTE FUNCTION event_guard()"
        )


class Migration(migrations.Migration):
    dependencies = [("study", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
