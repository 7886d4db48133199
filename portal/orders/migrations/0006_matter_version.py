"""Each order keeps the version of its matter; those of before get the first that was kept."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    versions = apps.get_model("services", "MatterVersion").objects
    first = versions.filter(matter_id=OuterRef("matter_id")).order_by("number").values("pk")[:1]
    apps.get_model("orders", "Order").objects.update(matter_version_id=Subquery(first))
    if schema_editor.connection.vendor == "postgresql":
        # It alters no table on which a check is still pending.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0004_first_versions"),
        ("orders", "0005_way_of_working"),
    ]
    operations = [
        migrations.AddField(
            model_name="order",
            name="matter_version",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="services.matterversion",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
