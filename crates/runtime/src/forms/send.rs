//! A form that was sent becomes an event with what it says, and its consents.
//!
//! What a machine sent is kept and gives nothing; it is not told apart in the answer, so that it
//! learns nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::agreement::Language;
use engine::agreement::condition::Whose;
use engine::contact::consents::evidence_of;
use engine::event::{Act, Fact, Origin};
use engine::said::Said;
use engine::value::Value;
use store::ids::ContactId;
use store::workspace::rows::Keys;

use super::reading::read;
use super::views::Seen;
use super::visitor::declining;
use super::{Form, Kept, Kind, Link, Problem, Question, Ticket, Visitor};
use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::likelihood::Human;
use crate::people::secret;
use crate::writer::{Became, Came, Intake, Whom};

/// What somebody sent.
#[derive(Debug, Clone, Default)]
pub struct Sending {
    /// The fields, in order; several may have one name.
    pub fields: Vec<(String, String)>,
    /// Where they came from.
    pub page: Page,
    /// The language that they read the form in; its own where it is not known.
    pub language: Option<Language>,
    /// Who the browser is, where it sent a form before.
    pub ticket: Option<Ticket>,
    /// Which opening of the form it is; sent twice, it is taken once.
    pub nonce: Option<String>,
    /// How likely it is that a person sent it.
    pub human: Human,
    /// Whether what has to be confirmed is asked for by mail.
    pub has_mail: bool,
}

/// Where somebody came from, as the hidden fields say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The page that the form stood on.
    pub page: String,
    /// The first page of the visit.
    pub landing: String,
    /// The page before.
    pub referrer: String,
    /// `utm_source`, `utm_medium`, `utm_campaign`, `utm_term` and `utm_content`.
    pub utm: BTreeMap<String, String>,
}

/// What sending came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sent {
    /// Who the browser is from now on.
    pub ticket: Option<Ticket>,
    /// The link that confirms what was consented to, where that has to be confirmed.
    pub link: Option<Link>,
    /// The address that it goes to, where who sent it has one.
    pub email: Option<String>,
    /// Ids of the questions that were asked.
    pub asked: Vec<String>,
}

/// Answers as they were read.
struct Answers<'f> {
    given: Vec<(&'f Question, Value)>,
    declined: Vec<&'f Question>,
    skipped: Vec<String>,
    asked: Vec<String>,
    purposes: Vec<String>,
}

/// The field that says that a browser told of the beginning.
const BEGUN: &str = "begun";
/// What is kept of a hidden field, in characters.
const HIDDEN_MAX: usize = 500;

impl Workspace {
    /// Takes what somebody sent; what is wrong with it, by the question, where it is not taken.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read, or the disk does not take it.
    pub fn send_form(
        &self,
        kept: &Kept,
        sending: &Sending,
    ) -> Result<Result<Sent, Vec<Problem>>, RuntimeError> {
        let form = &kept.form;
        let visitor = self.visitor(sending.ticket.as_ref())?;
        let is_machine = !sending.human.is_person();
        let (answers, wrong) = answers(form, &visitor, sending, &self.row.country);
        if !wrong.is_empty() && !is_machine {
            return Ok(Err(wrong));
        }
        let fresh = || Ok::<String, RuntimeError>(secret()?.chars().take(32).collect());
        let nonce = sending.nonce.clone().map_or_else(fresh, Ok)?;
        let browser = sending.ticket.as_ref().map(|ticket| ticket.browser.clone());
        let browser = browser.map_or_else(fresh, Ok)?;
        let text_of = |kind: Kind| {
            let given = answers.given.iter().find(|(question, _)| question.kind == kind);
            given.map(|(_, value)| value.to_string())
        };
        let (email, phone) = (text_of(Kind::Email), text_of(Kind::Phone));
        let known = match (&sending.ticket, &email) {
            (Some(ticket), None) => self.known_by(ticket)?,
            _ => Keys { email: email.clone(), ..Keys::default() },
        };
        let keys = Keys { anonymous_id: Some(browser.clone()), ..known };
        let (email, phone) = (keys.email.clone(), phone.or(keys.phone.clone()));
        let act = Act::Happened {
            name: "form_submitted".to_owned(),
            properties: properties(kept, sending, &answers),
        };
        let mut told = intake(&form.slug, Whom::Keyed(keys), nonce.clone(), act, facts(&answers));
        told.came = Came { raw: Some(raw(sending)), human: sending.human.clone(), aside: None };
        let source = Arc::clone(&told.source);
        // The mail that this causes is noted in its transaction: a crash loses neither alone.
        let owes = sending.has_mail && form.is_double && !is_machine;
        let owed = match &email {
            Some(to) if owes && !answers.purposes.is_empty() => {
                vec![super::owed::note(kept, sending, &answers.purposes, &nonce, to)?]
            }
            _ => Vec::new(),
        };
        let became = self.writer.take_with(vec![told], owed).wait()?;
        self.count_arrival(&source, &became);
        let (contact, browser) = match became.into_iter().next() {
            Some(Became::Applied { contact, .. }) => {
                if sending.fields.iter().any(|(name, _)| name == BEGUN) {
                    self.count_form(&form.slug, Seen::Finished)?;
                }
                self.count_form(&form.slug, Seen::Sent)?;
                (contact, browser)
            }
            // The answer to the first time may never have come.
            Some(Became::Repeated { position }) => match self.who_sent(position)? {
                Some(known) => known,
                None => return Ok(Ok(Sent { asked: answers.asked, ..Sent::default() })),
            },
            _ => {
                self.settle_owed(&form.slug, &nonce);
                self.count_form(&form.slug, Seen::ByMachine)?;
                return Ok(Ok(Sent { asked: answers.asked, ..Sent::default() }));
            }
        };
        let who = email.clone().or(phone).unwrap_or_default();
        let link = self.consented(kept, sending, &answers.purposes, contact, &nonce, &who)?;
        let ticket = Some(Ticket { browser, contact, skipped: answers.skipped });
        Ok(Ok(Sent { ticket, link, email, asked: answers.asked }))
    }

