//! What became of people like somebody: whose stories are counted, and whose are none.

use runtime::acts::{Deed, Outcome};
use store::workspace::screens::{Filter, Order};

use crate::desk::desk;

#[test]
fn who_was_put_aside_before_anybody_worked_with_them_is_no_case() {
    let desk = desk();
    let asked = |name: &str| {
        let id = desk.person(name, "ES");
        desk.asks(id, "demo_requested");
        id
    };
    let [zoe, untried, called, by_hand] = ["Zoe", "Una", "Leo", "Eva"].map(asked);
    let call = Deed::Called { outcome: Outcome::NoAnswer, text: String::new(), next: None };
    desk.does(called, &call);
    // A clause puts aside who works for a competitor, whoever called them or not.
    for id in [untried, called] {
        desk.learns(id, &[("notes", "competencia")]);
    }
    let declined = Deed::Declined { reason: "no_encaja".to_owned(), until: None, note: None };
    desk.does(by_hand, &declined);
    desk.workspace.writer.settle().wait().unwrap();
    let saw = desk.workspace.writer.look(zoe).wait().unwrap().unwrap();
    let chances = desk.workspace.chances(&saw).unwrap().unwrap();
    assert_eq!((chances.reached, chances.of), (0, 2));
    let alike = Filter { qualified_as: Some(chances.grade), has_ended: true, ..Filter::default() };
    let listed = desk.workspace.read(|read| Ok(read.list(&alike, Order::Best, 500, 0)?)).unwrap();
    let mut listed: Vec<_> = listed.into_iter().map(|listed| listed.id).collect();
    listed.sort();
    assert_eq!(listed, [called, by_hand], "the list that the number opens holds the same");
}
