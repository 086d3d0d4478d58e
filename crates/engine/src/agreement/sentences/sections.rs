//! Sections with their titles, and each statement as a numbered sentence.

use super::parts::{Part, Statement, statements};
use super::places::clock_name;
use super::prose::{Join, Prose, capitalise, joined};
use super::{ClauseText, Kind, Names, Section, Token};
use crate::agreement::funnel::SideName;
use crate::agreement::vocabulary::{Pack, Term};
use crate::agreement::{Document, Language, Segment, Side};

/// The agreement, section by section. Sections about which it says nothing are left out.
#[must_use]
pub fn sentences(document: &Document, pack: &Pack) -> Vec<Section> {
    let names = Names { document: Some(document) };
    let mut sections: Vec<Section> = Vec::new();
    for statement in statements(document) {
        if sections.last().is_none_or(|section| section.number != statement.section) {
            sections.push(Section {
                number: statement.section,
                title: title(statement.section, pack, names),
                intro: intro(statement.section, pack),
                notes: Vec::new(),
                clauses: Vec::new(),
            });
        }
        let Some(section) = sections.last_mut() else { continue };
        let text = sentence(&statement, pack, names);
        if statement.part.is_clause() {
            section.clauses.push(ClauseText {
                number: format!("{}.{}", section.number, section.clauses.len() + 1),
                path: statement.path.clone(),
                reason: reason(&statement),
                tokens: text,
            });
        } else {
            section.notes.push(text);
        }
    }
    sections
}

/// A statement with its number and its words: reason and sentence in one.
#[derive(Debug, Clone)]
pub(in crate::agreement) struct Read<'a> {
    pub(in crate::agreement) statement: Statement<'a>,
    /// `None` for what is read at the head of its section.
    pub(in crate::agreement) number: Option<String>,
    pub(in crate::agreement) words: String,
}

/// Statements with their numbers and words.
pub(in crate::agreement) fn read<'a>(
    document: &'a Document,
    statements: Vec<Statement<'a>>,
    pack: &Pack,
) -> Vec<Read<'a>> {
    let names = Names { document: Some(document) };
    let mut counts = [0_u32; 10];
    let mut reads = Vec::with_capacity(statements.len());
    for statement in statements {
        let number = statement.part.is_clause().then(|| {
            let count = counts.get_mut(usize::from(statement.section));
            let count = count.map_or(0, |count| {
                *count += 1;
                *count
            });
            format!("{}.{count}", statement.section)
        });
        let tokens = sentence(&statement, pack, names);
        let mut words = super::to_line(&tokens);
        if let Some(reason) = reason(&statement) {
            words = format!("{}. {words}", reason.text().trim_end_matches('.'));
        }
        reads.push(Read { statement, number, words });
    }
    reads
}

/// The title of a section of a document, such as "Compromisos de Ventas".
pub(in crate::agreement) fn section_title(document: &Document, section: u8, pack: &Pack) -> String {
    title(section, pack, Names { document: Some(document) })
}

/// The reason or name that people wrote for a statement.
fn reason(statement: &Statement<'_>) -> Option<Token> {
    let (key, text) = statement.part.reason()?;
    let path = format!("{}.{key}", statement.path);
    Some(Token::Value { kind: Kind::Text, path, text: text.to_owned() })
}

/// A statement as one or more whole sentences.
fn sentence(statement: &Statement<'_>, pack: &Pack, names: Names<'_>) -> Vec<Token> {
    let mut prose = Prose::new(pack, names, &statement.path);
    if let Some(line) = statement.line {
        let name = names.line(line).to_owned();
        prose.say("en la línea ", "in the line ");
        let name = prose.quoted(&name);
        prose.text(&name);
        prose.text(", ");
    }
    match statement.part {
        Part::Frame { name, language, time_zone, currency } => {
            prose.frame(name, language, time_zone, currency);
        }
        Part::Stage(stage) => prose.stage_clause(stage),
        Part::Import(clause) => prose.import(clause),
        Part::List(list) => prose.named_list(list),
        Part::Line { name } => {
            prose.say(
                "además de la principal hay una línea de producto: ",
                "beside the main one there is a product line: ",
            );
            prose.value(Kind::Text, "name", name);
        }
        Part::FitFrame { cap } => prose.fit_frame(cap),
        Part::FitRule(rule) => prose.fit_rule(rule),
        Part::EngagementFrame { cap, half_life } => prose.engagement_frame(cap, half_life),
        Part::EngagementRule(rule) => prose.engagement_rule(rule),
        Part::Bands(bands) => prose.bands(bands),
        Part::Qualify(clause) => prose.qualify(clause),
        Part::Return(clause) => prose.returns(clause),
        Part::Recycle(clause) => prose.recycle(clause),
        Part::Reopen(clause) => prose.reopen(clause),
        Part::Persona(persona) => prose.persona(persona),
        Part::Reason(reason) => prose.reason(reason),
        Part::Side { which, side } => prose.party(which, side),
        Part::Segment(segment) => prose.segment(segment),
        Part::Hours(hours) => prose.hours(hours),
        Part::Calendar(calendar) => prose.calendar(calendar),
        Part::Handoff(handoff) => prose.handoff(handoff),
        Part::FollowUp(promise, is_only) => prose.follow_up(promise, is_only),
        Part::Queue(queue) => prose.queue(queue),
        Part::Value(clause, is_only) => prose.worth(clause, is_only),
        Part::Team(team) => prose.team(team),
        Part::Absence(absence) => prose.absence(absence),
        Part::Playbook(playbook) => prose.playbook(playbook),
        Part::Commitment(promise) => prose.commitment(promise),
        Part::Review(review) => prose.review(review),
        Part::Annex(annex) => prose.annex(annex),
    }
    let mut tokens = prose.into_sentence();
    tokens.retain(|token| !matches!(token, Token::Text(text) if text.is_empty()));
    capitalise(&mut tokens);
    tokens
}

