//! The catalogue of events as phrases: what a contact did, in every form that sentences need.
//!
//! Every phrase has the contact as its subject, so that phrases can be joined: a call of ours is
//! one that the contact received.

use crate::agreement::Language;
use crate::agreement::vocabulary::{Pack, Term};

/// An event as a verb and its object.
#[derive(Debug, Clone)]
pub(super) struct EventPhrase {
    /// The verb's forms.
    pub(super) verb: Verb,
    /// What follows the verb.
    pub(super) object: String,
}

/// A verb in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verb {
    /// "pidió", "asked for".
    pub(super) past: &'static str,
    /// "no pidió", "did not ask for": what goes before it, and the form it takes there.
    pub(super) denied: (&'static str, &'static str),
    /// "pedir", "asking for": after "por" and "for", "sin" and "without".
    pub(super) noun: &'static str,
}

impl Verb {
    /// The form after "que el contacto" and "as the contact".
    pub(super) fn told(&self) -> &'static str {
        if self.denied.0 == "no " { self.past } else { self.noun }
    }
}

/// The phrase of a catalogue event; `None` for names that people track themselves.
pub(super) fn phrase(event: &str, pack: &Pack) -> Option<EventPhrase> {
    let row = ROWS.iter().find(|row| row.0 == event)?;
    let (_, es, en) = row;
    let phrase = match pack.language() {
        Language::Es => {
            let object = match event {
                "quote_requested" => pack.word(Term::Quote).one.to_owned(),
                _ => es.2.replace("reunión", pack.word(Term::Meeting).one),
            };
            EventPhrase { verb: spanish(es.0, es.1), object }
        }
        Language::En => EventPhrase { verb: english(en.0, en.1, en.2), object: en.3.to_owned() },
    };
    Some(phrase)
}

/// "hizo", for events that people track themselves.
pub(super) fn do_verb(pack: &Pack) -> Verb {
    match pack.language() {
        Language::Es => spanish("hizo", "hacer"),
        Language::En => english("did", "do", "doing"),
    }
}

/// "escribió", for messages of a channel.
pub(super) fn write_verb(pack: &Pack) -> Verb {
    match pack.language() {
        Language::Es => spanish("escribió", "escribir"),
        Language::En => english("wrote", "write", "writing"),
    }
}

fn spanish(past: &'static str, noun: &'static str) -> Verb {
    Verb { past, denied: ("no ", past), noun }
}

fn english(past: &'static str, base: &'static str, noun: &'static str) -> Verb {
    Verb { past, denied: ("did not ", base), noun }
}

