"""Files to model and back: load, lint, taxonomy, coverage. The only place that reads YAML."""
