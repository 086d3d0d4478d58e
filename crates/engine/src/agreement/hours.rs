//! Working time as it is written: business hours, holidays, closed days.

use jiff::civil::Date;

/// When people work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hours {
    /// Intervals of work from Monday to Sunday, in minutes after midnight, each as start and end.
    pub week: [Vec<(u16, u16)>; 7],
    /// Regions whose public holidays are free, such as `ES-MD`.
    pub holidays: Vec<String>,
    /// Further closed days.
    pub closed: Vec<Date>,
}

/// Hours under a name, for teams whose hours differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// A stable name for machines.
    pub id: String,
    /// The hours.
    pub hours: Hours,
}

/// A length of time as a deadline says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: TermUnit,
}

/// Units of deadlines: minutes and hours are working time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermUnit {
    /// Minutes of working time.
    Minute,
    /// Hours of working time.
    Hour,
    /// 24 hours.
    Day,
    /// 7 days of 24 hours.
    Week,
    /// The same clock time so many working days later.
    BusinessDay,
}
