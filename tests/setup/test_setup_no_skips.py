"""CI must not pass by skipping: the flag that .ci/run sets makes a skip a failure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RAN = "def test_runs():\n    assert True\n"
SKIPPED = "import pytest\n\ndef test_skips():\n    pytest.skip('没有浏览器')\n"
MARKED = "import pytest\n\n@pytest.mark.skipif(True, reason='没有浏览器')\ndef test_marked():\n    pass\n"
MODULE = "import pytest\n\npytest.importorskip('no_such_module_at_all', reason='没有浏览器')\n"
EXPECTED = "import pytest\n\n@pytest.mark.xfail(strict=True)\ndef test_fails_as_expected():\n    assert False\n"


@pytest.mark.parametrize(
    ("source", "flag", "status"),
    [
        pytest.param(RAN, "1", 0, id="nothing skipped"),
        pytest.param(RAN + SKIPPED, "", 0, id="a skip without the flag"),
        pytest.param(RAN + SKIPPED, "1", 1, id="a skip"),
        pytest.param(RAN + MARKED, "1", 1, id="a marked skip"),
        pytest.param(RAN + EXPECTED, "1", 0, id="an expected failure is no skip"),
        pytest.param(MODULE, "1", 1, id="a whole module"),
    ],
)
def test_a_skip_fails_where_none_is_allowed(source: str, flag: str, status: int, tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_bytes((ROOT / "conftest.py").read_bytes())
    (tmp_path / "test_it.py").write_text(source, "utf-8")
    (tmp_path / "test_other.py").write_text("def test_other():\n    assert True\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env=os.environ | {"KIT_NO_SKIPS": flag, "PYTHONUTF8": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == status, done.stdout
    assert ("没有浏览器" in done.stdout.partition("forbids")[2]) is (status == 1)
    assert "passed" in done.stdout.rstrip().splitlines()[-1]
