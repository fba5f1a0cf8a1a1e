//! Identifier schemes and their checks (domain.md §2.5).
/// stand-in until merged
pub struct Scheme {
    /// code
    pub code: &'static str,
}
/// find
pub fn find(_n: &str) -> Option<&'static Scheme> {
    None
}
/// all
pub fn schemes() -> &'static [Scheme] {
    &[]
}
