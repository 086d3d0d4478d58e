//! stub
use engine::time::Timestamp;
/// stub
#[derive(Debug)]
pub struct Said {
    /// stub
    pub at: Option<Timestamp>,
    /// stub
    pub who: String,
    /// stub
    pub text: String,
}
/// stub
#[must_use]
pub fn conversation(_: &str, _: &jiff::tz::TimeZone, _: &str, _: Timestamp) -> Vec<Said> {
    Vec::new()
}
