"""What a paper prints about itself."""

import pytest

from pipeline.parse.imprint import doi_of, registry_ids_of, year_of

DOIS = {
    "as a link": (["https://doi.org/10.1093/jjco/hyaa221"], "10.1093/jjco/hyaa221"),
    "at the end of a sentence": (["See doi: 10.1155/2018/7801543."], "10.1155/2018/7801543"),
    "in brackets": (["(10.1000/a(b)"], "10.1000/a"),
    "none": (["Volume 10.1, page 5"], ""),
}


@pytest.mark.parametrize(("lines", "doi"), DOIS.values(), ids=DOIS.keys())
def test_doi(lines, doi):
    assert doi_of(lines) == doi


YEARS = {
    "published beats received": (["Received 12 May 2019", "Published online: 22 May 2020"], 2020),
    "copyright": (["Received 2 May 2019", "© The Author(s) 2021. Open Access"], 2021),
    "a citation line": (["J Trials 2018;12:45"], 2018),
    "a running head": (["Author et al. BMC Trials (2017) 18:5"], 2017),
    "only a date of receipt": (["Received 12 May 2019"], None),
}


@pytest.mark.parametrize(("lines", "year"), YEARS.values(), ids=YEARS.keys())
def test_year(lines, year):
    assert year_of(lines) == year


IDS = {
    "its own": ("Trial registration: ClinicalTrials.gov, NCT00470847.", ("NCT00470847",)),
    "two registers, one blank": ("registered as NCT 00470847 and ISRCTN12345678", ("NCT00470847", "ISRCTN12345678")),
    "EudraCT": ("trial number EudraCT number 2010-021545-12", ("2010-021545-12",)),
    "of another trial": ("as in the earlier NCT00470847 cohort", ()),
    "an id with a digit too many": ("registered: NCT004708471", ()),
}


@pytest.mark.parametrize(("text", "ids"), IDS.values(), ids=IDS.keys())
def test_registry_ids(text, ids):
    assert registry_ids_of(text) == ids