/// Past and infinitive, and what follows.
type Es = (&'static str, &'static str, &'static str);
/// Past, base and -ing form, and what follows.
type En = (&'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const ROWS: &[(&str, Es, En)] = &[
    // Theirs.
    ("page", ("visitó", "visitar", "una página"), ("visited", "visit", "visiting", "a page")),
    ("form_submitted", ("envió", "enviar", "un formulario"), ("submitted", "submit", "submitting", "a form")),
    ("form_started", ("empezó", "empezar", "un formulario"), ("started", "start", "starting", "a form")),
    ("content_downloaded", ("descargó", "descargar", "un contenido"), ("downloaded", "download", "downloading", "a piece of content")),
    ("video_started", ("empezó", "empezar", "a ver un vídeo"), ("started", "start", "starting", "watching a video")),
    ("video_completed", ("vio", "ver", "un vídeo entero"), ("watched", "watch", "watching", "a whole video")),
    ("webinar_registered", ("se apuntó", "apuntarse", "a un seminario web"), ("signed up", "sign up", "signing up", "for a webinar")),
    ("webinar_attended", ("asistió", "asistir", "a un seminario web"), ("attended", "attend", "attending", "a webinar")),
    ("email_opened", ("abrió", "abrir", "un correo"), ("opened", "open", "opening", "an email")),
    ("email_clicked", ("hizo", "hacer", "clic en un correo"), ("clicked", "click", "clicking", "in an email")),
    ("email_replied", ("respondió", "responder", "a un correo"), ("replied", "reply", "replying", "to an email")),
    ("subscribed", ("se dio", "darse", "de alta en el boletín"), ("subscribed", "subscribe", "subscribing", "to the newsletter")),
    ("unsubscribed", ("se dio", "darse", "de baja del boletín"), ("unsubscribed", "unsubscribe", "unsubscribing", "from the newsletter")),
    ("message_received", ("escribió", "escribir", "un mensaje"), ("wrote", "write", "writing", "a message")),
    ("call_received", ("llamó", "llamar", "por teléfono"), ("phoned", "phone", "phoning", "us")),
    ("social_engaged", ("interactuó", "interactuar", "en redes sociales"), ("engaged", "engage", "engaging", "on social media")),
    ("met_at_event", ("pasó", "pasar", "por el stand"), ("visited", "visit", "visiting", "the stand")),
    ("lead_ad_submitted", ("envió", "enviar", "un formulario de anuncio"), ("submitted", "submit", "submitting", "a lead ad form")),
    ("meeting_booked", ("reservó", "reservar", "una reunión"), ("booked", "book", "booking", "a meeting")),
    ("meeting_held", ("se reunió", "reunirse", "con el equipo"), ("met", "meet", "meeting", "the team")),
    ("meeting_missed", ("faltó", "faltar", "a una reunión"), ("missed", "miss", "missing", "a meeting")),
    ("meeting_cancelled", ("canceló", "cancelar", "una reunión"), ("cancelled", "cancel", "cancelling", "a meeting")),
    ("quote_requested", ("pidió", "pedir", "cotización"), ("asked for", "ask for", "asking for", "a quote")),
    ("demo_requested", ("pidió", "pedir", "una demo"), ("asked for", "ask for", "asking for", "a demo")),
    ("sample_requested", ("pidió", "pedir", "una muestra"), ("asked for", "ask for", "asking for", "a sample")),
    ("trial_started", ("empezó", "empezar", "una prueba"), ("started", "start", "starting", "a trial")),
    ("product_viewed", ("miró", "mirar", "un producto"), ("looked at", "look at", "looking at", "a product")),
    // Ours, as the contact lives them.
    ("call_made", ("recibió", "recibir", "una llamada del equipo"), ("got", "get", "getting", "a call from the team")),
    ("message_sent", ("recibió", "recibir", "un mensaje del equipo"), ("got", "get", "getting", "a message from the team")),
    ("email_sent", ("recibió", "recibir", "un correo del equipo"), ("got", "get", "getting", "an email from the team")),
    ("visit_made", ("recibió", "recibir", "una visita del equipo"), ("got", "get", "getting", "a visit from the team")),
    ("material_sent", ("recibió", "recibir", "material"), ("got", "get", "getting", "material")),
    ("demo_given", ("vio", "ver", "una demo"), ("saw", "see", "seeing", "a demo")),
    ("sample_sent", ("recibió", "recibir", "una muestra"), ("got", "get", "getting", "a sample")),
    ("reference_given", ("recibió", "recibir", "la referencia de un cliente"), ("got", "get", "getting", "a customer reference")),
    ("proposal_sent", ("recibió", "recibir", "una propuesta"), ("got", "get", "getting", "a proposal")),
    ("proposal_seen", ("abrió", "abrir", "la propuesta"), ("opened", "open", "opening", "the proposal")),
    ("note_added", ("recibió", "recibir", "una nota del equipo en su ficha"), ("got", "get", "getting", "a note from the team on their record")),
    ("task_done", ("recibió", "recibir", "una tarea hecha en su ficha"), ("got", "get", "getting", "a finished task on their record")),
    // Decisions and outcomes.
    ("stage_changed", ("cambió", "cambiar", "de etapa"), ("changed", "change", "changing", "stage")),
    ("handoff_offered", ("pasó", "pasar", "al otro equipo"), ("passed", "pass", "passing", "to the other team")),
    ("handoff_accepted", ("quedó", "quedar", "con el traspaso aceptado"), ("got", "get", "getting", "their handoff accepted")),
    ("handoff_rejected", ("quedó", "quedar", "con el traspaso rechazado"), ("got", "get", "getting", "their handoff rejected")),
    ("handoff_returned", ("quedó", "quedar", "con el traspaso devuelto"), ("got", "get", "getting", "their handoff returned")),
    ("opportunity_opened", ("abrió", "abrir", "una oportunidad"), ("opened", "open", "opening", "an opportunity")),
    ("opportunity_changed", ("cambió", "cambiar", "su oportunidad"), ("changed", "change", "changing", "their opportunity")),
    ("won", ("cerró", "cerrar", "una compra"), ("closed", "close", "closing", "a purchase")),
    ("lost", ("dejó", "dejar", "pasar una oportunidad"), ("let", "let", "letting", "an opportunity go")),
    ("imported", ("llegó", "llegar", "en una lista importada"), ("came", "come", "coming", "in an imported list")),
    ("consent_given", ("dio", "dar", "un permiso"), ("gave", "give", "giving", "a consent")),
    ("consent_withdrawn", ("retiró", "retirar", "un permiso"), ("withdrew", "withdraw", "withdrawing", "a consent")),
];

/// The name of a property in sentences; `None` for those that people track themselves.
pub(super) fn property(id: &str, language: Language) -> Option<&'static str> {
    let row = PROPERTIES.iter().find(|row| row.0 == id)?;
    Some(match language {
        Language::Es => row.1,
        Language::En => row.2,
    })
}

