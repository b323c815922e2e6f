"""The small plan of the form tests, which feedback is about as well."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

# --import-mode=importlib: a test folder is no package, so its helper is loaded by path
if "forms_plans" not in sys.modules:
    source = Path(__file__).parents[1] / "forms" / "plans.py"
    spec = importlib.util.spec_from_file_location("forms_plans", source)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["forms_plans"] = module
    spec.loader.exec_module(module)
