"""The plan's page: outline, forms, dialogs."""
