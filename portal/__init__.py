"""The portal: Patchwork's Flask app over the survey and matching engines."""
