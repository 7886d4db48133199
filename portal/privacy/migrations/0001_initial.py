from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bucket_hash", models.CharField(
                    max_length=64, verbose_name="what is counted, hashed")),
                ("window_start", models.BigIntegerField(
                    verbose_name="start of the window, seconds since 1970")),
                ("expires", models.BigIntegerField(
                    db_index=True, verbose_name="end of the window, seconds since 1970")),
                ("count", models.PositiveIntegerField(verbose_name="tries")),
            ],
            options={
                "verbose_name": "tally",
                "verbose_name_plural": "tallies",
                "constraints": [models.UniqueConstraint(
                    fields=("bucket_hash", "window_start"),
                    name="privacy_one_tally_a_window")],
            },
        ),
    ]
