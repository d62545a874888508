"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "desk/jobs/": "centre_staff",
    "desk/jobs/<str:public_id>/": "centre_staff",
    "desk/jobs/<str:public_id>/stop/": "administrator",
    "desk/jobs/<str:public_id>/again/": "administrator",
}
FILLED = {"jobs/<str:public_id>": "jobs/job_demo01"}
ONLY_SENT_TO = {"desk/jobs/<str:public_id>/stop/", "desk/jobs/<str:public_id>/again/"}
STAFF_PAGES = ["/desk/jobs/job_demo01/"]
