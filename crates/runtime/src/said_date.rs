//! stub
/// stub
#[derive(Debug)]
pub struct Said {
    /// stub
    pub date: jiff::civil::Date,
    /// stub
    pub time: Option<jiff::civil::Time>,
    /// stub
    pub words: String,
}
/// stub
#[must_use]
pub fn said(_: &str, _: jiff::civil::Date, _: &str) -> Option<Said> {
    None
}
