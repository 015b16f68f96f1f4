"""What is left to do after names, offices or merges of actors changed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Rematch(models.Model):
    """Words whose speaker may be another now. The row goes when they are matched and grouped anew."""

    actors = ArrayField(models.BigIntegerField(), help_text="Keys of the actors")
    names = ArrayField(models.CharField(max_length=200), default=list, help_text="That meant them before, or do now")
    offices = ArrayField(models.CharField(max_length=402), default=list)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{len(self.actors)} actors, {len(self.names)} names"
