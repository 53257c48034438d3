"""Releases made again and held against what was published. Above the release, whose building it uses."""
