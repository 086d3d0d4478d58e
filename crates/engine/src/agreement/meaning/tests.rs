//! What is found wrong in agreements, and where.

use crate::agreement::diagnostic::Severity;
use crate::agreement::parse::parse;
use crate::agreement::sealed::Agreement;

const HEAD: &str = "\
name: Prueba
language: es
time_zone: Europe/Madrid
stages:
  - { id: lead, owner: marketing, counts_as: lead }
  - { id: mql, owner: shared, counts_as: mql }
  - { id: sal, owner: sales, counts_as: sal }
";
const WAY: &str = "  - { to: mql, because: x, by: hand }\n";

/// What is found in what follows the head, as `line: code`.
fn found(rest: &str) -> Vec<String> {
    let (_, found) = parse(&format!("{HEAD}{rest}"));
    let said = found.iter().map(|one| {
        let line = one.place.map_or(0, |place| place.line);
        assert!(!one.es.is_empty() && !one.en.is_empty());
        format!("{line}: {}", one.code)
    });
    said.collect()
}

fn qualify(when: &str) -> Vec<String> {
    found(&format!("qualify:\n{WAY}  - {{ to: mql, because: x, when: {when} }}\n"))
}

fn fit(rule: &str) -> Vec<String> {
    found(&format!("qualify:\n{WAY}fit:\n  rules:\n    - {rule}\n"))
}

#[test]
fn a_rule_of_the_fit_asks_about_the_profile_alone() {
    let of_score = fit("{ id: a, when: { score: fit, at_least: 5 }, points: 5 }");
    assert_eq!(of_score, ["12: not_of_the_profile"]);
    let of_event = fit("{ id: a, when: { not: { event: page } }, points: 5 }");
    assert_eq!(of_event, ["12: not_of_the_profile"]);
    let by_persona = "\
qualify:
  - { to: mql, because: x, by: hand }
fit:
  rules:
    - { id: a, when: { persona: eva }, points: 5 }
personas:
  - { id: eva, when: { any: [ { segment: s }, { trait: city, exists: true } ] } }
segments:
  - { id: s, when: { grade: [A1] } }
bands: { fit: { A: 1 }, engagement: { 1: 0 } }
";
    assert_eq!(found(by_persona), ["12: not_of_the_profile"]);
    let fine = fit("{ id: a, when: { all: [ { trait: city, is: X } ] }, points: 5 }");
    assert_eq!(fine, Vec::<String>::new());
}

#[test]
fn what_could_never_be_judged_is_not_sealed() {
    let text = format!(
        "{HEAD}fit:\n  rules:\n    - {{ id: a, when: {{ score: fit, at_least: 5 }}, points: 5 }}\n"
    );
    let (document, _) = parse(&text);
    assert!(Agreement::seal(document, 1).is_err());
}

#[test]
fn what_cannot_be_meant_is_an_error() {
    assert_eq!(qualify("{ grade: [Z9] }"), ["10: unknown_grade"]);
    assert_eq!(qualify("{ account: employees, between: [50, 10] }"), ["10: empty_range"]);
    assert_eq!(qualify("{ event: page, within: 0 days }"), ["10: no_time"]);
    let sal = "qualify:\n  - { to: mql, because: x, by: hand }\n  - { to: sal, because: x, when: { score: fit, at_least: 1 } }\nfit: { rules: [ { id: a, when: { trait: city, is: X }, points: 5 } ] }\n";
    assert_eq!(found(sal), ["10: sales_by_points"]);
    let forward = format!(
        "qualify:\n{WAY}return:\n  - {{ from: lead, to: mql, because: x, when: {{ no_event: any, for: 3 days }} }}\n"
    );
    assert_eq!(found(&forward), ["11: return_forward"]);
    let twice = fit(
        "{ id: a, when: { trait: city, is: X }, points: 5 }\n    - { id: a, when: { trait: city, is: Y }, points: 5 }",
    );
    assert_eq!(twice, ["13: repeated_id"]);
    let places = format!(
        "qualify:\n{WAY}currency: PESOS\nhours: {{ monday-friday: 09:00-18:00, holidays: [ES-XX, CO] }}\n"
    );
    assert_eq!(found(&places), ["10: unknown_currency", "11: unknown_holidays"]);
    let zone = HEAD.replace("Madrid", "Madird");
    let (_, found) = parse(&format!("{zone}qualify:\n{WAY}"));
    let said: Vec<String> = found.iter().map(ToString::to_string).collect();
    let expected = "3:12: error[unknown_time_zone]: there is no time zone «Europe/Madird»; did you mean «Europe/Madrid»?";
    assert_eq!(said, [expected]);
}

