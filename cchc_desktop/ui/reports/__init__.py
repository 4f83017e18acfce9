"""The reports' page: schedule, one report with its passages, the calendar."""
