"""The workstation's window: bars, panels, dialogs and actions. Qt only; what follows from a plan is computed below."""
