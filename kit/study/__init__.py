"""One learner: drafts and attempts on disk, progress."""