    /// How the holder of a ticket can be reached: a number that they tell later is theirs, and not
    /// somebody new's.
    fn known_by(&self, ticket: &Ticket) -> Result<Keys, RuntimeError> {
        let Some(saw) = self.writer.look(ticket.contact).wait()? else {
            return Ok(Keys::default());
        };
        let text = |id: &str| {
            let held = saw.card.contact.profile.at(Whose::Person, id, saw.now)?;
            Some(held.value.to_string())
        };
        let email = text("email");
        let phone = text("phone").or_else(|| text("mobile")).filter(|_| email.is_none());
        Ok(Keys { email, phone, ..Keys::default() })
    }

    /// Who sent what became an event, and on which browser.
    pub(super) fn who_sent(
        &self,
        position: u64,
    ) -> Result<Option<(ContactId, String)>, RuntimeError> {
        let row = self.read(|read| Ok(read.event(position)?))?;
        let row = row.filter(crate::likelihood::is_applied);
        Ok(row.and_then(|row| Some((row.contact, row.keys?.anonymous_id?))))
    }

    /// Tells what was consented to, or keeps it until it is confirmed.
    fn consented(
        &self,
        kept: &Kept,
        sending: &Sending,
        purposes: &[String],
        contact: ContactId,
        nonce: &str,
        who: &str,
    ) -> Result<Option<Link>, RuntimeError> {
        if purposes.is_empty() {
            return Ok(None);
        }
        let form = &kept.form;
        let link = Link {
            form: form.slug.clone(),
            nonce: nonce.to_owned(),
            contact,
            purposes: purposes.to_vec(),
            text: kept.text(),
            language: sending.language.unwrap_or(form.language),
        };
        if form.is_double {
            self.await_confirmation(&link, who)?;
            return Ok(Some(link));
        }
        let consents = consents(kept, &link, false).into_iter();
        let intakes = consents.map(|(message_id, act, facts)| {
            intake(&form.slug, Whom::Known(contact), message_id, act, facts)
        });
        self.writer.take(intakes.collect()).wait()?;
        Ok(None)
    }
}

/// Something that a form tells.
pub(super) fn intake(
    slug: &str,
    whom: Whom,
    message_id: String,
    act: Act,
    facts: Vec<Fact>,
) -> Intake {
    Intake {
        whom,
        at: None,
        known_at: None,
        source: Arc::from(format!("form:{slug}")),
        message_id: Arc::from(message_id),
        act,
        facts,
        who: None,
        batch: None,
        came: Came::default(),
    }
}

/// The consents that a link holds, each with the words that were read as its proof.
pub(super) fn consents(
    kept: &Kept,
    link: &Link,
    is_confirmed: bool,
) -> Vec<(String, Act, Vec<Fact>)> {
    let text = kept.texts.iter().find(|text| text.number == link.text);
    let told = link.purposes.iter().filter_map(|purpose| {
        let consent = text?.consents.iter().find(|consent| consent.purpose == *purpose)?;
        let (name, number) = (&kept.form.name, link.text);
        let said = match (link.language, is_confirmed) {
            (Language::Es, false) => format!("formulario «{name}», texto {number}"),
            (Language::Es, true) => {
                format!("formulario «{name}», texto {number}, confirmado por enlace")
            }
            (Language::En, false) => format!("form “{name}”, text {number}"),
            (Language::En, true) => format!("form “{name}”, text {number}, confirmed by link"),
        };
        let fact = Fact {
            of: Whose::Person,
            id: evidence_of(purpose),
            value: Value::text(format!("{said}: {}", consent.text.of(link.language))),
            origin: Origin::Said,
        };
        let act = Act::ConsentGiven { purpose: purpose.clone() };
        Some((format!("{} {purpose}", link.nonce), act, vec![fact]))
    });
    told.collect()
}

