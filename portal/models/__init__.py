"""Every table of Patchwork; a child knows its parent, a parent never knows its child."""
