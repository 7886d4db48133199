"""One group for each role, named role:<role>; all but handlers may enter the admin."""

from django.db import migrations

ROLES = ("clerk", "handler", "coordinator", "editor", "reviewer", "auditor", "administrator")


def create(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    admin = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    for role in ROLES:
        group, _created = groups.get_or_create(name=f"role:{role}")
        if role != "handler":
            group.permissions.add(admin)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
