//! Section 7 and lists: kinds of buyers in words, what a row of a list stands for, named lists.

use super::Kind;
use super::events;
use super::prose::{Join, Prose, joined};
use crate::agreement::{ImportClause, List, Persona};

impl Prose<'_> {
    pub(super) fn persona(&mut self, persona: &Persona) {
        self.say("encaja si ", "fits if ");
        self.under("when", |p| p.condition(&persona.when));
        let told = [
            ("goals", &persona.goals, "Quiere: ", "Wants: "),
            ("pains", &persona.pains, "Le preocupa: ", "Worries about: "),
            ("objections", &persona.objections, "Objeta: ", "Objects: "),
            ("messages", &persona.messages, "Qué decirle: ", "What to say: "),
        ];
        for (key, texts, es, en) in told {
            if texts.is_empty() {
                continue;
            }
            self.text(". ");
            self.say(es, en);
            let quoted: Vec<String> = texts.iter().map(|text| self.quoted(text)).collect();
            let text = joined(&quoted, Join::And, self.is_spanish());
            self.value(Kind::List, key, text);
        }
        if let Some(review) = &persona.review {
            self.say(". Se revisa el ", ". To be reviewed on ");
            let day = self.day_text(review).unwrap_or_else(|| self.quoted(review));
            self.value(Kind::Date, "review", day);
        }
    }

    pub(super) fn import(&mut self, clause: &ImportClause) {
        match &clause.when {
            None => self.say(
                "cada fila de una lista importada significa que el contacto ",
                "each row of an imported list counts as the contact ",
            ),
            Some(_) => self.say(
                "una fila de una lista importada que cumple la condición cuenta como que el \
                 contacto ",
                "a row of an imported list that meets the condition counts as the contact ",
            ),
        }
        let happened = match events::phrase(&clause.gives, self.pack) {
            Some(phrase) => format!("{} {}", phrase.verb.told(), phrase.object),
            None => {
                let verb = events::do_verb(self.pack);
                format!("{} {}", verb.told(), self.quoted(&clause.gives))
            }
        };
        self.value(Kind::Name, "gives", happened);
        match &clause.at {
            Some(at) => {
                self.say(", en ", ", on ");
                let field = self.trait_name(at);
                self.value(Kind::Name, "at", field);
            }
            None => self.say(", en la fecha de la importación", ", on the date of the import"),
        }
        if !clause.with.is_empty() {
            self.say(", con ", ", with ");
            let fields: Vec<String> = clause
                .with
                .iter()
                .map(|id| match events::property(id, self.pack.language()) {
                    Some(label) => label.to_owned(),
                    None => self.quoted(id),
                })
                .collect();
            let text = joined(&fields, Join::And, self.is_spanish());
            self.value(Kind::List, "with", text);
        }
        if let Some(when) = &clause.when {
            self.say(". Condición: ", ". Condition: ");
            self.under("row", |p| p.condition(when));
        }
    }

    pub(super) fn named_list(&mut self, list: &List) {
        self.say("la lista ", "the list ");
        let name = self.quoted(self.list_name(&list.id));
        self.value(Kind::Name, "", name);
        if list.entries.is_empty() {
            return self.say(" está vacía", " is empty");
        }
        self.say(" tiene ", " holds ");
        let text = joined(&list.entries, Join::And, self.is_spanish());
        self.value(Kind::List, "", text);
    }
}
