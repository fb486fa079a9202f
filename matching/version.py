"""The version that results carry; it changes when the same input may give another answer."""

ENGINE_VERSION = "1.1"
