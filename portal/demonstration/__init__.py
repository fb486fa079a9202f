"""The demonstration: an invented partnership over real wards."""
