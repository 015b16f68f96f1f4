"""What the machine asks editors: whether an actor took another position."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("statements", "0006_rematches")]

    operations = [
        migrations.CreateModel(
            name="PositionQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("alike", models.FloatField(help_text="How alike the two are, 0 to 1")),
                (
                    "differs",
                    models.CharField(help_text="In what they differ, in words for an editor", max_length=300),
                ),
                ("found_at", models.DateTimeField(auto_now_add=True)),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="statements.quotation"
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="statements.quotation"
                    ),
                ),
            ],
            options={
                "ordering": ["-alike", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("earlier", "later"), name="position_question_once"),
                    models.CheckConstraint(
                        condition=models.Q(("earlier", models.F("later")), _negated=True),
                        name="position_question_of_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("differs", ""), _negated=True),
                        name="position_question_says_what_differs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alike__gte", 0), ("alike__lte", 1)), name="position_question_alike"
                    ),
                ],
            },
        ),
    ]
