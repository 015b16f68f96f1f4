"""Addresses of older texts, and of the words that a newer one has no longer."""

from django.urls import path

from statements.views import orphans, revisions

urlpatterns = [
    path("sources/<str:public_id>/revisions/<int:number>/", revisions.revision, name="revision"),
    path("desk/orphans/", orphans.gone, name="desk_orphans"),
    path("desk/orphans/<int:pk>/attach/", orphans.attach, name="orphan_attach"),
    path("desk/orphans/<int:pk>/settle/", orphans.settle, name="orphan_settle"),
]