#[test]
fn what_is_probably_not_meant_is_a_warning() {
    let capped = format!(
        "qualify:\n{WAY}  - {{ to: mql, because: x, when: {{ score: total, at_least: 50 }} }}\nfit: {{ cap: 10, rules: [ {{ id: a, when: {{ trait: city, is: X }}, points: 30 }} ] }}\nengagement: {{ rules: [ {{ id: b, when: {{ event: page }}, points: 5, at_most: 20 }} ] }}\n"
    );
    assert_eq!(found(&capped), ["10: out_of_reach"]);
    let open = capped.replace(", at_most: 20", "");
    assert_eq!(found(&open), Vec::<String>::new(), "nothing bounds it");
    let both =
        "{ all: [ { account: employees, at_least: 50 }, { account: employees, at_most: 10 } ] }";
    assert_eq!(qualify(both), ["10: never_holds"]);
    assert_eq!(
        qualify("{ all: [ { trait: country, is: ES }, { not: { trait: country, is: ES } } ] }"),
        ["10: never_holds"]
    );
    assert_eq!(qualify("{ trait: country, in: [ES, MX], is: CO }"), ["10: never_holds"]);
    assert_eq!(qualify("{ trait: employees, at_least: 5, at_most: 5 }"), Vec::<String>::new());
    assert_eq!(qualify("{ segment: feria }"), ["10: unknown_segment"]);
    assert_eq!(found("qualify:\n  - { to: sal, because: x, by: hand }\n"), ["6: no_way_in"]);
    let silent = "qualify:\n  - { to: mql, when: { event: page } }\n";
    assert_eq!(found(silent), ["9: no_reason"]);
    let same = fit(
        "{ id: a, when: { trait: city, is: X }, points: 5 }\n    - { id: b, when: { trait: city, is: X }, points: 5 }",
    );
    assert_eq!(same, ["13: overlap"]);
    let request = "{ event: demo_requested }";
    let with = |playbook: &str| {
        found(&format!(
            "qualify:\n{WAY}  - {{ to: mql, because: x, when: {request} }}\nplaybooks:\n  - {playbook}\n"
        ))
    };
    assert_eq!(with("{ id: p, when: { event: quote_requested } }"), ["10: no_playbook"]);
    assert_eq!(with("{ id: p, when: { stage: { at_least: mql } } }"), Vec::<String>::new());
    let promise = "commitments:\n  - { id: v, owner: marketing, name: V, measure: qualified_count, stage: mql, at_least: 672, per: month }\nteams:\n  - { id: t, members: [ { user: a@b.example, capacity: 20 per day }, { user: c@b.example, capacity: 20 per day } ] }\nfollow_up:\n  - { attempts: { at_least: 6 } }\n";
    assert_eq!(found(&format!("qualify:\n{WAY}{promise}")), ["11: over_capacity"]);
    let less = promise.replace("20 per day", "10 per day");
    assert_eq!(found(&format!("qualify:\n{WAY}{less}")), ["11: over_capacity"]);
}

#[test]
fn conditions_of_routes_are_looked_at_as_all_others() {
    let route = |when: &str| {
        found(&format!(
            "qualify:\n{WAY}handoff:\n  - {{ id: h, at: mql, route: [ {{ to: a@x.example, when: {when} }} ] }}\n"
        ))
    };
    for (when, said) in [
        ("{ grade: [Z9] }", "11: unknown_grade"),
        ("{ event: page, within: 0 days }", "11: no_time"),
        ("{ account: employees, between: [50, 10] }", "11: empty_range"),
        ("{ trait: due, between: [2026-12-01, 2026-01-01] }", "11: empty_range"),
        ("{ segment: nadie }", "11: unknown_segment"),
        ("{ all: [ { trait: a, is: x }, { trait: a, is: y } ] }", "11: never_holds"),
        ("{ touch: first, channel: { in: [] } }", "11: never_holds"),
        ("{ trait: country, is: España }", "11: no_country_code"),
    ] {
        assert_eq!(route(when), [said], "{when}");
    }
    assert_eq!(route("{ trait: due, between: [2026-01-01, 2026-12-01] }"), [""; 0]);
}

#[test]
fn what_rules_of_engagement_count_is_looked_at_too() {
    let rule = |when: &str| {
        found(&format!(
            "qualify:\n{WAY}engagement:\n  rules:\n    - {{ id: a, when: {when}, points: 5 }}\n"
        ))
    };
    let backward = "{ event: page, where: { seconds: { between: [50, 10] } } }";
    assert_eq!(rule(backward), ["12: empty_range"]);
    assert_eq!(rule("{ event: page, where: { path: { in: [] } } }"), ["12: never_holds"]);
    let one_of_two =
        format!("\n        any:\n          - {{ event: demo }}\n          - {backward}\n     ");
    let block = found(&format!(
        "qualify:\n{WAY}engagement:\n  rules:\n    - id: a\n      points: 5\n      when:{one_of_two}\n"
    ));
    assert_eq!(block, ["17: empty_range"]);
    assert_eq!(rule("{ event: page, where: { seconds: { between: [10, 50] } } }"), [""; 0]);
}

