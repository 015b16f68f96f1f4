"""Addresses of the desk, of decisions, of what was done, and of the jobs."""

from django.urls import path

from statements.views import bulk, calibration, desk, history, marking, positions, review, runs, wordings

QUOTATION = "quotations/<str:public_id>/"
LINK = "links/<str:public_id>/"

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/list/", desk.desk_list, name="desk_list"),
    path("desk/list/decide/", bulk.decide, name="desk_bulk"),
    path("desk/waiting/", desk.desk_waiting, name="desk_waiting"),
    path("desk/positions/", positions.position_pairs, name="positions"),
    path("desk/positions/<int:pk>/", positions.answer_position, name="position_answer"),
    path("desk/calibration/", calibration.calibration_page, name="calibration"),
    path(f"{QUOTATION}targets/", desk.find_targets, name="targets"),
    *[
        path(f"{QUOTATION}{decision}/", review.decide_quotation, {"decision": decision}, name=f"quotation_{decision}")
        for decision in review.QUOTATION
    ],
    *[
        path(f"{LINK}{decision}/", review.decide_link, {"decision": decision}, name=f"link_{decision}")
        for decision in review.LINK
    ],
    path(f"{QUOTATION}undo/", review.undo_row, {"kind": "quotation"}, name="quotation_undo"),
    path(f"{LINK}undo/", review.undo_row, {"kind": "link"}, name="link_undo"),
    path(f"{QUOTATION}mend/", review.mend_quotation, name="quotation_mend"),
    path(f"{LINK}mend/", review.mend_link, name="link_mend"),
    path(f"{QUOTATION}link/", review.new_link, name="link_new"),
    path(f"{QUOTATION}part/", wordings.part, name="wording_part"),
    path(f"{QUOTATION}join/", wordings.join, name="wording_join"),
    path("sources/<str:public_id>/mark/", marking.mark, name="mark"),
    path("sources/<str:public_id>/structure/", review.confirm, name="confirm_structure"),
    path("history/", history.history, name="history"),
    path("history/<str:kind>/<str:public_id>/", history.history_of, name="history_of"),
    path("actions/<int:pk>/undo/", history.undo, name="undo"),
    path("jobs/", runs.runs, name="runs"),
    path("jobs/<str:public_id>/", runs.run, name="run"),
    path("jobs/<str:public_id>/retry/", runs.retry, name="run_retry"),
    path("sources/<str:public_id>/job/", runs.source_job, name="source_job"),
]
