"""The plan document's own rules."""

import pytest
from pydantic import ValidationError

from followthrough.plan.document import PlanDocument


def test_a_field_that_is_not_in_the_format_is_named() -> None:
    with pytest.raises(ValidationError, match="colour_of_paper"):
        PlanDocument.model_validate_json('{"title": "Plan", "colour_of_paper": "blue"}')
