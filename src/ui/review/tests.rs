//! Frames of reviews and their dialogs.
