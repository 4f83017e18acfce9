"""The settings' page."""
