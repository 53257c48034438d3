"""How each table is made, one module a stage, in the order of the flow."""
