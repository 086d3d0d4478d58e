//! What kind of answer a value of the profile takes, by what the agreement compares it with.

use engine::agreement::condition::{Condition, Operand, Test, Whose};
use engine::agreement::sealed::Agreement;
use engine::agreement::teams::AnswerKind;
use runtime::typed::is_amount;

/// A kind of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Anything that people write.
    Text,
    /// So much of something.
    Number,
    /// Yes or no.
    YesNo,
}

/// The kind of answer that a value takes: as a question of a playbook says, else as a rule compares
/// it, else as lists are read.
pub(super) fn kind(agreement: &Agreement, of: Whose, id: &str) -> Kind {
    let document = &agreement.document;
    let questions = document.playbooks.iter().flat_map(|playbook| &playbook.questions);
    let mut asked = questions.filter(|question| question.sets.as_deref() == Some(id));
    let asked = asked.find_map(|question| match question.kind {
        AnswerKind::YesNo => Some(Kind::YesNo),
        AnswerKind::Number | AnswerKind::Money => Some(Kind::Number),
        // What the playbook offers is taken, whatever it is: «No lo sabe» of a budget.
        AnswerKind::Choice => Some(Kind::Text),
        _ => None,
    });
    let rules = document.main.fit.rules.iter();
    let compared = || rules.into_iter().find_map(|rule| compared(&rule.when, of, id));
    let read = if is_amount(id) { Kind::Number } else { Kind::Text };
    asked.or_else(compared).unwrap_or(read)
}

/// What a condition compares a value with.
fn compared(condition: &Condition, of: Whose, id: &str) -> Option<Kind> {
    match condition {
        Condition::All(all) | Condition::Any(all) => {
            all.iter().find_map(|condition| compared(condition, of, id))
        }
        Condition::Not(inner) => compared(inner, of, id),
        Condition::Trait { of: whose, id: named, tests } if *whose == of && named == id => {
            tests.all.iter().find_map(kind_of_test)
        }
        _ => None,
    }
}

fn kind_of_test(test: &Test) -> Option<Kind> {
    match test {
        Test::Is(Operand::Bool(_)) | Test::IsNot(Operand::Bool(_)) => Some(Kind::YesNo),
        Test::AtLeast(Operand::Number(_))
        | Test::AtMost(Operand::Number(_))
        | Test::MoreThan(Operand::Number(_))
        | Test::LessThan(Operand::Number(_))
        | Test::Between(Operand::Number(_), _) => Some(Kind::Number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use engine::agreement::parse::parse;
    use engine::agreement::starters;

    use super::*;

    #[test]
    fn what_a_question_offers_is_taken_whatever_it_is_compared_with() {
        let text = starters::default_for("ES");
        let kind_with = |text: &str| {
            let agreement = Agreement::seal(parse(text).0, 1).unwrap();
            kind(&agreement, Whose::Person, "budget")
        };
        assert_eq!(kind_with(&text), Kind::Number);
        let choice = "sets: budget, type: choice, options: [Menos de 5.000, No lo sabe]";
        let offers = text.replace("sets: budget, type: money", choice);
        assert_ne!(offers, text);
        assert_eq!(kind_with(&offers), Kind::Text);
    }
}
