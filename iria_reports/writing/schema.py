"""A model of one of our files goes in; its JSON Schema comes out, for editors that check as one types."""

import json

from pydantic import BaseModel


def json_schema(model: type[BaseModel]) -> str:
    """JSON Schema, draft 2020-12, as text that ends with a line end."""
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema(by_alias=True)}
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"
