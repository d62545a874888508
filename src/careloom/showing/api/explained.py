"""The description of the API as rows for a page that people read."""

from typing import Any

from careloom.showing.api.application import described

Row = dict[str, Any]


def explained() -> list[Row]:
    """[{tag, routes: [{method, path, summary, says, scope, inputs, answers}]}], in the order of the description."""
    whole = described()
    groups: dict[str, list[Row]] = {}
    for path, methods in whole["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append(_route(whole, path, method, operation))
    return [{"tag": tag, "routes": routes} for tag, routes in groups.items()]


def _route(whole: Row, path: str, method: str, operation: Row) -> Row:
    given = [
        {"name": p["name"], "where": p["in"], "must": p.get("required", False), "holds": _kind(p["schema"]),
         "says": p.get("description") or p["schema"].get("description", "")} for p in operation.get("parameters", [])
    ]  # fmt: skip
    return {
        "method": method.upper(), "path": path, "summary": operation["summary"], "writes": "security" in operation,
        "says": operation.get("description", ""), "inputs": given + _body(whole, operation),
        "answers": sorted(operation["responses"]),
    }  # fmt: skip


def _body(whole: Row, operation: Row) -> list[Row]:
    """The fields of what is sent; empty where it may hold any field of a schema of its own."""
    sent = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    shape = whole["components"]["schemas"].get(sent.get("$ref", "").rpartition("/")[2], {})
    must = shape.get("required", [])
    return [{"name": name, "where": "body", "must": name in must, "holds": _kind(field),
             "says": field.get("description", "")} for name, field in shape.get("properties", {}).items()]  # fmt: skip


def _kind(field: Row) -> str:
    if "enum" in field:
        return " | ".join(map(str, field["enum"]))
    if "anyOf" in field:
        return " | ".join(_kind(one) for one in field["anyOf"])
    if field.get("type") == "array":
        return f"list of {_kind(field['items'])}"
    return str(field.get("type", "any"))
