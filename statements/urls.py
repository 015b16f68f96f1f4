"""Addresses of what was said. Those of the desk are in statements/desk_urls.py."""

from django.urls import include, path

from statements.views import home, pairs, reading, search, sources, speakers, statement

urlpatterns = [
    path("", home.home, name="home"),
    path("speakers/", speakers.speakers, name="speakers"),
    path("speakers/<str:public_id>/<slug:slug>/", speakers.speaker, name="speaker"),
    path("speakers/<str:public_id>/<slug:slug>/passages/<slug:entry>/", speakers.passages, name="passages"),
    path("statements/<str:public_id>/", statement.statement, name="statement"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<str:public_id>/", reading.reading, name="reading"),
    path("pairs/", pairs.pairs, name="pairs"),
    path("pairs.csv", pairs.pairs_csv, name="pairs_csv"),
    path("", include("statements.desk_urls")),
    path("", include("statements.actor_urls")),
    path("", include("statements.source_urls")),
    path("search/", search.search, name="search"),
]
