"""The coordinators' pages for running a survey."""
