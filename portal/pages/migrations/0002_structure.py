"""A bare installation is a working site: home, news, notices, and two people to release what they say."""

import json
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data" / "structure.json"

# Nobody holds "publish": release is the end of the workflow, see portal/pages/workflow.py.
PAGE_PERMISSIONS = {
    "role:editor": ["add_page", "change_page"],
    "role:reviewer": ["change_page", "lock_page", "unlock_page"],
    "role:administrator": ["change_page", "lock_page", "unlock_page"],
}
COLLECTION_PERMISSIONS = [
    ("wagtailimages", "image", ["add_image", "change_image", "choose_image"]),
    ("wagtaildocs", "document", ["add_document", "change_document", "choose_document"]),
]
LIBRARY_GROUPS = ["role:editor", "role:reviewer"]
FACTS_GROUPS = ["role:editor", "role:administrator"]


def build(apps, schema_editor):
    data = json.loads(DATA.read_text(encoding="utf-8"))
    home = build_pages(apps, data)
    build_groups(apps)
    build_workflow(apps, data["workflow"])
    Site = apps.get_model("wagtailcore.Site")
    site = Site.objects.create(
        hostname="localhost", port=80, is_default_site=True, root_page_id=home.pk
    )
    apps.get_model("pages.Channel").objects.create(site_id=site.pk, **data["channel"])


def build_pages(apps, data):
    """Replace Wagtail's welcome page; its tree is written by hand, history has no treebeard."""
    Page = apps.get_model("wagtailcore.Page")
    root = Page.objects.get(depth=1)
    apps.get_model("wagtailcore.Site").objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    home = add_page(apps, "HomePage", root, "0001", "home", **data["home"])
    add_page(apps, "NewsIndexPage", home, "0001", "news", **data["news"])
    add_page(apps, "NoticeIndexPage", home, "0002", "notices", **data["notices"])
    Page.objects.filter(pk=root.pk).update(numchild=1)
    Page.objects.filter(pk=home.pk).update(numchild=2)
    return home


def add_page(apps, model, parent, step, slug, **values):
    ContentType = apps.get_model("contenttypes.ContentType")
    content_type, _ = ContentType.objects.get_or_create(app_label="pages", model=model.lower())
    top = parent.depth == 1
    return apps.get_model(f"pages.{model}").objects.create(
        path=parent.path + step,
        depth=parent.depth + 1,
        url_path="/home/" if top else f"/home/{slug}/",
        slug=slug,
        draft_title=values["title"],
        content_type=content_type,
        locale_id=apps.get_model("wagtailcore.Locale").objects.first().pk,
        live=True,
        show_in_menus=not top,
        **values,
    )


def permission(apps, app_label, model, codename):
    ContentType = apps.get_model("contenttypes.ContentType")
    content_type, _ = ContentType.objects.get_or_create(app_label=app_label, model=model)
    found, _ = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": codename.replace("_", " ")}
    )
    return found


def build_groups(apps):
    Group = apps.get_model("auth.Group")
    # Wagtail's own groups publish alone: that door is closed unless somebody already stands in it.
    Group.objects.filter(name__in=["Editors", "Moderators"], user=None).delete()
    root = apps.get_model("wagtailcore.Page").objects.get(depth=1)
    for name, codenames in PAGE_PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=name)
        for codename in codenames:
            apps.get_model("wagtailcore.GroupPagePermission").objects.create(
                group=group, page=root, permission=permission(apps, "wagtailcore", "page", codename)
            )
    for name in LIBRARY_GROUPS:
        grant_library(apps, Group.objects.get(name=name))
    for name in FACTS_GROUPS:
        Group.objects.get(name=name).permissions.add(
            permission(apps, "pages", "channel", "change_channel")
        )


def grant_library(apps, group):
    collection = apps.get_model("wagtailcore.Collection").objects.get(depth=1)
    for app_label, model, codenames in COLLECTION_PERMISSIONS:
        for codename in codenames:
            # Wagtail may have granted some of them, depending on the order of migrations.
            apps.get_model("wagtailcore.GroupCollectionPermission").objects.get_or_create(
                group=group,
                collection=collection,
                permission=permission(apps, app_label, model, codename),
            )


def build_workflow(apps, names):
    """The one workflow of the house; it hangs on the root, so every page inherits it."""
    apps.get_model("wagtailcore.WorkflowPage").objects.all().delete()
    apps.get_model("wagtailcore.Workflow").objects.update(active=False)
    apps.get_model("wagtailcore.Task").objects.update(active=False)
    ContentType = apps.get_model("contenttypes.ContentType")
    content_type, _ = ContentType.objects.get_or_create(app_label="pages", model="secondpersontask")
    task = apps.get_model("pages.SecondPersonTask").objects.create(
        name=names["task"], content_type=content_type
    )
    task.groups.add(apps.get_model("auth.Group").objects.get(name="role:reviewer"))
    workflow = apps.get_model("wagtailcore.Workflow").objects.create(name=names["name"])
    apps.get_model("wagtailcore.WorkflowTask").objects.create(
        workflow=workflow, task_id=task.pk, sort_order=0
    )
    apps.get_model("wagtailcore.WorkflowPage").objects.create(
        workflow=workflow, page=apps.get_model("wagtailcore.Page").objects.get(depth=1)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_role_groups"),
        ("pages", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(build, migrations.RunPython.noop)]
