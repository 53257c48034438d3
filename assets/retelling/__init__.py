"""A past state told again by the same stages, and what changed between two by its cause. Below the release, which asks for it."""
