"""`evidence gold`: making and checking gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import CheckFailed, UsageError

gold_app = typer.Typer(help="Make gold, check it, compare two curators.", no_args_is_help=True)
Outputs = Annotated[Path, typer.Option(help="Folder that `evidence extract` wrote.")]


@gold_app.command()
def init(
    doc: Annotated[str, typer.Argument(help="doc_id of a paper in the table.")],
    outputs: Outputs = Path("outputs"),
    gold: Annotated[Path, typer.Option(help="Folder of gold to write to.")] = Path("corpus/gold"),
) -> None:
    """Write empty sheets for a paper, prefilled with the machine's rows marked `machine`."""
    from pipeline.audit.curation import write_sheets
    from pipeline.audit.run import read_table

    rows = [row for row in read_table(outputs / "evidence.csv") if row["doc_id"] == doc]
    entities = [row for row in read_table(outputs / "entities.csv") if row["doc_id"] == doc]
    if not rows and not entities:
        raise UsageError(f"{doc} is not in {outputs / 'evidence.csv'}: see documents.csv for the papers that are")
    count = write_sheets(gold / doc, rows, entities)
    typer.echo(f"{count} rows in {gold / doc}: confirm each (empty its note), correct it, or strike it out")


@gold_app.command()
def check(
    folder: Annotated[Path, typer.Argument(help="Folder of gold, a folder a document.")],
    outputs: Outputs = Path("outputs"),
) -> None:
    """Check columns, numbers, choices, doubles, rows that nobody confirmed, and quotes where the paper was read."""
    from pipeline.audit.curation import unconfirmed
    from pipeline.audit.gold import check_gold, read_gold
    from pipeline.audit.run import texts_of
    from pipeline.export.files import read_document

    golds = read_gold(folder)
    trees = ((gold.doc_id, read_document(outputs, gold.doc_id)) for gold in golds)
    texts = {doc_id: " ".join(texts_of(tree)) for doc_id, tree in trees if tree is not None}
    said = [str(fault) for fault in check_gold(folder, texts)]
    for gold in golds:
        for kind, rows in gold.rows.items():
            lines = ", ".join(map(str, unconfirmed(rows)))
            said += [f"{gold.doc_id}/{kind}.csv: nobody confirmed line {lines}"] if lines else []
    for line in said:
        typer.echo(line)
    if said:
        raise CheckFailed(f"faults in {folder}: {len(said)}; mend the lines that are named")
    typer.echo(f"{len(golds)} documents without fault; quotes compared in {len(texts)} of them")


@gold_app.command()
def compare(
    first: Annotated[Path, typer.Argument(help="Gold folder of one paper by one curator.")],
    second: Annotated[Path, typer.Argument(help="Gold folder of the same paper by another.")],
) -> None:
    """How far two curators of one paper agree: rows, fields with Cohen's kappa, and every disagreement."""
    from pipeline.audit.agree import Judge
    from pipeline.audit.agreement import disagreements, fields_agreed, rows_agreed
    from pipeline.audit.gold import read_gold
    from pipeline.audit.names import Names

    one = read_gold(first.parent, (first.name,))[0]
    other = read_gold(second.parent, (second.name,))[0]
    judge = Judge(Names())
    counted, pairs = rows_agreed(judge, one, other)
    for rows in counted:
        agreement = "" if rows.positive is None else f"  agreement {rows.positive:.2f}"
        typer.echo(f"{rows.kind}: {rows.both} in both, {rows.first_alone} and {rows.second_alone} in one{agreement}")
    for field in fields_agreed(pairs):
        kappa = "undefined" if field.kappa is None else f"{field.kappa:.2f}"
        typer.echo(f"  {field.kind} {field.field}: {field.agree} of {field.rows} agree, kappa {kappa}")
    for difference in disagreements(judge, one, other):
        typer.echo(
            f"- {difference.kind} {difference.field}: {difference.first!r} | {difference.second!r} ({difference.row})"
        )
