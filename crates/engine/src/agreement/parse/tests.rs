//! What is told of texts that say two things at once, the same thing twice, or several wrong ones.

use super::parse;

const HEAD: &str = "\
name: Prueba
language: es
time_zone: Europe/Madrid
stages:
  - { id: lead, owner: marketing, counts_as: lead }
  - { id: mql, owner: shared, counts_as: mql }
";
const WAY: &str = "  - { to: mql, because: x, by: hand }\n";

/// The codes found in what follows the head.
fn codes(rest: &str) -> Vec<&'static str> {
    let (_, found) = parse(&format!("{HEAD}{rest}"));
    found.iter().map(|one| one.code).collect()
}

/// The places and codes found in what follows the head, whose own last line is the sixth.
fn places(rest: &str) -> Vec<String> {
    let (_, found) = parse(&format!("{HEAD}{rest}"));
    let places = found.iter().map(|one| {
        let place = one.place.map_or((0, 0), |place| (place.line, place.column));
        format!("{}:{} {}", place.0, place.1, one.code)
    });
    places.collect()
}

fn when(condition: &str) -> Vec<&'static str> {
    codes(&format!("qualify:\n{WAY}  - {{ to: mql, because: x, when: {condition} }}\n"))
}

#[test]
fn what_excludes_each_other_is_refused_and_not_dropped() {
    for condition in [
        "{ stage: { at_least: lead, at_most: mql } }",
        "{ stage: { is: lead, in: [mql] } }",
        "{ in_stage_for: { at_least: 3 days, at_most: 5 days } }",
        "{ event: page, times: { is: 2, at_least: 1 } }",
        "{ event: page, times: { is: 2, at_most: 3 } }",
    ] {
        assert_eq!(when(condition), ["excluded_field"], "{condition}");
    }
    for condition in [
        "{ trait: city, is: X, event: page }",
        "{ trait: city, account: city, is: X }",
        "{ persona: a, stage: mql }",
        "{ event: page, no_event: any, for: 3 days }",
        "{ all: [ { stage: mql } ], any: [ { stage: mql } ] }",
    ] {
        assert_eq!(when(condition), ["two_conditions"], "{condition}");
    }
    for rest in [
        "handoff: [ { id: h, at: mql, route: [ { team: t, to: juan@x.example } ] } ]\nteams: [ { id: t } ]\n",
        "value: [ { amount: 5, trait: amount } ]\n",
        "qualify:\n  - { to: mql, because: x, by: hand, when: { event: page } }\n",
        "qualify:\n  - { to: mql, because: x, when: { event: page }, who: [sales] }\n",
        "qualify:\n  - { to: mql, because: x, when: { event: page }, override: by_hand }\n",
        "qualify:\n  - { to: mql, because: x, when: { event: page }, evidence: required }\n",
    ] {
        let found = codes(&format!(
            "{}{rest}",
            if rest.starts_with("qualify") {
                ""
            } else {
                "qualify:\n  - { to: mql, because: x, by: hand }\n"
            }
        ));
        assert!(found.contains(&"excluded_field"), "{rest}: {found:?}");
    }
    assert_eq!(
        codes(&format!(
            "qualify:\n{WAY}hours: {{ monday-friday: 09:00-14:00, monday: 10:00-12:00 }}\n"
        )),
        ["day_twice"]
    );
    let (_, found) = parse(&format!(
        "{HEAD}qualify:\n{WAY}  - {{ to: mql, because: x, when: {{ stage: {{ at_least: lead, at_most: mql }} }} }}\n"
    ));
    let said = found.first().map(ToString::to_string).unwrap_or_default();
    assert_eq!(
        said,
        "9:43: error[excluded_field]: «at_least» and «at_most» exclude each other; for a stretch write «all: [ { stage: { at_least: … } }, { stage: { at_most: … } } ]»"
    );
}

#[test]
fn what_goes_together_is_not_refused() {
    for condition in [
        "{ event: page, times: { at_least: 2, at_most: 5 } }",
        "{ touch: first, segment: { is: feria }, channel: { is: linkedin } }",
        "{ all: [ { stage: { at_least: lead } }, { stage: { at_most: mql } } ] }",
        "{ score: fit, line: main, at_least: 0, at_most: 9 }",
        "{ channel: { is: linkedin } }",
    ] {
        let found = when(condition);
        assert!(
            !found
                .iter()
                .any(|code| ["excluded_field", "two_conditions", "unknown_field"].contains(code)),
            "{condition}: {found:?}"
        );
    }
}

