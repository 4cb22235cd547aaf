"""The report is only worth something if its ids are real."""

from courtflow.traceability import report


def test_the_whole_catalogue_is_here() -> None:
    assert len(report.catalogue()["rows"]) == 452
    assert len(report.catalogue()["timers"]) == 40
    assert sum(row.status == "policy" for row in report.rows()) == 34


def test_acts_and_tests_name_only_rows_that_exist() -> None:
    assert report.unknown_ids() == []


def test_a_proven_row_names_its_test_and_its_act() -> None:
    row = next(row for row in report.rows() if row.id == "C-25.5")
    assert row.status == "proven"
    assert "act urging.accept" in row.declared
    assert any("test_urging_shanyang" in test for test in row.tests)
