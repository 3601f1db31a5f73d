"""What the eye looks at: image panes, crosshair, gestures, overlays. Qt and render."""