#[test]
fn people_of_a_company_are_asked_one_by_one() {
    let people = "{ people: { where: { trait: city, is: X }, at_least: 2 } }";
    assert_eq!(qualify(people), [""; 0]);
    let twice = format!("{{ people: {{ where: {people}, at_least: 2 }} }}");
    assert_eq!(qualify(&twice), ["10: people_within_people"]);
    assert_eq!(qualify(&format!("{{ not: {twice} }}")), ["10: people_within_people"]);
    let named = "{ people: { where: { any: [ { persona: p } ] } } }";
    let text = format!(
        "qualify:\n{WAY}  - {{ to: mql, because: x, when: {named} }}\npersonas:\n  - {{ id: p, when: {people} }}\n"
    );
    assert_eq!(found(&text), ["10: people_within_people"]);
    let (_, said) = parse(&format!("{HEAD}{text}"));
    assert_eq!(said[0].severity, Severity::Error);
    assert!(said[0].es.ends_with("quita el de dentro"), "{}", said[0].es);
    assert!(said[0].en.ends_with("take the inner one out"), "{}", said[0].en);
}

#[test]
fn a_condition_on_people_is_known_by_its_words_wherever_it_stands() {
    let other = "  - { id: otra, qualify: [ { to: mql, because: x, by: hand } ] }\n";
    let asks = |city: &str, roles: &str| {
        let when =
            format!("{{ people: {{ where: {{ trait: city, is: {city} }}, roles: {roles} }} }}");
        format!("  - {{ id: cursos, qualify: [ {{ to: mql, because: x, when: {when} }} ] }}\n")
    };
    let ids = |lines: &str| -> Vec<String> {
        let (document, _) = parse(&format!("{HEAD}qualify:\n{WAY}lines:\n{lines}"));
        let people = Agreement::seal(document, 1).unwrap().people.into_iter();
        people.map(|one| one.id).collect()
    };
    let alone = ids(&asks("X", "[decide, pays]"));
    assert_eq!(alone.len(), 1);
    assert_eq!(
        ids(&format!("{other}{}", asks("X", "[decide, pays]"))),
        alone,
        "another line before"
    );
    assert_eq!(ids(&asks("X", "[pays, decide]")), alone, "the same roles");
    assert_ne!(ids(&asks("Y", "[decide, pays]")), alone);
    assert_ne!(ids(&asks("X", "[decide]")), alone);
}

#[test]
fn what_leads_back_to_itself_is_an_error_and_is_not_sealed() {
    use std::fmt::Write as _;

    let judged = |rest: &str| {
        let rest = format!("qualify:\n{WAY}{rest}");
        let (document, _) = parse(&format!("{HEAD}{rest}"));
        assert!(Agreement::seal(document, 1).is_err(), "{rest}");
        found(&rest)
    };
    let itself = judged("personas:\n  - { id: p, when: { not: { persona: p } } }\n");
    assert_eq!(itself, ["11: circle"]);
    let two = judged(
        "personas:\n  - { id: p, when: { persona: q } }\n  - { id: q, when: { any: [ { persona: p } ] } }\n",
    );
    assert_eq!(two, ["11: circle", "12: circle"]);
    let across = judged(
        "personas:\n  - { id: p, when: { segment: p } }\nsegments:\n  - { id: p, when: { persona: p } }\n",
    );
    assert_eq!(across, ["11: circle", "13: circle"]);
    let mut doubling =
        String::from("personas:\n  - { id: p0, when: { trait: a, exists: true } }\n");
    for index in 1..40 {
        let before = index - 1;
        let when =
            format!("{{ any: [ {{ persona: p{before} }}, {{ not: {{ persona: p{before} }} }} ] }}");
        writeln!(doubling, "  - {{ id: p{index}, when: {when} }}").unwrap();
    }
    assert!(judged(&doubling).iter().any(|one| one.ends_with(": endless")));
}

#[test]
fn what_can_never_act_is_a_warning() {
    let promises = "follow_up:\n  - { accept_within: 1 hour }\n  - { when: { trait: city, exists: true }, accept_within: 2 hours }\n";
    assert_eq!(found(&format!("qualify:\n{WAY}{promises}")), ["12: never_taken"]);
    let fits = |attempts: &str| {
        found(&format!("qualify:\n{WAY}follow_up:\n  - {{ attempts: {attempts} }}\n"))
    };
    assert_eq!(
        fits("{ at_least: 6, over: 1 business day, per_day: 2 }"),
        ["11: attempts_do_not_fit"]
    );
    assert_eq!(fits("{ at_least: 6, over: 3 business days, per_day: 2 }"), Vec::<String>::new());
    let bands = "bands: { fit: { A: 40, B: 50 }, engagement: { 1: 20, 2: 0 } }\n";
    assert_eq!(found(&format!("qualify:\n{WAY}{bands}")), ["10: bands_out_of_order"]);
    let team = "teams:\n  - { id: t, overflow: t, members: [ { user: a@b.example } ] }\n";
    assert_eq!(found(&format!("qualify:\n{WAY}{team}")), ["11: overflow_to_itself"]);
    assert_eq!(qualify("{ trait: country, in: [ES, España] }"), ["10: no_country_code"]);
    assert_eq!(qualify("{ trait: country, in: [es, MX] }"), Vec::<String>::new());
    assert_eq!(qualify("{ probability: { at_least: 40 } }"), ["10: probability_over_one"]);
}
