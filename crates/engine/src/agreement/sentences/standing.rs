//! Where a contact stands: its scores, its estimate and its stage.

use rust_decimal::Decimal;

use super::Kind;
use super::phrases::Phrase;
use super::prose::{Join, Prose, joined};
use crate::agreement::condition::{Operand, ScoreName, SpanTest, StageTest, Test, Tests};

impl Prose<'_> {
    pub(super) fn score(
        &mut self,
        score: ScoreName,
        line: Option<&str>,
        tests: &Tests,
        no: bool,
    ) -> Phrase {
        let line = line.map(|id| self.quoted(self.names.line(id)));
        let mut say = |is_short: bool| {
            let items = tests.all.iter().map(|test| {
                self.apart(|p| match test {
                    Test::AtLeast(_) | Test::AtMost(_) | Test::MoreThan(_) | Test::LessThan(_) => {
                        p.bound(test, no);
                    }
                    Test::Between(low, high) => {
                        p.verb(no, ["entre ", "no entre "], ["between ", "not between "]);
                        p.operand("between.0", low);
                        p.say(" y ", " and ");
                        p.operand("between.1", high);
                    }
                    Test::Is(operand) => {
                        p.verb(no, ["exactamente ", "otra cosa que "], ["exactly ", "other than "]);
                        p.operand("is", operand);
                    }
                    Test::IsNot(operand) => {
                        p.verb(no, ["otra cosa que ", "exactamente "], ["other than ", "exactly "]);
                        p.operand("is_not", operand);
                    }
                    Test::In(operands) => {
                        p.verb(no, ["", "otra cosa que "], ["", "other than "]);
                        p.operands("in", operands);
                    }
                    Test::NotIn(operands) => {
                        p.verb(no, ["otra cosa que ", ""], ["other than ", ""]);
                        p.operands("not_in", operands);
                    }
                    _ => p.test(test, no),
                })
            });
            let items = items.collect();
            self.apart(|p| {
                p.list(items, if no { Join::Or } else { Join::And });
                if !is_short {
                    let is_one = tests.all.last().is_some_and(ends_in_one);
                    p.say(
                        if is_one { " punto" } else { " puntos" },
                        if is_one { " point" } else { " points" },
                    );
                }
                match score {
                    ScoreName::Fit => p.say(" de perfil", " in fit"),
                    ScoreName::Engagement => p.say(" de interés", " in interest"),
                    ScoreName::Total => p.say(" en total", " in total"),
                }
                if let Some(line) = &line {
                    p.say(" en la línea ", " in the line ");
                    p.value(Kind::Name, "line", line.clone());
                }
            })
        };
        let (rest, short) = (say(false), say(true));
        let verb = self.either("suma ", "score ");
        Phrase::verb(verb, rest).with_short(short)
    }

    pub(super) fn probability(&mut self, tests: &Tests, is_negated: bool) -> Phrase {
        let rest = self.apart(|p| {
            p.say("una probabilidad estimada ", "an estimated probability ");
            let items = tests.all.iter().map(|test| {
                p.apart(|p| {
                    p.say(
                        match test {
                            Test::AtLeast(_)
                            | Test::AtMost(_)
                            | Test::MoreThan(_)
                            | Test::LessThan(_) => "de ",
                            _ => "que ",
                        },
                        match test {
                            Test::AtLeast(_)
                            | Test::AtMost(_)
                            | Test::MoreThan(_)
                            | Test::LessThan(_) => "of ",
                            _ => "that ",
                        },
                    );
                    p.under("probability", |p| p.bound(test, is_negated));
                })
            });
            let items = items.collect();
            p.list(items, if is_negated { Join::Or } else { Join::And });
        });
        Phrase::verb(self.either("tiene ", "have "), rest)
    }

    pub(super) fn stage(&mut self, test: &StageTest, is_negated: bool) -> Phrase {
        let (key, stages, es, en): (_, &[String], _, _) = match test {
            StageTest::Is(stage) => (
                "stage",
                std::slice::from_ref(stage),
                ["está en ", "no está en "],
                ["are in ", "are not in "],
            ),
            StageTest::In(stages) => {
                ("stage.in", stages, ["está en ", "no está en "], ["are in ", "are not in "])
            }
            StageTest::AtLeast(stage) => (
                "stage.at_least",
                std::slice::from_ref(stage),
                ["ha llegado a ", "no ha llegado a "],
                ["have reached ", "have not reached "],
            ),
            StageTest::AtMost(stage) => (
                "stage.at_most",
                std::slice::from_ref(stage),
                ["no ha pasado de ", "ha pasado de "],
                ["have not gone beyond ", "have gone beyond "],
            ),
        };
        let names: Vec<String> = stages.iter().map(|id| self.names.stage(id).to_owned()).collect();
        let text = joined(&names, Join::Or, self.is_spanish());
        let rest = self.apart(|p| p.value(Kind::Name, key, text));
        self.verb_phrase(is_negated, es, en, rest)
    }

    pub(super) fn in_stage_for(&mut self, test: SpanTest, is_negated: bool) -> Phrase {
        let (key, span, es, en) = match (test, is_negated) {
            (SpanTest::AtLeast(span), false) => ("at_least", span, "al menos ", "at least "),
            (SpanTest::AtLeast(span), true) => ("at_least", span, "menos de ", "less than "),
            (SpanTest::AtMost(span), false) => ("at_most", span, "como mucho ", "at most "),
            (SpanTest::AtMost(span), true) => ("at_most", span, "más de ", "more than "),
        };
        let rest = self.apart(|p| {
            p.say(es, en);
            p.under("in_stage_for", |p| p.span(key, span));
            p.say(" en su etapa", " in their stage");
        });
        Phrase::verb(self.either("lleva ", "have spent "), rest)
    }
}

fn ends_in_one(test: &Test) -> bool {
    let (Test::AtLeast(operand)
    | Test::AtMost(operand)
    | Test::MoreThan(operand)
    | Test::LessThan(operand)
    | Test::Is(operand)) = test
    else {
        return false;
    };
    *operand == Operand::Number(Decimal::ONE)
}
