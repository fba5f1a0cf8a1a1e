//! The api layer.
