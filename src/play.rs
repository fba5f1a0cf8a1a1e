//! The play layer.
