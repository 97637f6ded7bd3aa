"""What rows count as, and the figures that follow."""

import csv
import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from pipeline.audit.gold import Gold, check_gold, read_gold
from pipeline.audit.match import maximum_matching
from pipeline.audit.names import Names, read_names
from pipeline.audit.score import f1_interval, rates, score_document, total, wilson
from tests.shared import SHARED, needs_shared

ANEMIA = {"kind": "adverse_event", "term": "anemia", "study": "A", "events": "3", "total": "10", "rate": "30"}


def score(rows, gold):
    return score_document(Gold("d", {"adverse_event": gold}, None), rows, [], Names())


def counts(rows, gold):
    matched = score(rows, gold).facts["adverse_event"]
    return {k: n for k in ("pairs", "served", "missed", "wrong", "again", "excused") if (n := len(getattr(matched, k)))}


CASES = [
    ([ANEMIA], [ANEMIA], {"pairs": 1}, "found"),
    ([], [ANEMIA], {"missed": 1}, "missed"),
    ([ANEMIA], [], {"wrong": 1}, "nothing of the kind in gold"),
    ([ANEMIA, ANEMIA], [ANEMIA], {"pairs": 1, "again": 1}, "a second printing is no error"),
    ([ANEMIA], [ANEMIA | {"optional": "1"}], {"excused": 1}, "optional gold excuses a row"),
    ([], [ANEMIA | {"optional": "1"}], {}, "optional gold costs nothing when missed"),
    ([ANEMIA], [ANEMIA | {"rate": ""}, ANEMIA | {"events": "", "total": ""}], {"pairs": 1, "served": 1}, "count and rate in two places"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "gold", "expected", "why"), CASES, ids=[w for *_, w in CASES])
def test_what_a_row_counts_as(rows, gold, expected, why):
    assert counts(rows, gold) == expected


def test_a_number_that_gold_does_not_have_is_invented():
    gold = ANEMIA | {"total": "", "rate": ""}
    assert score([ANEMIA | {"total": "12", "rate": ""}], [gold]).total.invented == 1
    assert score([ANEMIA | {"total": "", "rate": ""}], [gold]).total.invented == 0


def test_a_rate_that_follows_from_events_and_total_is_not_invented():
    gold = ANEMIA | {"rate": ""}
    assert score([ANEMIA], [gold]).total.invented == 0


@given(st.lists(st.sets(st.integers(0, 5)), max_size=6))
def test_the_matching_is_as_large_as_can_be(edges):
    graph = csr_matrix([[int(g in row) for g in range(6)] for row in edges] or [[0] * 6])
    largest = sum(j >= 0 for j in maximum_bipartite_matching(graph, perm_type="column"))
    assert len(maximum_matching(edges, range(6), lambda row, g: g in row)) == largest


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_rates_lie_between_zero_and_one(found, wrong, missed):
    r = rates(found, wrong, missed)
    assert 0 <= r.f1 <= max(r.precision, r.recall) + 1e-9 <= 1 + 1e-9


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_wilson_interval_holds_the_share(hits_of):
    hits, n = hits_of
    low, high = wilson(hits, n)
    assert 0 <= low <= hits / n + 1e-9
    assert hits / n - 1e-9 <= high <= 1


def test_below_eight_documents_the_interval_is_the_range():
    good, bad = score([ANEMIA], [ANEMIA]).total, score([], [ANEMIA]).total
    assert f1_interval([good, bad], "fact") == (0.0, 1.0)
    low, high = f1_interval([good] * 6 + [bad] * 2, "fact")
    assert 0 < low < high <= 1


FAULTS = [
    ("adverse_event", "term,events\nanemia,three\n", "no number"),
    ("adverse_event", "term,comparator\nanemia,maybe\n", "not allowed"),
    ("adverse_event", "term,colour\nanemia,red\n", "unknown column"),
    ("adverse_event", "term,events\n,3\n", "term is empty"),
    ("adverse_event", "term,events\nanemia,3\nanemia,3\n", "the same row as line 2"),
    ("outcome", "measure,quote\nOS,never printed anywhere\n", "does not stand in the paper"),
]


@pytest.mark.parametrize(("kind", "content", "what"), FAULTS, ids=[w for *_, w in FAULTS])
def test_a_fault_of_gold_is_named_with_file_line_and_remedy(tmp_path, kind, content, what):
    (tmp_path / "doc").mkdir()
    (tmp_path / "doc" / f"{kind}.csv").write_text(content)
    (fault,) = check_gold(tmp_path, {"doc": "The paper prints this."})
    assert what in fault.what
    assert str(fault).startswith(f"doc/{kind}.csv:")
    assert fault.remedy


@needs_shared
def test_it_agrees_with_the_shared_judge_to_three_decimals(tmp_path):
    """The same table, made from gold with rows dropped, doubled and altered, judged by both."""
    golds = read_gold(SHARED / "gold")
    table = _damaged(golds)
    path = tmp_path / "evidence.csv"
    columns = list(dict.fromkeys(c for row in table for c in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(table)
    judge = [
        sys.executable,
        SHARED / "tools" / "score_evidence.py",
        path,
        SHARED / "gold",
        "--json",
        tmp_path / "j.json",
    ]
    subprocess.run(judge, check=True, capture_output=True)
    theirs = json.loads((tmp_path / "j.json").read_text())
    names = read_names([SHARED / "design" / "names.csv"])
    scores = [score_document(g, [r for r in table if r["doc_id"] == g.doc_id], [], names) for g in golds]
    for name, tally in [(s.doc_id, s.total) for s in scores] + [("= ALL", total(s.total for s in scores))]:
        for level in ("fact", "linked"):
            r = tally.rates(level)
            assert theirs[name][level] == pytest.approx([r.precision, r.recall, r.f1], abs=0.0005)
        assert theirs[name]["attributes"] == pytest.approx(tally.attributes, abs=0.0005)
        assert theirs[name]["invented"] == pytest.approx(tally.invented, abs=0.0005)


def _damaged(golds):
    table = []
    for gold in golds:
        for kind, rows in gold.rows.items():
            for i, row in enumerate(rows):
                mine = {k: v for k, v in row.items() if k not in ("optional", "note")} | {
                    "doc_id": gold.doc_id,
                    "kind": kind,
                }
                if i % 7 == 0:
                    continue
                if i % 5 == 0:
                    mine |= {"study": "Nobody 1900", "study_refs": "", "registry_ids": ""}
                if i % 11 == 0:
                    mine |= dict.fromkeys(("events", "value", "dose", "total_gy", "n"), "4711")
                table += [mine] * (2 if i % 13 == 0 else 1)
    return table
