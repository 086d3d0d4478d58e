//! Sections 1, 2 and 6: stages, what moves a contact between them, and the reasons for saying no.

use super::prose::{Join, Prose, joined};
use super::{Kind, trait_words};
use crate::agreement::condition::Whose;
use crate::agreement::funnel::{
    AtMostPer, Counts, Qualify, QualifyHow, Reason, ReasonUse, Recycle, Reopen, ReopenFrom, Return,
    SideName, Stage, StageOwner, StandardStage, Then, Until,
};
use crate::agreement::vocabulary::Term;
use crate::time::Span;

impl Prose<'_> {
    pub(super) fn stage_clause(&mut self, stage: &Stage) {
        if let Some(means) = &stage.means {
            self.user_sentence("means", means);
        }
        match stage.owner {
            StageOwner::Marketing => self.answers(SideName::Marketing),
            StageOwner::Sales => self.answers(SideName::Sales),
            StageOwner::Shared => {
                let both = self.either("las dos partes", "both sides").to_owned();
                self.in_charge(both);
            }
        }
        self.say(". Cuenta como ", ". It counts as ");
        let standard = self.standard_stage(stage.counts_as);
        self.value(Kind::Choice, "counts_as", standard);
        if !stage.needs.is_empty() {
            self.say(". Para entrar hay que saber ", ". To enter it, these must be known: ");
            let needs: Vec<String> = stage.needs.iter().map(|id| self.trait_name(id)).collect();
            let text = joined(&needs, Join::And, self.is_spanish());
            self.value(Kind::List, "needs", text);
        }
        if !stage.contacted_by.is_empty() {
            self.say(". Solo puede contactarle ", ". Only these may contact them: ");
            self.sides("contacted_by", &stage.contacted_by, Join::Or);
        }
        if !stage.sends.is_empty() {
            self.say(". Solo se le puede enviar ", ". They may only be sent ");
            let sends: Vec<String> = stage.sends.iter().map(|kind| self.quoted(kind)).collect();
            let text = joined(&sends, Join::Or, self.is_spanish());
            self.value(Kind::List, "sends", text);
        }
    }

    fn answers(&mut self, side: SideName) {
        let name = self.side_name(side);
        self.in_charge(name);
    }

    fn in_charge(&mut self, who: String) {
        self.say("A cargo de ", "Owned by ");
        self.value(Kind::Choice, "owner", who);
    }

    fn standard_stage(&self, stage: StandardStage) -> &'static str {
        let word = |term| self.pack.word(term).one;
        match stage {
            StandardStage::Anonymous => word(Term::Anonymous),
            StandardStage::Lead => word(Term::Lead),
            StandardStage::Prospect => word(Term::Prospect),
            StandardStage::Mql => "MQL",
            StandardStage::Sal => "SAL",
            StandardStage::Sql => "SQL",
            StandardStage::Opportunity => word(Term::Opportunity),
            StandardStage::Customer => word(Term::Customer),
        }
    }

    /// A trait without its possessive: "el cargo" of "su cargo" is said as it stands.
    pub(super) fn trait_name(&self, id: &str) -> String {
        trait_words::label(Whose::Person, id, self.pack.language())
            .map_or_else(|| self.quoted(id), str::to_owned)
    }

    pub(super) fn qualify(&mut self, clause: &Qualify) {
        let stage = self.names.stage(&clause.stage).to_owned();
        match &clause.how {
            QualifyHow::When(when) => {
                self.say("pasa a ", "moves to ");
                self.value(Kind::Name, "to", stage);
                self.say(" si ", " if ");
                self.under("when", |p| p.condition(when));
            }
            QualifyHow::ByHand { who, is_evidence_required } => {
                self.say("una persona de ", "a person from ");
                self.sides("who", who, Join::Or);
                self.say(" puede pasarlo a ", " may move it to ");
                self.value(Kind::Name, "to", stage);
                self.say(" a mano", " by hand");
                let evidence = if *is_evidence_required {
                    self.either("y tiene que decir qué vio", "and has to say what they saw")
                } else {
                    self.either("sin tener que explicarlo", "without having to explain it")
                };
                self.text(", ");
                self.value(Kind::Choice, "evidence", evidence);
            }
            QualifyHow::Suggest(when) => {
                self.say(
                    "entra en «Por revisar», para que una persona decida si pasa a ",
                    "goes to “To review”, where a person decides whether it moves to ",
                );
                self.value(Kind::Name, "suggest", stage);
                self.say(", si ", ", if ");
                self.under("when", |p| p.condition(when));
            }
            QualifyHow::Never { when, is_overridden_by_hand } => {
                self.say("no pasa a ", "does not move to ");
                self.value(Kind::Name, "never", stage);
                self.say(" ni más allá, ", " or beyond, ");
                let how = if *is_overridden_by_hand {
                    self.either(
                        "salvo que una persona lo decida",
                        "unless a person decides otherwise",
                    )
                } else {
                    self.either("aunque cumpla todo lo demás", "even if all the rest holds")
                };
                self.value(Kind::Choice, "override", how);
                self.say(", si ", ", if ");
                self.under("when", |p| p.condition(when));
            }
        }
    }

    pub(super) fn returns(&mut self, clause: &Return) {
        self.say("vuelve de ", "goes back from ");
        let from = self.names.stage(&clause.from).to_owned();
        self.value(Kind::Name, "from", from);
        self.say(" a ", " to ");
        let to = self.names.stage(&clause.to).to_owned();
        self.value(Kind::Name, "to", to);
        self.say(" si ", " if ");
        self.under("when", |p| p.condition(&clause.when));
    }

    pub(super) fn recycle(&mut self, clause: &Recycle) {
        self.say(
            "un contacto que se apartó vuelve, en su fecha, a ",
            "a contact that was put aside comes back, on its date, to ",
        );
        let stage = self.names.stage(&clause.back_to).to_owned();
        self.value(Kind::Name, "back_to", stage);
        if let Some(at_most) = clause.at_most {
            self.say(", como mucho ", ", at most ");
            self.at_most_per("at_most", at_most);
        }
        if let Some(when) = &clause.when {
            self.say(". Vuelve antes si ", ". It comes back sooner if ");
            self.under("when", |p| p.condition(when));
        }
    }

    fn at_most_per(&mut self, key: &str, bound: AtMostPer) {
        let mut text = self.counted(bound.count.into(), ["vez", "veces"], ["time", "times"]);
        let per = [
            (365, "al año", "a year"),
            (90, "al trimestre", "a quarter"),
            (30, "al mes", "a month"),
            (7, "por semana", "a week"),
            (1, "al día", "a day"),
        ];
        text.push(' ');
        match per.iter().find(|(days, _, _)| bound.span == Span::DAY.times(*days)) {
            Some((_, es, en)) => text.push_str(self.either(es, en)),
            None => {
                text.push_str(self.either("cada ", "every "));
                text.push_str(&self.span_text(bound.span));
            }
        }
        self.value(Kind::Number, key, text);
    }

    pub(super) fn reopen(&mut self, clause: &Reopen) {
        match &clause.from {
            ReopenFrom::Stage(stage) => {
                self.say("un contacto en ", "a contact in ");
                let name = self.names.stage(stage).to_owned();
                self.value(Kind::Name, "from", name);
            }
            ReopenFrom::Disqualified => {
                self.say("un contacto ", "a contact ");
                let state = self.either("que se descartó", "that was disqualified");
                self.value(Kind::Choice, "from", state);
            }
            ReopenFrom::Recycled => {
                self.say("un contacto ", "a contact ");
                let state = self.either("que se apartó", "that was put aside");
                self.value(Kind::Choice, "from", state);
            }
        }
        self.say(" empieza otra vez en ", " starts again in ");
        let to = self.names.stage(&clause.to).to_owned();
        self.value(Kind::Name, "to", to);
        self.say(" si ", " if ");
        self.under("when", |p| p.condition(&clause.when));
    }

    pub(super) fn reason(&mut self, reason: &Reason) {
        if let Some(means) = &reason.means {
            self.user_sentence("means", means);
        }
        if let Some(example) = &reason.example {
            self.say("Por ejemplo: ", "For example: ");
            self.user_sentence("example", example);
        }
        if !reason.uses.is_empty() {
            self.say("Se usa al ", "Used to ");
            let uses: Vec<String> =
                reason.uses.iter().map(|used| self.reason_use(*used).to_owned()).collect();
            let text = joined(&uses, Join::Or, self.is_spanish());
            self.value(Kind::List, "use", text);
            self.text(". ");
        }
        self.say("El contacto ", "The contact ");
        let then = match reason.then {
            Then::Nurture => self.either("pasa a nutrición", "goes to nurture"),
            Then::Discard => self.either("se descarta", "is disqualified"),
            Then::Correct => self.either(
                "vuelve a marketing para corregir sus datos",
                "goes back to marketing to have its data corrected",
            ),
            Then::Join => {
                self.either("se une con el que ya existe", "is joined with the one that exists")
            }
            Then::Wait => self.either("espera donde está", "waits where it is"),
        };
        self.value(Kind::Choice, "then", then);
        match &reason.until {
            Some(Until::After(span)) => {
                self.say(" y vuelve a los ", " and comes back after ");
                self.span("until", *span);
            }
            Some(Until::Trait(id)) => {
                self.say(" y vuelve en la fecha de ", " and comes back on the date of ");
                let name = self.trait_name(id);
                self.value(Kind::Name, "until.trait", name);
            }
            None => {}
        }
        self.text(". ");
        let counts = match reason.counts {
            Counts::Quality => self.either(
                "Cuenta contra la calidad de lo entregado",
                "It counts against the quality of what was delivered",
            ),
            Counts::None => self.either(
                "Cuenta como no aceptado, pero no contra la calidad",
                "It counts as not accepted, but not against quality",
            ),
            Counts::Void => self.either("No cuenta en ninguna medida", "It counts in no measure"),
        };
        self.value(Kind::Choice, "counts", counts);
        if let Some(when) = &reason.when {
            self.say(". Se aplica sin intervención de nadie si ", ". It applies by itself if ");
            self.under("when", |p| p.condition(when));
        }
    }

    fn reason_use(&self, used: ReasonUse) -> &'static str {
        match (used, self.is_spanish()) {
            (ReasonUse::Reject, true) => "rechazar un traspaso",
            (ReasonUse::Reject, false) => "reject a handoff",
            (ReasonUse::Return, true) => "devolver un traspaso por un dato",
            (ReasonUse::Return, false) => "return a handoff for a fact",
            (ReasonUse::Disqualify, true) => "descartar",
            (ReasonUse::Disqualify, false) => "disqualify",
            (ReasonUse::Lost, true) => "perder una oportunidad",
            (ReasonUse::Lost, false) => "close a lost opportunity",
        }
    }

    /// The names of sides as a list.
    pub(super) fn sides(&mut self, key: &str, sides: &[SideName], join: Join) {
        let language = self.pack.language();
        let names: Vec<String> =
            sides.iter().map(|side| self.names.side(*side, language).to_owned()).collect();
        let text = joined(&names, join, self.is_spanish());
        self.value(Kind::List, key, text);
    }

    /// What people wrote, as a sentence of its own.
    pub(super) fn user_sentence(&mut self, key: &str, text: &str) {
        let text = text.trim();
        self.value(Kind::Text, key, text);
        self.text(if text.ends_with(['.', '?', '!', '…']) { " " } else { ". " });
    }
}
