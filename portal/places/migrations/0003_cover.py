"""Covers: a colleague stands in from a day to a day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0002_codes_are_plain"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Cover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="Since")),
                ("until", models.DateField(verbose_name="Last day")),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covers_held",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Stand-in",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="covers",
                        to="places.post",
                        verbose_name="Post",
                    ),
                ),
            ],
            options={
                "verbose_name": "Cover",
                "verbose_name_plural": "Covers",
                "ordering": ["since", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="cover_ends_after_it_begins",
                    )
                ],
            },
        ),
    ]
