"""A period as a part of an address: /plans/libraries/rounds/2022-11/."""

from django.urls import register_converter
from django.urls.converters import StringConverter

from followthrough.plan.when.periods import PERIOD


class PeriodConverter(StringConverter):
    regex = PERIOD.strip("^$")


register_converter(PeriodConverter, "period")

ROUND = "plans/<slug:slug>/rounds/<period:period>/"
