"""Where the small plan of these tests comes from."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

# --import-mode=importlib: a test folder is no package, so its helper is loaded by path
if "forms_plans" not in sys.modules:
    spec = importlib.util.spec_from_file_location("forms_plans", Path(__file__).parent / "plans.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["forms_plans"] = module
    spec.loader.exec_module(module)