#[rustfmt::skip]
const PROPERTIES: &[(&str, &str, &str)] = &[
    ("ad", "anuncio", "ad"),
    ("amount", "importe", "amount"),
    ("asset", "contenido", "asset"),
    ("auto_reply", "respuesta automática", "automatic reply"),
    ("budget", "dinero asignado", "budget"),
    ("campaign", "campaña", "campaign"),
    ("channel", "canal", "channel"),
    ("content", "contenido", "content"),
    ("cta", "llamada a la acción", "call to action"),
    ("event_name", "nombre del evento", "event name"),
    ("fields", "campos", "fields"),
    ("form", "formulario", "form"),
    ("format", "formato", "format"),
    ("human", "probabilidad de ser una persona", "likelihood of being a person"),
    ("interest", "interés", "interest"),
    ("journey_stage", "momento de la compra", "buying stage"),
    ("kind", "tipo", "type"),
    ("link", "enlace", "link"),
    ("mail", "correo", "email"),
    ("message", "mensaje", "message"),
    ("network", "red", "network"),
    ("notes", "nota", "note"),
    ("opt_out", "petición de baja", "opt-out"),
    ("outcome", "resultado", "outcome"),
    ("page", "página", "page"),
    ("path", "ruta", "path"),
    ("platform", "plataforma", "platform"),
    ("product", "producto", "product"),
    ("question", "pregunta", "question"),
    ("segment", "segmento", "segment"),
    ("text", "texto", "text"),
    ("timeframe", "plazo de compra", "buying timeframe"),
    ("title", "título", "title"),
    ("topic", "tema", "topic"),
    ("url", "dirección", "address"),
    ("wants_demo", "petición de demo", "request for a demo"),
];

/// A closed value as a noun: a channel's name, a format with its article, the outcome of a call.
pub(super) fn value(property: &str, value: &str, language: Language) -> Option<&'static str> {
    let row = VALUES.iter().find(|row| row.0 == property && row.1 == value)?;
    Some(match language {
        Language::Es => row.2,
        Language::En => row.3,
    })
}

#[rustfmt::skip]
const VALUES: &[(&str, &str, &str, &str)] = &[
    ("channel", "whatsapp", "WhatsApp", "WhatsApp"),
    ("channel", "linkedin", "LinkedIn", "LinkedIn"),
    ("channel", "chat", "el chat", "chat"),
    ("channel", "sms", "SMS", "SMS"),
    ("channel", "email", "correo", "email"),
    ("channel", "instagram", "Instagram", "Instagram"),
    ("channel", "facebook", "Facebook", "Facebook"),
    ("channel", "telegram", "Telegram", "Telegram"),
    ("channel", "phone", "teléfono", "phone"),
    ("format", "ebook", "un e-book", "an e-book"),
    ("format", "guide", "una guía", "a guide"),
    ("format", "whitepaper", "un informe", "a white paper"),
    ("format", "case_study", "un caso de éxito", "a case study"),
    ("format", "catalog", "un catálogo", "a catalogue"),
    ("format", "price_list", "una lista de precios", "a price list"),
    ("format", "brochure", "un folleto", "a brochure"),
    ("format", "template", "una plantilla", "a template"),
    ("format", "checklist", "una lista de comprobación", "a checklist"),
    ("format", "datasheet", "una ficha técnica", "a data sheet"),
    ("outcome", "talked", "hablamos", "talked"),
    ("outcome", "no_answer", "no contestó", "no answer"),
    ("outcome", "voicemail", "buzón de voz", "voicemail"),
    ("outcome", "wrong_number", "número equivocado", "wrong number"),
    ("outcome", "asked_not_to_be_called", "pidió que no se le llame", "asked not to be called"),
    ("outcome", "no_show", "no se presentó", "no show"),
    ("outcome", "already_customer", "ya es cliente", "already a customer"),
    ("outcome", "booked", "reunión fijada", "meeting booked"),
    ("kind", "call", "por llamada", "on a call"),
    ("kind", "video", "por videollamada", "on a video call"),
    ("kind", "visit", "en una visita", "on a visit"),
    ("kind", "demo", "en una demo", "in a demo"),
    ("kind", "like", "con un «me gusta»", "with a like"),
    ("kind", "share", "compartiendo", "by sharing"),
    ("kind", "comment", "con un comentario", "with a comment"),
    ("kind", "follow", "con un seguimiento", "with a follow"),
    ("kind", "mention", "con una mención", "with a mention"),
    ("kind", "connection", "con una conexión", "with a connection"),
];
