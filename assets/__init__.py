"""How each table is made. Right here are the stages that Dagster shows, thin; what they call lies in the rooms below."""
