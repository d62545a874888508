"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "ledger/": "anyone",
    "ledger.jsonl": "anyone",
    "ledger/verify_ledger.py": "anyone",
}
