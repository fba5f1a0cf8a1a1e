//! Identifier schemes and their checks (domain.md §2.5).
