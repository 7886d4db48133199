"""The resident's side: intake in three steps, receipt, progress. It translates, it never decides."""
