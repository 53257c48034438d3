"""When it runs and by whom: definitions, jobs, schedule, sensors, and the command `rapor`."""

import warnings

# The one beta parameter that the chain rests on; its behaviour is held by a test that launches a backfill.
warnings.filterwarnings("ignore", message=".*backfill_policy.*")
