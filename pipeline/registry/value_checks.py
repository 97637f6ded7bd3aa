"""`drug_dose`, `adverse_event` and `outcome` findings against the doses, events and measures of their record."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.registry.judgement import Judgement, Row, Verdict, group_of, near, said
from pipeline.registry.records import AdverseEvent, Intervention, OutcomeMeasure, Record
from pipeline.registry.results import EVENTS, MEASURES
from pipeline.registry.settings import RegistrySettings
from pipeline.registry.studies import INTERVENTIONS
from pipeline.vocabulary import folded, load

MOST_SHOWN = 4
_PER_DAY = {"qd": 1, "bid": 2, "tid": 3}
_UNIT_WORDS = {"%": "percent", "months": "month", "weeks": "week", "days": "day", "years": "year"}


def check_dose(row: Row, record: Record, settings: RegistrySettings) -> Iterator[Judgement]:
    """The dose against every dose of that drug in any arm of the record; doses in other units are not converted."""
    doses = [d for d in (row.get("dose"), row.get("dose_low"), row.get("dose_high")) if d is not None]
    if not doses or not row.get("drug"):
        return
    paper = f"{row['drug']} {' to '.join(said(d) for d in doses)} {row['unit']} {row.get('frequency') or ''}".rstrip()
    of_drug = [i for i in record.interventions if row["drug"] in i.drugs]
    dosed = [i for i in of_drug if i.dose is not None]
    same_unit = [i for i in dosed if i.unit == row["unit"]]
    if not same_unit:
        reason = "unit_differs" if dosed else "no_dose" if of_drug else "no_such_drug"
        yield Judgement("dose", "not_comparable", reason, paper, _doses(dosed), INTERVENTIONS)
        return
    for reason, fits in (("", _same_dose), ("same_daily_dose", _same_day)):
        hit = next((i for i in same_unit if all(fits(d, row, i, settings.dose_percent) for d in doses)), None)
        if hit is not None:
            yield Judgement("dose", "agree", reason, paper, _doses([hit]), hit.path)
            return
    loading = row.get("role") == "loading"
    verdict, reason = ("not_comparable", "loading") if loading else ("disagree", "dose_differs")
    yield Judgement("dose", verdict, reason, paper, _doses(same_unit), same_unit[0].path)  # type: ignore[arg-type]


def check_event(row: Row, record: Record, settings: RegistrySettings) -> Iterator[Judgement]:
    """The count of an event against the group of the record that is titled like the paper's arm."""
    paper = _paper_count(row)
    if not paper:
        return
    found, reason = _events(row, record)
    if reason:
        yield Judgement("adverse event", "not_comparable", reason, paper, "", EVENTS)
        return
    title, reason = group_of(row, (e.group for e in found))
    if title is None:
        yield Judgement("adverse event", "not_comparable", reason, paper, _counts(found), found[0].path)
        return
    of_group = [e for e in found if e.group == title]
    verdict, reason = _count_verdict(row, of_group, settings)
    yield Judgement("adverse event", verdict, reason, paper, _counts(of_group), of_group[0].path)


def check_outcome(row: Row, record: Record, settings: RegistrySettings) -> Iterator[Judgement]:
    """The value against those posted for the same measure, statistic, unit and group."""
    if row.get("value") is None:
        return
    paper = f"{row['measure']} {row.get('stat') or ''} {said(row['value'], row.get('unit') or '')}".replace("  ", " ")
    posted = [o for o in record.outcomes if o.value is not None and _measures(row, o)]
    if row.get("subgroup") or not posted:
        reason = "subgroup" if row.get("subgroup") else "no_such_measure"
        yield Judgement("outcome", "not_comparable", reason, paper, "", MEASURES)
        return
    ratio = "ratio" in (row.get("stat") or "")
    title, reason = ("", "") if ratio else group_of(row, (o.group for o in posted))
    of_group = posted if ratio else [o for o in posted if o.group == title]
    if title is None:
        yield Judgement("outcome", "not_comparable", reason, paper, _values(posted), posted[0].path)
        return
    yield _value(row, of_group, paper, settings)


def _same_dose(dose: float, row: Row, given: Intervention, percent: float) -> bool:
    if given.dose is None:
        return False
    within = given.dose_high is not None and given.dose <= dose <= given.dose_high
    return within or near(dose, given.dose, percent)


def _same_day(dose: float, row: Row, given: Intervention, percent: float) -> bool:
    """1000 mg/m2 twice daily is 2000 mg/m2 a day."""
    a, b = _PER_DAY.get(row.get("frequency") or ""), _PER_DAY.get(given.frequency)
    return given.dose is not None and a is not None and b is not None and near(dose * a, given.dose * b, percent)


