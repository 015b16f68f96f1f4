"""A person's word on who an actor is, which the machine leaves alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("actors", "0002_initial")]

    operations = [
        migrations.AddField(
            model_name="actor",
            name="vouched",
            field=models.BooleanField(
                default=False, help_text="A person knows who this is: the machine neither renames nor merges it"
            ),
        ),
    ]
