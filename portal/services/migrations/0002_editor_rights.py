"""Editors and administrators keep the menu: matters, categories, team kinds."""

from django.db import migrations

GROUPS = ("role:editor", "role:administrator")
RIGHTS = {
    "matter": ("add", "change", "view", "publish"),
    "category": ("add", "change", "view"),
    "teamkind": ("add", "change", "view"),
}


def grant(apps, schema_editor):
    for name in GROUPS:
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for model, acts in RIGHTS.items():
            group.permissions.add(*(permission(apps, model, act) for act in acts))


def permission(apps, model, act):
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="services", model=model
    )
    found, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{act}_{model}",
        defaults={"name": f"Can {act} {model}"},
    )
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0001_initial"),
        ("people", "0002_role_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