def _doses(given: list[Intervention]) -> str:
    """ "lapatinib 1250 mg qd [arm title]", each once."""
    texts = (
        f"{'; '.join(i.drugs)} {said(i.dose)}{' to ' + said(i.dose_high) if i.dose_high is not None else ''} "
        f"{i.unit} {i.frequency}".rstrip()
        + (f" [{i.arm}]" if i.arm else "")
        for i in given
    )
    return " · ".join(dict.fromkeys(texts))


def _paper_count(row: Row) -> str:
    if row.get("events") is None and row.get("rate") is None:
        return ""
    of = f"/{row['total']}" if row.get("total") is not None else ""
    counted = f"{row['events']}{of}" if row.get("events") is not None else said(row["rate"], "%")
    return f"{row['term']} {counted}"


def _events(row: Row, record: Record) -> tuple[list[AdverseEvent], str]:
    """The record's rows of the event, or why there is nothing to compare."""
    if not record.adverse_events:
        return [], "no_adverse_events"
    if row.get("subgroup"):
        return [], "subgroup"
    if row.get("attribution") not in (None, "", "any_cause"):
        return [], "attribution"
    if row["term"] == "serious adverse event":
        return [e for e in record.adverse_events if not e.term and e.seriousness == "serious"], ""
    if row.get("grade_low") is not None:
        return [], "graded"
    found = [e for e in record.adverse_events if e.term and _event_name(e.term) == folded(row["term"])]
    if row.get("serious"):
        found = [e for e in found if e.seriousness == "serious"]
    return found, "" if found else "no_such_event"


@lru_cache(maxsize=4096)
def _event_name(term: str) -> str:
    """The registry's term in the evidence table's words ("Anaemia" is "anemia")."""
    entry = load("adverse_events").find(term)
    return folded(entry.name if entry else term)


def _count_verdict(row: Row, rows: list[AdverseEvent], settings: RegistrySettings) -> tuple[Verdict, str]:
    """Verdict and reason. Serious and other events of one term may have struck the same people, so that the registry's
    count lies between the greater of them and their sum.
    """
    counts = [e.affected for e in rows if e.affected is not None]
    at_risk = max((e.at_risk for e in rows if e.at_risk is not None), default=None)
    if not counts:
        return "not_comparable", "registry_says_nothing"
    low, high, points = max(counts), sum(counts), settings.rate_points
    if row.get("events") is not None:
        agrees = low <= row["events"] <= high and row.get("total") in (None, at_risk)
    elif at_risk is None or at_risk == 0:
        return "not_comparable", "registry_says_nothing"
    else:
        agrees = 100 * low / at_risk - points <= row["rate"] <= 100 * high / at_risk + points
    return ("agree", "") if agrees else ("disagree", "count_differs")


def _counts(rows: list[AdverseEvent]) -> str:
    return " · ".join(f"{e.affected}/{e.at_risk} {e.seriousness}" + (f" [{e.group}]" if e.group else "") for e in rows)


def _measures(row: Row, posted: OutcomeMeasure) -> bool:
    """Whether the registry's row is of the paper's measure, statistic and unit."""
    stat = row.get("stat") or ""
    if "ratio" in stat:
        return stat.split()[0] in posted.param.lower() and _measure_of(posted.measure) == row["measure"]
    unit = _UNIT_WORDS.get(row.get("unit") or "", "")
    return bool(unit) and unit in posted.unit.lower() and _measure_of(posted.measure) == row["measure"]


@lru_cache(maxsize=4096)
def _measure_of(title: str) -> str:
    """The measure that a title names: the longest wording of the vocabulary that it contains; empty for none."""
    padded = f" {folded(title.replace('(', ' ').replace(')', ' '))} "
    forms = [(len(f), e.name) for e in load("outcomes").entries for f in map(folded, e.forms) if f" {f} " in padded]
    return max(forms)[1] if forms else ""


def _value(row: Row, posted: list[OutcomeMeasure], paper: str, settings: RegistrySettings) -> Judgement:
    points = settings.rate_points if row.get("unit") == "%" else 0.0
    for o in posted:
        if o.value is not None and near(row["value"], o.value, settings.value_percent, points):
            reason = "" if o.value == row["value"] else "within_tolerance"
            return Judgement("outcome", "agree", reason, paper, _values([o]), o.path)
    if len(posted) > 1 or row.get("timepoint"):
        return Judgement("outcome", "not_comparable", "several_values", paper, _values(posted), posted[0].path)
    return Judgement("outcome", "disagree", "value_differs", paper, _values(posted), posted[0].path)


def _values(posted: list[OutcomeMeasure]) -> str:
    """At most `MOST_SHOWN`, because some measures hold hundreds."""
    texts = [f"{o.value_printed} {o.unit or o.param} [{o.group}]" for o in posted[:MOST_SHOWN]]
    return " · ".join([*texts, *(["…"] if len(posted) > MOST_SHOWN else [])])
