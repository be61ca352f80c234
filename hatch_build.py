"""Makes the gazetteer when a wheel is built, so that an installed package needs neither network nor the packages it comes from."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface[Any]):
    """Adds `onrecord/data/gazetteer.sqlite` to the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Makes the file beside the other data (also for an editable install) and names it as part of the wheel."""
        package = Path(self.root) / "src" / "onrecord"
        target = package / "data" / "gazetteer.sqlite"
        source = package / "knowledge" / "build_gazetteer.py"
        spec = importlib.util.spec_from_file_location("build_gazetteer", source)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(source)
        maker = importlib.util.module_from_spec(spec)
        sys.modules["build_gazetteer"] = maker  # dataclasses look their module up there
        spec.loader.exec_module(maker)
        maker.build(package / "data" / "places", target)
        build_data["artifacts"].append("src/onrecord/data/gazetteer.sqlite")
