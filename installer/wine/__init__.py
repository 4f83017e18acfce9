"""Windows programs under Wine: the compiler of the modules, and the trial of the setup file."""
