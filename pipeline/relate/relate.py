"""Document and mentions in, findings out: the one verb of this room."""

from __future__ import annotations

from pipeline.model.document import Document
from pipeline.model.finding import Finding
from pipeline.model.mention import Recognised
from pipeline.relate.context import load_rules
from pipeline.relate.listed_ids import listed_ids
from pipeline.relate.prose.adverse_events import adverse_events
from pipeline.relate.prose.doses import drug_doses
from pipeline.relate.prose.outcomes import outcomes
from pipeline.relate.prose.radiotherapy import radiotherapy
from pipeline.relate.prose.trials import one_row_each, trials
from pipeline.relate.reading import lay_out, with_own_drugs
from pipeline.relate.regimens import with_regimens
from pipeline.relate.rosters import with_rosters
from pipeline.relate.studies import find_studies
from pipeline.relate.tables.partners import with_partners
from pipeline.relate.tables.rows import table_findings
from pipeline.relate.title_names import with_title_names


def relate(document: Document, recognised: Recognised) -> tuple[Finding, ...]:
    """The findings of a document as drafts: their columns, study, arm and place; not yet grounded or checked."""
    recognised = with_title_names(document, recognised)
    studies = find_studies(document, recognised)
    reading = lay_out(document, recognised, studies, load_rules())
    prose: list[Finding] = [*trials(reading), *drug_doses(reading), *radiotherapy(reading, recognised)]
    prose += [*adverse_events(reading), *outcomes(reading)]
    tables = with_own_drugs(reading, table_findings(document, recognised, studies))
    drafts = with_partners(with_rosters([*prose, *tables], reading.arms.rosters))
    return with_regimens(one_row_each([*drafts, *listed_ids(recognised, drafts)]))
