"""Addresses of actors. Those that show what was said, too, are in statements/actor_urls.py.

What an editor does stands behind `edit/`: a second part alone is the name in a page's address, whatever the name.
"""

from django.urls import path

from actors.views import actor, edit, importing

EDIT = "actors/<str:public_id>/edit/"

urlpatterns = [
    path("actors/", actor.actors, name="actors"),
    path("actors/add/", edit.add, name="actor_add"),
    path("actors/import/", importing.upload, name="actor_import"),
    path("actors/import/<str:public_id>/", importing.look, name="actor_import_plan"),
    path("actors/<str:public_id>/<slug:slug>/", actor.actor, name="actor"),
    path(f"{EDIT}details/", edit.details, name="actor_edit"),
    path(f"{EDIT}names/", edit.add_name, name="actor_name_add"),
    path(f"{EDIT}names/<int:pk>/remove/", edit.remove_name, name="actor_name_remove"),
    path(f"{EDIT}roles/", edit.add_role, name="actor_role_add"),
    path(f"{EDIT}roles/<int:pk>/", edit.role, name="actor_role"),
    path(f"{EDIT}roles/<int:pk>/remove/", edit.remove_role, name="actor_role_remove"),
    path(f"{EDIT}part/", edit.part, name="actor_part"),
]
