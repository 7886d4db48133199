"""The two systems every district has: the hotline and the grid platform."""

from django.db import migrations

SOURCES = (("12345", "12345 热线", "12345"), ("grid", "网格平台", "grid"))


def seed(apps, schema_editor):
    source = apps.get_model("exchange", "Source")
    for code, name, channel in SOURCES:
        source.objects.get_or_create(code=code, defaults={"name": name, "channel": channel})


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
