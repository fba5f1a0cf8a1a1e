//! The headless loop over a small desk: what a script relies on.
