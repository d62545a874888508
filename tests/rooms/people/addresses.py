"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "demo/sign-in/": "anyone",
    "me/": "signed_in",
    "me/forget/": "signed_in",
    "desk/people/forget/": "administrator",
}
ONLY_SENT_TO = {"demo/sign-in/"}
