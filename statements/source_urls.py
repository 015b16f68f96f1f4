"""Addresses of what concerns a whole source: older texts, words that a newer one lacks, a speaker or a day at once."""

from django.urls import path

from statements.views import orphans, revisions, source_wide

urlpatterns = [
    path("sources/<str:public_id>/revisions/<int:number>/", revisions.revision, name="revision"),
    path("sources/<str:public_id>/whole/", source_wide.change, name="source_wide"),
    path("desk/orphans/", orphans.gone, name="desk_orphans"),
    path("desk/orphans/<int:pk>/attach/", orphans.attach, name="orphan_attach"),
    path("desk/orphans/<int:pk>/settle/", orphans.settle, name="orphan_settle"),
]
