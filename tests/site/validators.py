"""All that can be said of a built site from its files alone; what needs a browser is in chromium.py."""

from tests.site.csp_evaluator import csp_evaluator
from tests.site.feeds import feeds
from tests.site.finding import Validator
from tests.site.html_validate import html_validate
from tests.site.hyperlink import hyperlink
from tests.site.json_ld import json_ld
from tests.site.vnu import vnu
from tests.site.xmllint import xmllint

VALIDATORS: tuple[Validator, ...] = (html_validate, vnu, hyperlink, xmllint, feeds, csp_evaluator, json_ld)