impl Prose<'_> {
    fn party(&mut self, which: SideName, side: &Side) {
        let role = match which {
            SideName::Marketing => self.either("la parte de marketing", "the marketing side"),
            SideName::Sales => self.either("la parte de ventas", "the sales side"),
        };
        self.text(role);
        self.say(" se llama ", " is called ");
        let name = self.side_name(which);
        self.value(Kind::Text, "name", name);
        if !side.signs.is_empty() {
            self.say(" y por ella firma ", ", and signing for it: ");
            let text = joined(&side.signs, Join::Or, self.is_spanish());
            self.value(Kind::List, "signs", text);
        }
    }

    fn segment(&mut self, segment: &Segment) {
        self.say("un contacto está en el segmento ", "a contact is in the segment ");
        let name = self.quoted(&segment.name);
        self.value(Kind::Text, "name", name);
        self.say(" si ", " if ");
        self.under("when", |p| p.condition(&segment.when));
    }

    fn frame(&mut self, name: &str, language: Language, time_zone: &str, currency: Option<&str>) {
        self.value(Kind::Text, "name", name);
        self.say(". Se escribe en ", ". It is written in ");
        let language = match language {
            Language::Es => self.either("español", "Spanish"),
            Language::En => self.either("inglés", "English"),
        };
        self.value(Kind::Choice, "language", language);
        self.say("; rige la hora de ", "; the clock is that of ");
        let clock = clock_name(time_zone, self.pack.language());
        self.value(Kind::Name, "time_zone", clock);
        if let Some(currency) = currency {
            self.say(" y los importes van en ", " and amounts are in ");
            self.value(Kind::Name, "currency", currency);
        }
    }
}

fn title(section: u8, pack: &Pack, names: Names<'_>) -> String {
    let is_spanish = pack.language() == Language::Es;
    let say = |es: &str, en: &str| if is_spanish { es.to_owned() } else { en.to_owned() };
    match section {
        1 => say("Etapas y definiciones", "Stages and definitions"),
        2 => {
            let word = pack.word(Term::Qualification).one;
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect()
        }
        3 => say("Traspaso y plazos", "Handoff and deadlines"),
        4 => names.commitments_title(SideName::Marketing, pack),
        5 => names.commitments_title(SideName::Sales, pack),
        6 => say("Motivos para decir que no", "Reasons for saying no"),
        7 => say("Personas", "Personas"),
        8 => {
            let word = pack.word(Term::Score).one;
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            let singular: String = first.chain(letters).collect();
            if is_spanish { singular } else { "Scores".to_owned() }
        }
        _ => say("Revisión", "Review"),
    }
}

fn intro(section: u8, pack: &Pack) -> Vec<Token> {
    let (es, en) = match section {
        2 => (
            "Un contacto avanza en cuanto cumple cualquiera de estas cláusulas, y puede saltarse \
             etapas. La cláusula que lo movió queda anotada.",
            "A contact advances as soon as any of these clauses holds, and may skip stages. The \
             clause that moved it is recorded.",
        ),
        6 => (
            "Todo rechazo lleva uno de estos motivos.",
            "Every rejection carries one of these reasons.",
        ),
        8 => (
            "El total es perfil más interés. Cada cifra se abre en las reglas que la suman.",
            "The total is fit plus interest. Every figure opens into the rules that add up to it.",
        ),
        _ => return Vec::new(),
    };
    let text = if pack.language() == Language::Es { es } else { en };
    vec![Token::Text(text.to_owned())]
}
