//! How an attempt to reach somebody can go.

/// How an attempt to reach somebody went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// We talked.
    Talked,
    /// Nobody answered.
    NoAnswer,
    /// A date was fixed.
    Booked,
    /// They asked to be called at another time.
    CallBack,
    /// A voicemail answered.
    Voicemail,
    /// The number is another person's or nobody's.
    WrongNumber,
    /// They asked not to be called again.
    AskedNotToBeCalled,
    /// They did not come to what was fixed.
    NoShow,
    /// They buy from us already.
    AlreadyCustomer,
    /// They called back, and we talked.
    CalledBack,
}

/// Every outcome, those on the keys 1 to 4 first.
pub const OUTCOMES: [Outcome; 10] = [
    Outcome::Talked,
    Outcome::NoAnswer,
    Outcome::Booked,
    Outcome::CallBack,
    Outcome::Voicemail,
    Outcome::WrongNumber,
    Outcome::AskedNotToBeCalled,
    Outcome::NoShow,
    Outcome::AlreadyCustomer,
    Outcome::CalledBack,
];

impl Outcome {
    /// The id that events and the API use.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Outcome::Talked => "talked",
            Outcome::NoAnswer => "no_answer",
            Outcome::Booked => "booked",
            Outcome::CallBack => "call_back",
            Outcome::Voicemail => "voicemail",
            Outcome::WrongNumber => "wrong_number",
            Outcome::AskedNotToBeCalled => "asked_not_to_be_called",
            Outcome::NoShow => "no_show",
            Outcome::AlreadyCustomer => "already_customer",
            Outcome::CalledBack => "called_back",
        }
    }

    /// The outcome with an id.
    #[must_use]
    pub fn with_id(id: &str) -> Option<Outcome> {
        OUTCOMES.into_iter().find(|outcome| outcome.id() == id)
    }
}
