"""The three groups: analysts read and export, editors also add and review, researchers read and export."""

from django.db import migrations

RIGHTS = {
    "read": "Read the archive",
    "export": "Take data away",
    "edit": "Add texts and decide on suggestions",
}
GROUPS = {"analyst": ["read", "export"], "editor": ["read", "export", "edit"], "researcher": ["read", "export"]}


def make_groups(apps, schema_editor):
    # Django makes permissions only after the last migration; these are needed now, and post_migrate finds them there.
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="accounts", model="access"
    )
    permission = apps.get_model("auth", "Permission").objects
    made = {
        codename: permission.get_or_create(codename=codename, content_type=content_type, defaults={"name": name})[0]
        for codename, name in RIGHTS.items()
    }
    for name, rights in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(made[right] for right in rights))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
