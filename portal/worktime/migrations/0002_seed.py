"""What an installation begins with: the calendars a library knows, and DOMAIN 11's time classes.

Only administrators set time classes afterwards.
"""

import json
from pathlib import Path

from django.db import migrations
from django.utils import timezone

from portal.worktime.library import notice_of

FIRST_YEAR = 2020
TIME_CLASSES = Path(__file__).resolve().parent.parent / "data" / "time_classes.json"
RIGHTS = ("add", "change", "view")


def load_calendars(apps, schema_editor):
    """Up to the first year whose notice is not known."""
    year, status = FIRST_YEAR, "official"
    while status == "official":
        notice = notice_of(year)
        status = notice.status.value
        calendar = apps.get_model("worktime", "Calendar").objects.create(
            year=year, version=1, status=status, notice=notice.source,
            office_hours=str(notice.hours), loaded_at=timezone.now(), loaded_by="clock:setup",
        )
        model = apps.get_model("worktime", "Day")
        model.objects.bulk_create(
            model(calendar=calendar, date=day, kind=special.kind.value, name=special.name)
            for day, special in notice.days.items()
        )
        year += 1


def set_time_classes(apps, schema_editor):
    for given in json.loads(TIME_CLASSES.read_text(encoding="utf-8")):
        limits = given.pop("limits")
        time_class = apps.get_model("worktime", "TimeClass").objects.create(**given)
        for step, (amount, unit) in limits.items():
            apps.get_model("worktime", "Limit").objects.create(
                time_class=time_class, step=step, amount=amount, unit=unit
            )


def grant(apps, schema_editor):
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="worktime", model="timeclass"
    )
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(
        name="role:administrator"
    )
    for act in RIGHTS:
        permission, _created = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=f"{act}_timeclass",
            defaults={"name": f"Can {act} time class"},
        )
        group.permissions.add(permission)


def fill(apps, schema_editor):
    load_calendars(apps, schema_editor)
    set_time_classes(apps, schema_editor)
    grant(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ("worktime", "0001_initial"),
        ("people", "0002_role_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
