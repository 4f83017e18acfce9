"""The reports' page: schedule, one report with its passages, directive documents, the calendar."""
