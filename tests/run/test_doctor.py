"""The doctor tells a fit installation from one at fault."""

from pipeline.run.doctor import checks


def test_a_fit_installation_has_no_fault(tmp_path):
    states = {check.name: check.state for check in checks(tmp_path)}
    assert "fault" not in states.values()
    assert states["self-test"] == "ok"


def test_a_setting_that_is_misspelt_is_a_fault_that_names_it(tmp_path):
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "pipeline.toml").write_text("[limit]\nseconds = 1\n")
    faults = [check for check in checks(tmp_path, tmp_path) if check.state == "fault"]
    assert any("no section [limit]" in check.found for check in faults)
