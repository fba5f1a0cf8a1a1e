//! The interchange layer.
