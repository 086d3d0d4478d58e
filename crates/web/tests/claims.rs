#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What a key says of a company that stands in a page is a claim; what a program's own key says is
//! said.

mod support;

use engine::event::{Fact, Origin};
use runtime::keys::Opens;
use serde_json::json;
use support::site::Site;

fn origins(facts: &[Fact], id: &str) -> Vec<Origin> {
    facts.iter().filter(|fact| fact.id == id).map(|fact| fact.origin).collect()
}

#[test]
fn a_page_claims_what_it_says_of_a_company_and_says_what_it_says_of_a_person() {
    for (takes_outcomes, expected) in [(false, Origin::Claimed), (true, Origin::Said)] {
        let mut site = Site::new();
        let opens = Opens::Source { takes_outcomes };
        site.key = site.house.criba.make_key(site.workspace.row.id, &opens, "pagina").unwrap();
        let group = json!({ "userId": "u1", "groupId": "g7", "traits": { "employees": 9 } });
        site.tells("/v1/group", &group);
        let person = json!({ "userId": "u1", "context": { "groupId": "g7" },
                             "traits": { "email": "eva@acme.es", "employees": 8 } });
        site.tells("/v1/identify", &person);
        let log = site.log();
        let (told, identified) = (&log[0].event.facts, &log[1].event.facts);
        assert_eq!(origins(told, "employees"), [expected]);
        assert_eq!(origins(told, "group_id"), [expected, expected], "theirs and the company's");
        assert_eq!(origins(identified, "employees"), [expected]);
        assert_eq!(origins(identified, "group_id"), [expected]);
        assert_eq!(origins(identified, "email"), [Origin::Said]);
    }
}
