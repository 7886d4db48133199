"""The head row, and the triggers that refuse to change or remove an entry.

On SQLite a later migration that remakes the table must create the triggers again.
"""

from django.db import migrations

from portal.ledger.triggers import BY_VENDOR


def create(apps, schema_editor):
    apps.get_model("ledger", "Head").objects.create(pk=1)
    for statement in BY_VENDOR[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(create)]