/// What was answered, and what is wrong with it.
fn answers<'f>(
    form: &'f Form,
    visitor: &Visitor,
    sending: &Sending,
    country: &str,
) -> (Answers<'f>, Vec<Problem>) {
    let all = |name: &str| -> Vec<&str> {
        let named = sending.fields.iter().filter(|(field, _)| field == name);
        named.map(|(_, value)| value.as_str()).collect()
    };
    // What was shown says what was asked; a form of the site's own asks what it sends.
    let shown: Vec<&str> = all("asked").into_iter().flat_map(|ids| ids.split(',')).collect();
    let reach = form
        .reach()
        .filter(|question| question.told().is_none_or(|told| !visitor.known.contains(&told)));
    let is_asked = |question: &Question| {
        let is_reach = reach.is_some_and(|reach| reach.id == question.id);
        is_reach || shown.contains(&question.id.as_str()) || !all(&question.id).is_empty()
    };
    let mut answers = Answers {
        given: Vec::new(),
        declined: Vec::new(),
        skipped: Vec::new(),
        asked: Vec::new(),
        purposes: Vec::new(),
    };
    let mut wrong: Vec<Problem> = Vec::new();
    let declined = all("decline");
    for question in form.questions.iter().filter(|question| is_asked(question)) {
        answers.asked.push(question.id.clone());
        let text = all(&question.id).join(", ");
        let may_decline = !question.is_required && question.told().is_some();
        match read(question, &text, country) {
            Err(said) => wrong.push(Problem { field: question.id.clone(), said }),
            Ok(Some(value)) => answers.given.push((question, value)),
            Ok(None) if may_decline && declined.contains(&question.id.as_str()) => {
                answers.declined.push(question);
            }
            Ok(None) if question.is_required => wrong.push(Problem {
                field: question.id.clone(),
                said: Said::new(
                    "falta la respuesta; hay que escribirla",
                    "the answer is missing; write it",
                ),
            }),
            Ok(None) => answers.skipped.push(question.id.clone()),
        }
    }
    let ticked = all("consent");
    let purposes = form.consents.iter().map(|consent| consent.purpose.clone());
    answers.purposes = purposes.filter(|purpose| ticked.contains(&purpose.as_str())).collect();
    (answers, wrong)
}

fn facts(answers: &Answers<'_>) -> Vec<Fact> {
    let given = answers.given.iter().filter_map(|(question, value)| {
        let (of, id) = question.told()?;
        Some(Fact { of, id, value: value.clone(), origin: Origin::Said })
    });
    let declined = answers.declined.iter().filter_map(|question| {
        let (of, id) = question.told()?;
        let id = declining(of, &id);
        Some(Fact { of: Whose::Person, id, value: Value::Bool(true), origin: Origin::Said })
    });
    given.chain(declined).collect()
}

fn properties(kept: &Kept, sending: &Sending, answers: &Answers<'_>) -> Vec<(String, Value)> {
    let form = &kept.form;
    let list = |ids: Vec<&str>| Value::List(ids.into_iter().map(Value::text).collect());
    let answered = answers.given.iter().map(|(question, _)| question.id.as_str()).collect();
    let mut properties = vec![
        ("form".to_owned(), Value::text(form.name.clone())),
        ("form_id".to_owned(), Value::text(form.slug.clone())),
        ("version".to_owned(), Value::Number(kept.version.into())),
        ("channel".to_owned(), Value::text("web")),
        ("fields".to_owned(), list(answered)),
    ];
    let page = &sending.page;
    let utm = |name: &str| page.utm.get(name).cloned().unwrap_or_default();
    let texts = [
        ("page", page.page.clone()),
        ("landing", page.landing.clone()),
        ("referrer", page.referrer.clone()),
        ("campaign", utm("utm_campaign")),
        ("content", utm("utm_content")),
        ("utm_source", utm("utm_source")),
        ("utm_medium", utm("utm_medium")),
        ("utm_term", utm("utm_term")),
    ];
    for (id, text) in texts {
        let text: String = text.trim().chars().take(HIDDEN_MAX).collect();
        if !text.is_empty() {
            properties.push((id.to_owned(), Value::text(text)));
        }
    }
    if !answers.declined.is_empty() {
        let ids = answers.declined.iter().map(|question| question.id.as_str());
        properties.push(("declined".to_owned(), list(ids.collect())));
    }
    if !answers.purposes.is_empty() {
        let ids = answers.purposes.iter().map(String::as_str).collect();
        properties.push(("consents".to_owned(), list(ids)));
        properties.push(("consent_text".to_owned(), Value::Number(kept.text().into())));
    }
    for (question, value) in &answers.given {
        let is_known = properties.iter().any(|(id, _)| *id == question.id);
        if question.told().is_none() && !is_known {
            properties.push((question.id.clone(), value.clone()));
        }
    }
    properties
}

/// What came, word for word.
fn raw(sending: &Sending) -> Arc<str> {
    let fields = sending.fields.iter().filter(|(name, _)| name != "started" && name != BEGUN);
    let fields: Vec<(&String, &String)> = fields.map(|(name, value)| (name, value)).collect();
    serde_json::to_string(&fields).unwrap_or_default().into()
}
