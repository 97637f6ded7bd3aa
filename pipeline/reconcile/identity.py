"""When two papers speak of one study: a registry id, an acronym, a DOI, a PMID, or first author, year and title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

TITLE_LETTERS = 40  # enough to tell two papers of one group and year apart, few enough for misprints behind
Row = Mapping[str, Any]
References = Mapping[int, Mapping[str, Any]]


def keys_of(row: Row, references: References) -> tuple[str, ...]:
    """The keys under which the study of a JSON row is known; `references` are those of its document by number.

    A row that cites several references at once gives no reference keys: it speaks of none of them alone. The paper's
    own study (reference 0) is known by the document's id.
    """
    keys = [f"id:{registry_id}" for registry_id in row["registry_ids"]]
    if acronym := row.get("acronym") or _acronym(row):
        keys.append(f"acronym:{_folded(acronym)}")
    cited = [n for n in row["study_refs"] if n != 0]
    if len(cited) == 1 and cited[0] in references:
        keys += _reference_keys(references[cited[0]])
    if 0 in row["study_refs"]:
        keys.append(f"own:{row['doc_id']}")
    if not keys and row["study"]:
        keys.append(f"label:{row['doc_id']}:{_folded(row['study'])}")
    return tuple(keys)


def _acronym(row: Row) -> str:
    """The label where it is an acronym: no author and year, no registry id."""
    label = row["study"] or ""
    is_author_year = re.search(r" (?:19|20)[0-9]{2}[a-z]?$", label) is not None
    return "" if not label or is_author_year or ";" in label or label in row["registry_ids"] else label


def _reference_keys(reference: Mapping[str, Any]) -> Iterator[str]:
    if reference.get("doi"):
        yield f"doi:{reference['doi'].lower()}"
    if reference.get("pmid"):
        yield f"pmid:{reference['pmid']}"
    authors, year, title = reference.get("authors") or [], reference.get("year"), _folded(reference.get("title") or "")
    if authors and year and len(title) >= TITLE_LETTERS // 2:
        yield f"paper:{_folded(authors[0].split()[0])}:{year}:{title[:TITLE_LETTERS]}"


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if c.isalnum())


@dataclass
class Clusters:
    """Keys that mean one study, joined as they are seen together (union-find, Tarjan 1975)."""

    _parent: dict[Hashable, Hashable] = field(default_factory=dict)

    def join(self, keys: Iterable[Hashable]) -> None:
        """Say that all keys mean the same study."""
        first, *rest = list(keys) or [None]
        for key in rest:
            one, other = sorted((self.of(first), self.of(key)), key=str)
            self._parent[other] = one

    def of(self, key: Hashable) -> Hashable:
        """The key that stands for the cluster of this one."""
        root = key
        while self._parent.get(root, root) != root:
            root = self._parent[root]
        while key != root:  # shorten the way for the next who asks
            self._parent[key], key = root, self._parent.get(key, root)
        return root
