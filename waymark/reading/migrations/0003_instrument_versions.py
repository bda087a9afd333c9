"""An answer names the version of the instrument that it was given under, and a reader can say that it still holds."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLES = ("reading_instrumentversion", "reading_lookedatagain")
SAYS = "versions of instruments and what readers say of answers are only ever added"


def guard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in TABLES:
        if vendor == "sqlite":
            for act in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
                )
        elif vendor == "postgresql":
            schema_editor.execute(
                f"CREATE FUNCTION {table}_guard() RETURNS trigger AS $$ "
                f"BEGIN RAISE EXCEPTION '{SAYS}'; END $$ LANGUAGE plpgsql"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_guard()"
            )


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("reading", "0002_answers_are_only_added"),
    ]
    operations = [
        migrations.AddField("answer", "under", models.IntegerField(null=True)),
        migrations.CreateModel(
            "LookedAtAgain",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "said",
                    models.CharField(
                        choices=[("holds", "It still holds"), ("let go", "It does not count")], max_length=8
                    ),
                ),
                ("under", models.IntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("token", models.UUIDField(unique=True)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looked_at_again",
                        to="reading.answer",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.AddConstraint(
            "lookedatagain",
            models.UniqueConstraint(fields=("answer", "said", "under"), name="looked_at_again_once"),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