#[test]
fn an_id_that_stands_twice_is_an_error_wherever_it_is_cited() {
    let twice = |part: &str, one: &str| format!("{part}:\n  - {one}\n  - {one}\n");
    for (part, one) in [
        ("qualify", "{ id: a, to: mql, because: x, by: hand }"),
        (
            "return",
            "{ id: a, from: mql, to: lead, because: x, when: { no_event: any, for: 3 days } }",
        ),
        ("recycle", "{ id: a, back_to: lead }"),
        ("reopen", "{ id: a, from: disqualified, to: lead, because: x, when: { event: page } }"),
        ("handoff", "{ id: a, at: mql }"),
        ("follow_up", "{ id: a, when: { event: page }, accept_within: 1 hour }"),
        (
            "commitments",
            "{ id: a, owner: sales, measure: accepted_rate, at_least: 60%, per: month }",
        ),
        ("playbooks", "{ id: a, when: { event: page } }"),
        ("segments", "{ id: a, when: { event: page } }"),
        ("personas", "{ id: a, when: { event: page } }"),
        ("reasons", "{ id: a, then: discard }"),
        ("teams", "{ id: a }"),
        ("lines", "{ id: a }"),
    ] {
        let way = if part == "qualify" { String::new() } else { format!("qualify:\n{WAY}") };
        let found = codes(&format!("{way}{}", twice(part, one)));
        let repeated = found.iter().filter(|code| **code == "repeated_id").count();
        assert_eq!(repeated, 1, "{part}: {found:?}");
    }
    let of_a_line = "lines:\n  - { id: l, qualify: [ { id: a, to: mql, because: x, by: hand }, { id: a, to: mql, because: x, by: hand } ] }\n";
    assert_eq!(codes(&format!("qualify:\n{WAY}{of_a_line}")), ["repeated_id"]);
    let of_two_lines = "  - { id: a, to: mql, because: x, by: hand }\nlines:\n  - { id: l, qualify: [ { id: a, to: mql, because: x, by: hand } ] }\n";
    assert_eq!(codes(&format!("qualify:\n{of_two_lines}")), [""; 0], "each line has its own");
    let questions = "playbooks:\n  - { id: p, questions: [ { id: a, ask: x }, { id: a, ask: y } ] }\n  - { id: q, questions: [ { id: a, ask: x } ] }\n";
    assert_eq!(places(&format!("qualify:\n{WAY}{questions}")), ["10:52 repeated_id"]);
    let members = "teams:\n  - { id: t, members: [ { user: a@x.example }, { user: a@x.example } ] }\n  - { id: u, members: [ { user: a@x.example } ] }\n";
    assert_eq!(places(&format!("qualify:\n{WAY}{members}")), ["10:56 repeated_member"]);
    let keys = "annexes: { teams: sales, teams: both }\nlists: { a: [x], a: [y] }\n";
    assert_eq!(codes(&format!("qualify:\n{WAY}{keys}")), ["key_twice", "key_twice"]);
}

#[test]
fn a_rule_that_cannot_be_read_does_not_hide_that_its_id_is_repeated() {
    let rules = "fit:\n  rules:\n    - { id: a, when: { trait: city, is: X }, points: many }\n    - { id: a, when: { trait: city, is: Y }, points: 5 }\nengagement: { rules: [ { id: a, when: { event: page }, points: 5 } ] }\n";
    let found = places(&format!("qualify:\n{WAY}{rules}"));
    assert_eq!(found, ["11:54 expected", "12:13 repeated_id", "13:30 repeated_id"]);
}

#[test]
fn what_stands_behind_a_part_that_cannot_be_read_is_told_where_it_stands() {
    let clauses = "qualify:\n  - { to: mql, because: x }\n  - { to: mql, because: x, when: { any: [ { event: [] }, { score: fit, at_least: 5 } ] } }\n  - { to: mql, when: { event: page } }\n";
    assert_eq!(
        places(clauses),
        ["8:5 missing_field", "9:34 out_of_reach", "9:52 expected", "10:5 no_reason"]
    );
    let (document, _, places) = super::parse_with_places(&format!(
        "{HEAD}teams:\n  - x\n  - {{ id: a }}\n  - {{ id: b }}\n"
    ));
    let lines = document.teams.iter().enumerate().map(|(index, team)| {
        let place = places.get(&format!("teams[{index}].id"));
        (team.id.as_str(), place.map(|place| place.line))
    });
    assert_eq!(lines.collect::<Vec<_>>(), [("a", Some(9)), ("b", Some(10))]);
}

