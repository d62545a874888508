"""The API. `door` and `urls` are light; ninja and pydantic are loaded with the first request, not at start-up."""
