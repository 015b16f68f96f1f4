"""Addresses of what an editor does with an actor and with what it said. The others are in actors/urls.py."""

from django.urls import path

from statements.views import actor_merge, actor_move

EDIT = "actors/<str:public_id>/edit/"

urlpatterns = [
    path("which-one/", actor_move.which_one, name="which_one"),
    path("which-one/choose/", actor_move.choose_one, name="which_one_choose"),
    path(f"{EDIT}merge/", actor_merge.merge_actor, name="actor_merge"),
    path(f"{EDIT}move/", actor_move.move_from, name="actor_move"),
]
