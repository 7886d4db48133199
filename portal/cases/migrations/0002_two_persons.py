"""Cases are released through the workflow of the house: two persons, as pages are."""

from django.db import migrations


def link(apps, schema_editor):
    ContentType = apps.get_model("contenttypes.ContentType")
    content_type, _ = ContentType.objects.get_or_create(app_label="cases", model="case")
    workflow = (
        apps.get_model("wagtailcore.Workflow")
        .objects.filter(active=True, workflow_tasks__task__content_type__model="secondpersontask")
        .first()
    )
    apps.get_model("wagtailcore.WorkflowContentType").objects.update_or_create(
        content_type=content_type, defaults={"workflow": workflow}
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("pages", "0002_structure"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]
    operations = [migrations.RunPython(link, migrations.RunPython.noop)]
