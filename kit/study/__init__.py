"""One learner: drafts, attempts and progress, all on disk under one data folder."""
