"""A speaker whom an editor adds while deciding on words."""

from django.contrib.auth.models import User

from accounts import history
from actors.models import Actor, Alias
from actors.names import fold_name


def add(*, name: str, kind: str, by: User) -> Actor:
    """A new actor, accepted, under this name."""
    with history.record("add speaker", by=by, summary=name) as record:
        actor = Actor.objects.create(name=name, kind=kind, state=Actor.State.ACCEPTED, made_by=by)
        record.made(actor)
        record.made(Alias.objects.create(actor=actor, name=name, folded=fold_name(name)))
    return actor
