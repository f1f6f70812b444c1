"""What a room may do: views ask access and actions, migrations stand alone, the environment has one reader."""

from __future__ import annotations

import ast
import subprocess
import sys

from tests.house.tree import ROOT, SOURCE, parsed, python_files


def test_views_touch_no_objects() -> None:
    """A view that queries by itself would skip the check of the object."""
    found = []
    for path in python_files(SOURCE):
        if path.name == "views.py" or "views" in path.parts:
            for node in ast.walk(parsed(path)):
                if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager"):
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not found, "\n".join(found)


def test_migrations_import_no_app_code() -> None:
    """A migration must still run when the code around it has changed."""
    found = []
    for path in SOURCE.rglob("migrations/*.py"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fanlight"):
                found.append(f"{path.relative_to(ROOT)}: {node.module}")
            if isinstance(node, ast.Import) and any(name.name.startswith("fanlight") for name in node.names):
                found.append(f"{path.relative_to(ROOT)}: {[name.name for name in node.names]}")
    assert not found, "\n".join(found)


def test_models_and_migrations_agree() -> None:
    """Every change of a table has its migration."""
    command = [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"]
    environment = {"DJANGO_SETTINGS_MODULE": "fanlight.project.settings.testing", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_recorder_runs_without_django() -> None:
    """The recording process must not depend on the pages."""
    code = (
        "import sys, pkgutil, importlib, fanlight.home.recorder as r\n"
        "for m in pkgutil.walk_packages(r.__path__, r.__name__ + '.'):\n"
        "    if not m.name.endswith('__main__'): importlib.import_module(m.name)\n"
        "assert not [m for m in sys.modules if m.split('.')[0] == 'django']"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
