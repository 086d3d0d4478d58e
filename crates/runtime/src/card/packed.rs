//! A card in few bytes, for what only a program of the same form reads: memory, and notes that are
//! made into rows soon. Rows themselves are JSON, which later releases read too.

use super::Card;

/// The form of the bytes: another one where what a card holds is another.
pub(crate) const FORM: u8 = 1;

impl Card {
    /// The card in few bytes, the form first.
    ///
    /// # Errors
    ///
    /// It holds something that has no such form.
    pub(crate) fn packed(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_extend(self, vec![FORM])
    }

    /// The card that bytes of this form say; `None` where they are of another.
    #[must_use]
    pub(crate) fn unpacked(bytes: &[u8]) -> Option<Card> {
        let (form, bytes) = bytes.split_first()?;
        (*form == FORM).then(|| postcard::from_bytes(bytes).ok()).flatten()
    }
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    /// A card of which every part says something.
    const FULL: &str = r#"{
        "contact": {
            "profile": {
                "told": [[1796076242901293, "said", "v1:web", "i5"],
                         [1796076242901294, "imported", "list", "1 2"]],
                "person": {"email": [["ana@acme.example", 0], [null, 1]],
                           "tags": [[["a", true, 7.5, {"b": -12}], 1]]},
                "account": {"employees": [[70, 0]]}
            },
            "tallies": {
                "events": [[245731, "v1:web", "m1"]],
                "marks": {"18": [[1796076242901293, 0, 2]]},
                "awards": {"3": [[1796076242901293, 0, 0]]},
                "mails": {"mails": {"m": {"subscription": "s", "sent_at": "2026-03-02T09:00:00Z",
                    "opened_at": null, "clicked_at": "2026-03-02T10:00:00Z"}},
                    "subscriptions": {"s": [["2026-03-01T09:00:00Z", true]]}},
                "touches": {"first": {"at": 1, "source": "v1:web", "message_id": "m1",
                    "variables": [["channel", "cpc"]]}, "last": null, "converted_at": 2,
                    "converting": null}
            },
            "consents": {"phone": {"at": "2026-03-02T09:00:00Z", "position": 4, "is_given": true,
                "first_given_at": null, "evidence": "form"}},
            "bases": {},
            "is_profiling_refused": false,
            "standings": [{"stage": "mql", "stage_since": "2026-03-02T09:00:00Z", "cycle": 2,
                "state": {"recycled": {"reason": "later", "since": "2026-03-02T09:00:00Z",
                    "until": "2026-06-02T09:00:00Z"}},
                "held_back": {"mql-1": "2026-03-02T09:00:00Z"},
                "suggestions": {"x": {"since": "2026-03-02T09:00:00Z", "is_dismissed": true}},
                "recycled_at": ["2026-03-02T09:00:00Z"],
                "qualified": {"grade": "A", "ending": "aside"}}],
            "version": 3, "since": 5, "judged_at": 6, "wake_at": 7
        },
        "desk": {"owner": "eva@ejemplo.es", "requested_at": "2026-03-02T09:00:00Z",
            "attempted_at": null, "attempts": 1, "steps_done": 2,
            "next": {"at": "2026-03-03T09:00:00Z", "what": "call", "text": "precio"}, "then": null,
            "blocked": "withdrawn", "latest_at": null, "source": "v1:web", "batch": null,
            "is_touched": true, "tried_since": null, "mentions": ["sales"]},
        "history": [245731, 245732], "counting": 2, "as_of": 245732,
        "joined_into": "01a22e7c-87b5-76a3-82e5-53a75da55a89",
        "ids": ["user-5"], "aliases": ["before"],
        "browser": {"id": "b1", "turns": [["2026-03-02T09:00:00Z",
            "01a22e7c-87b5-76a3-82e5-53a75da55a90"]],
            "people": ["01a22e7c-87b5-76a3-82e5-53a75da55a90"], "apart": []},
        "apart": ["01a22e7c-87b5-76a3-82e5-53a75da55a91"], "erased": 9
    }"#;

    /// What [`FULL`] is in the present form.
    const OF_FULL: &str = "005eab5245289f14";

    #[test]
    fn a_card_comes_back_as_it_was_and_in_a_form_that_has_its_own_number() {
        let card: Card = serde_json::from_str(FULL).unwrap();
        let packed = card.packed().unwrap();
        assert_eq!(Card::unpacked(&packed), Some(card));
        assert!(packed.len() * 3 < serde_json::to_string(FULL).unwrap().len());
        let digest = Sha256::digest(&packed);
        let digest: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        // Notes that another program left are then known to be of another form.
        assert_eq!(digest, OF_FULL, "cards hold something else: give FORM the next number");
    }

    #[test]
    fn bytes_of_another_form_or_that_end_too_soon_are_no_card() {
        let card: Card = serde_json::from_str(FULL).unwrap();
        let mut packed = card.packed().unwrap();
        for end in 0..packed.len() {
            assert_eq!(Card::unpacked(&packed[..end]), None, "{end}");
        }
        packed[0] = FORM + 1;
        assert_eq!(Card::unpacked(&packed), None);
    }
}
