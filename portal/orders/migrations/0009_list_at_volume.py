"""Indexes of the staff list among a hundred thousand orders."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0008_helped_entry"),
        ("places", "0003_cover"),
        ("profiles", "0001_initial"),
        ("services", "0004_first_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["area", "state", "colour"], name="order_area_state"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["area", "colour"], name="order_area_colour"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["-placed_at", "-number"], name="order_newest"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["area", "-placed_at", "-number"], name="order_area_newest"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False)),
                fields=["due_at", "number"],
                name="order_due",
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False)),
                fields=["area", "due_at", "number"],
                name="order_area_due",
            ),
        ),
    ]
