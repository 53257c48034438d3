"""Tests, named as sentences. Unit tests touch no network, no Dagster instance and no folder but their own."""
