"""The patient's own anatomy: where levels lie along the spine, vertebral bodies, skin."""
