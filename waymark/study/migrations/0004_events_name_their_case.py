"""An event names the case that it speaks of; those made before told it in their detail or as their subject.

SQLite makes a table anew to add a column, and what guarded the old one is lost with it: the guard is put up
again here. Nothing that an event told is changed.
"""

from importlib import import_module

from django.db import migrations, models

guard = import_module("waymark.study.migrations.0002_events_are_only_added").guard


def unguard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS event_no_{act}")
    elif vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS event_guard ON study_event")
        schema_editor.execute("DROP FUNCTION IF EXISTS event_guard()")


def name_cases(apps, schema_editor):
    events = apps.get_model("study", "Event").objects.using(schema_editor.connection.alias)
    for event in events.filter(case="").iterator():
        told = event.subject if event.action == "note state of report" else event.detail.get("case", "")
        if isinstance(told, str) and 0 < len(told) <= 20:
            events.filter(pk=event.pk).update(case=told)


class Migration(migrations.Migration):
    dependencies = [("study", "0003_people_sign_in")]

    operations = [
        migrations.RunPython(unguard, migrations.RunPython.noop),
        migrations.AddField(
            model_name='event',
            name='case',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['case', 'id'], name='event_case'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['subject', 'id'], name='event_subject'),
        ),
        migrations.RunPython(name_cases, migrations.RunPython.noop),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
