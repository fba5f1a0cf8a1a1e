//! The keys layer.
