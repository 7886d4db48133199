"""What was on the menu stays there: admitted since it was published, and kept as version 1.

On SQLite a later migration that remakes the table must create the trigger again.
"""

from django.db import migrations
from django.utils import timezone

from portal.services.triggers import BY_VENDOR


def fill(apps, schema_editor):
    now = timezone.now()
    for matter in apps.get_model("services", "Matter").objects.filter(live=True):
        matter.admitted_at = (matter.first_published_at or now).date()
        matter.approved_by = "原有事项"
        matter.version = apps.get_model("services", "MatterVersion").objects.create(
            matter=matter, number=1, snapshot=snapshot(matter), at=now, by="clock:migration"
        )
        matter.save(update_fields=["admitted_at", "approved_by", "version"])


def snapshot(matter):
    return {
        "code": matter.code, "category": matter.category.name, "title": matter.title,
        "summary": matter.summary, "guide": lines(matter.guide), "audience": "resident", "area": "",
        "way": "", "promise": matter.promise, "admitted_at": matter.admitted_at.isoformat(),
        "approved_by": matter.approved_by, "expires": "", "duty": "basic", "owner": "",
        "team_kind": matter.team_kind.name, "time_class": "ordinary", "urgent_words": [],
        "questions": [
            {
                "label": asked.label, "hint": asked.hint, "kind": asked.kind,
                "required": asked.required, "choices": lines(asked.choices), "notice_for": [],
                "notice": "", "stops": False,
            }
            for asked in matter.questions.all()
        ],
    }  # fmt: skip


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        # It alters no table on which a check is still pending.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for statement in BY_VENDOR[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("services", "0003_duties_and_versions"), ("worktime", "0002_seed")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(guard),
    ]