/// Parts with a wrong word at the start and another behind it, which both must be told.
#[test]
fn one_problem_does_not_hide_the_next() {
    for (rest, count) in [
        (
            "hours: { monday-friday: nunca, lunes: 9-14, tuesday: [x, y], closed: [2026-13-01] }\n",
            5,
        ),
        ("calendars: { norte: { monday: x, tuesday: y } }\n", 2),
        (
            "handoff: [ { at: nada, unit: x, release: { when: x, wait_at_most: x }, route: [ { when: { event: a, within: x }, team: t, to: y }, { to: [] , when: { trait: [] } } ] } ]\n",
            11,
        ),
        (
            "follow_up: [ { attempts: { at_least: x, over: y, then: { reason: z } }, on_breach: [ { at: x, reassign: y } ] } ]\n",
            5,
        ),
        ("value: [ { amount: x, when: { event: a, within: x } } ]\n", 2),
        (
            "commitments: [ { id: c, owner: x, measure: y, per: z, stage: nada, of: { event: a, within: x } } ]\n",
            6,
        ),
        ("review: { every: x, first: y, meeting: { every: x, when: y }, also_when: [z] }\n", 5),
        ("bands: { fit: { A: x, B: y }, engagement: { 1: z } }\n", 3),
        (
            "engagement: { rules: [ { when: { event: [], where: { a: { between: [x, 2], is: [] } } }, points: x, at_most: y, every: z } ] }\n",
            7,
        ),
        ("personas: [ { name: [], when: { event: a, within: x }, goals: [[]], review: x } ]\n", 5),
        ("teams: [ { pick: x, members: [ { capacity: x, open: y } ], overflow: nada } ]\n", 6),
        ("absences: [ { user: [], from: x, to: y } ]\n", 3),
        (
            "playbooks: [ { questions: [ { type: x } ], steps: [ { day: x, if_no_answer: y } ] } ]\n",
            7,
        ),
        ("lines: [ { name: [], qualify: [ { to: nada, when: { event: a, within: x } } ] } ]\n", 4),
        ("import: [ { row: { event: a, within: x }, at: [], with: [[]] } ]\n", 4),
        ("import: [ { gives: x } , { row: false, gives: x } ]\n", 2),
        ("reasons: [ { then: x, until: y, counts: z, use: [w] } ]\n", 5),
        ("recycle: [ { when: { event: a, within: x }, at_most: y } ]\n", 3),
        (
            "segments: [ { when: { all: [ { score: x, line: nada, at_least: y }, { touch: x, channel: { is: [] } }, { people: { at_least: x } } ] } } ]\n",
            8,
        ),
        (
            "segments: [ { id: a, when: { any: [ { emails: { opened: x, at_least: y } }, { no_event: [], for: x }, { event: [], times: { is: x }, within: y } ] } } ]\n",
            8,
        ),
        ("segments: [ { id: a, when: { trait: [], at_least: x, between: [1], exists: y } } ]\n", 4),
    ] {
        let found = places(&format!("qualify:\n{WAY}{rest}"));
        assert_eq!(found.len(), count, "{rest}: {found:#?}");
    }
    let clause =
        "qualify:\n  - { to: mql, never: mql, when: { event: a, within: x }, because: [] }\n";
    assert_eq!(codes(clause), ["no_way_in", "qualify", "expected", "expected"]);
    let stages =
        HEAD.replace("{ id: lead, owner: marketing", "{ needs: [[]], contacted_by: [x], owner: y");
    let (_, found) = parse(&format!("{stages}qualify:\n{WAY}"));
    assert_eq!(found.len(), 4, "{found:#?}");
}

#[test]
fn an_agreement_may_be_written_as_json() {
    for never in ["never", "\"never\"", "'never'"] {
        let rule =
            format!("{{ id: a, name: A, when: {{ event: x }}, points: 1, half_life: {never} }}");
        let rest = format!("qualify:\n{WAY}engagement: {{ rules: [ {rule} ] }}\n");
        assert_eq!(codes(&rest), [""; 0], "{never}");
    }
}
