"""Authors that stand for a study."""

import pytest

from pipeline.recognise.authors import find_authors

AUTHORS = [
    ("Stumpf et al. reported", "Stumpf et al.", "Stumpf"),
    ("Park et al., 2009", "Park et al., 2009", "Park 2009"),
    ("Barocelli et al. (2004) proved", "Barocelli et al. (2004)", "Barocelli 2004"),
    ("von Minckwitz et al., 2018", "von Minckwitz et al., 2018", "von Minckwitz 2018"),
    ("Le Scodan et al", "Le Scodan et al", "Le Scodan"),
    ("Al-Mamgani et al. 2015", "Al-Mamgani et al. 2015", "Al-Mamgani 2015"),
    ("Zolcsák and colleagues", "Zolcsák and colleagues", "Zolcsák"),
    ("Park and Kim (2009)", "Park and Kim (2009)", "Park 2009"),
    ("Shargie EB et al, 2007", "Shargie EB et al, 2007", "Shargie 2007"),
]


@pytest.mark.parametrize(("text", "printed", "label"), AUTHORS, ids=[a[0] for a in AUTHORS])
def test_authors(text, printed, label):
    assert [(m.text, m.value.name) for m in find_authors(text)] == [(printed, label)]


@pytest.mark.parametrize("text", ["Tokyo and Osaka", "Gray et 5", "radiation and colleagues"])
def test_no_authors(text):
    assert not list(find_authors(text))
