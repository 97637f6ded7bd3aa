"""configs/pipeline.toml -> each stage's own frozen settings. An unknown section or key is refused by name."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_type_hints

from pipeline.errors import ConfigError
from pipeline.ingest import IngestSettings
from pipeline.limits import LimitSettings
from pipeline.normalise.normalise import NormaliseSettings
from pipeline.parse.read import ReadSettings
from pipeline.recognise.settings import RecogniseSettings
from pipeline.registry.settings import RegistrySettings
from pipeline.vocabulary import config_root


@dataclass(frozen=True)
class Settings:
    """All settings of a run: one section a stage, each declared beside the function that it steers."""

    ingest: IngestSettings = field(default_factory=IngestSettings)
    read: ReadSettings = field(default_factory=ReadSettings)
    recognise: RecogniseSettings = field(default_factory=RecogniseSettings)
    normalise: NormaliseSettings = field(default_factory=NormaliseSettings)
    limits: LimitSettings = field(default_factory=LimitSettings)
    registry: RegistrySettings = field(default_factory=RegistrySettings)


def load_settings(root: Path | None = None) -> Settings:
    """The settings of `pipeline.toml` below the config folder; defaults where the file or a key does not stand.

    Raises ConfigError naming the section or key that is not known, or whose value has the wrong type.
    """
    path = config_root(root) / "pipeline.toml"
    if not path.exists():
        return Settings()
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path.name}: not valid TOML ({error}); mend it or fetch the file anew") from None
    sections = get_type_hints(Settings)
    if unknown := sorted(set(tree) - set(sections)):
        raise ConfigError(f"{path.name}: no section [{unknown[0]}]; there are {', '.join(sections)}")
    return Settings(**{name: _section(path.name, name, sections[name], values) for name, values in tree.items()})


def as_tree(settings: Settings) -> dict[str, dict[str, Any]]:
    """The settings as plain values, for run.json and for the cache keys."""
    return dataclasses.asdict(settings)


def _section(file: str, name: str, cls: type, values: dict[str, Any]) -> Any:
    types = get_type_hints(cls)
    for key, value in values.items():
        if key not in types:
            raise ConfigError(f"{file}: [{name}] has no key {key}; there are {', '.join(types)}")
        if not _fits(value, types[key]):
            raise ConfigError(
                f"{file}: [{name}] {key} = {value!r} must be {getattr(types[key], '__name__', types[key])}"
            )
    return cls(**{key: tuple(v) if isinstance(v, list) else v for key, v in values.items()})


def _fits(value: Any, type_: Any) -> bool:
    if type_ is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if type_ in (int, str, bool):
        return type(value) is type_
    return isinstance(value, list | dict)
