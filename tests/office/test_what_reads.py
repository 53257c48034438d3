"""By which files the version of the reader is told: all that turn a file into text rows, and no others."""

import grimp

from assets.store import READS


def test_the_readers_version_is_of_all_that_reading_imports_and_not_of_the_rules_words() -> None:
    graph = grimp.build_graph("schemas", "assets", cache_dir=None)
    reading = [module for module in graph.modules if module.startswith("assets.reading")]
    imported = {each for module in reading for each in graph.find_upstream_modules(module)} | set(reading)
    told = {each for each in imported if not each.startswith("schemas.rules")}
    assert [each for each in sorted(told) if not any(each == name or each.startswith(f"{name}.") for name in READS)] == []


def test_a_colour_of_the_returned_workbook_has_no_file_read_again() -> None:
    assert not any(
        name.startswith(("assets.returning", "assets.publishing", "assets.judging", "schemas.rules")) for name in READS
    )
