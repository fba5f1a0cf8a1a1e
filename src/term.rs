//! The term layer.
