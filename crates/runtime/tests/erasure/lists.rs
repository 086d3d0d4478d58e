//! Somebody who was erased and stands in a later list.

use runtime::imports::{Batch, Plan};
use store::workspace::screens::{Filter, Order};

use crate::world::*;

const OTHERS: &str = "Luis Vega,luis@tecnoclima.example,";

impl World {
    fn bring(&self, rows: &[&str], takes_erased: bool) -> Batch {
        let open = self.open();
        let list = format!("Nombre,Correo,Móvil\n{}\n", rows.join("\n"));
        let plan = Plan { name: "feria.csv".to_owned(), takes_erased, ..Plan::default() };
        let batch = open.bring(plan, list.as_bytes(), "eva@ejemplo.es").unwrap();
        let prepared = open.prepare(&batch).unwrap();
        let foreseen = open.foresee(&batch, &prepared).unwrap().counts;
        let done = open.bring_in(batch, &mut |_, _| {}).unwrap();
        let counts = done.report.as_ref().unwrap().counts;
        assert_eq!((foreseen.new, foreseen.rejected), (counts.new, counts.rejected));
        done
    }

    fn names(&self) -> Vec<String> {
        let open = self.open();
        open.writer.settle().wait().unwrap();
        let listed = open.read(|read| Ok(read.list(&Filter::default(), Order::Name, 9, 0)?));
        listed.unwrap().into_iter().map(|listed| listed.columns.name).collect()
    }
}

#[test]
fn a_list_leaves_out_who_was_erased_and_keeps_nothing_of_them() {
    let world = World::new();
    let row = format!("{NAME},{EMAIL},");
    world.bring(&[&row], false);
    let id = world.found("email", EMAIL)[0];
    world.erase(id);
    // In other words, under another name, by the number or by the address: it is the same person.
    let again = format!("Ana R. Gil,{},+34 699 000 111", EMAIL.to_uppercase());
    let done = world.bring(&[&again, &row, OTHERS], false);
    let report = done.report.unwrap();
    assert_eq!((report.counts.new, report.counts.rejected), (1, 2), "{report:?}");
    for rejected in &report.rejected {
        assert_eq!(rejected.because.0, "pidió que se le borrara: se dejó fuera");
        assert!(rejected.cells.is_empty(), "{rejected:?}");
    }
    assert_eq!(world.names(), ["Luis Vega"]);
    assert_eq!(world.left(&[EMAIL, NAME, "Ana R. Gil"]), Vec::<String>::new());
    world.is_sound("left out");
}

#[test]
fn who_gave_their_consent_anew_comes_in_also_where_the_row_was_told_before() {
    let world = World::new();
    let row = format!("{NAME},{EMAIL},");
    world.bring(&[&row], false);
    let id = world.found("email", EMAIL)[0];
    world.erase(id);
    let done = world.bring(&[&row, OTHERS], true);
    assert_eq!(done.report.unwrap().counts.new, 2);
    assert!(done.plan.takes_erased, "it stands with the list");
    let back = world.found("email", EMAIL)[0];
    assert_ne!(back, id);
    assert_eq!(world.names(), [NAME, "Luis Vega"]);
    // Whoever is there again is of the next list like anybody.
    let report = world.bring(&[&row], false).report.unwrap();
    assert_eq!((report.counts.rejected, report.counts.new), (0, 0), "{report:?}");
    world.is_sound("anew");
}

#[test]
fn a_mailbox_of_many_keeps_nobody_out_and_who_came_back_is_known() {
    let mut world = World::new();
    let id = world.identify(both("ana", "b"), &[("name", NAME), ("email", EMAIL)]);
    world.identify(both("ana", "b"), &[("email", "info@tecnoclima.example")]);
    world.erase(id);
    let done = world.bring(&["Luis Vega,info@tecnoclima.example,"], false);
    assert_eq!(done.report.unwrap().counts.new, 1);
    world.identify(both("ana2", "c"), &[("name", NAME), ("email", EMAIL)]);
    let report = world.bring(&[&format!("{NAME},{EMAIL},+34699000111")], false).report.unwrap();
    assert_eq!((report.counts.rejected, report.counts.updated), (0, 1), "{report:?}");
}
