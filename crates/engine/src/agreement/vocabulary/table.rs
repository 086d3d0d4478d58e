//! The glossary as a table: one row a term, one column a region.

use super::{Gender, Region, Term, Word};

/// The word for `term` in `region`.
pub(super) fn word(term: Term, region: Region) -> Word {
    let row = row(term);
    match region {
        Region::Spain => row.spain,
        Region::Mexico => row.mexico,
        Region::SouthernCone => row.southern_cone,
        Region::LatinAmerica => row.latin_america,
        Region::English => row.english,
    }
}

struct Row {
    spain: Word,
    mexico: Word,
    southern_cone: Word,
    latin_america: Word,
    english: Word,
}

#[rustfmt::skip]
fn row(term: Term) -> Row {
    match term {
        Term::Agreement => same(m("acuerdo", "acuerdos"), en("agreement", "agreements")),
        Term::Handoff => same(m("traspaso", "traspasos"), en("handoff", "handoffs")),
        Term::Stage => same(f("etapa", "etapas"), en("stage", "stages")),
        Term::Anonymous => same(f("visita anónima", "visitas anónimas"), en("anonymous visit", "anonymous visits")),
        Term::Lead => same(m("lead", "leads"), en("lead", "leads")),
        Term::Prospect => same(m("prospecto", "prospectos"), en("prospect", "prospects")),
        Term::Mql => spain_and_america(
            m("lead cualificado por marketing", "leads cualificados por marketing"),
            m("prospecto calificado por marketing", "prospectos calificados por marketing"),
            en("marketing-qualified lead", "marketing-qualified leads"),
        ),
        Term::Sal => spain_and_america(
            m("lead aceptado por ventas", "leads aceptados por ventas"),
            m("prospecto aceptado por ventas", "prospectos aceptados por ventas"),
            en("sales-accepted lead", "sales-accepted leads"),
        ),
        Term::Sql => spain_and_america(
            m("lead cualificado por ventas", "leads cualificados por ventas"),
            m("prospecto calificado por ventas", "prospectos calificados por ventas"),
            en("sales-qualified lead", "sales-qualified leads"),
        ),
        Term::Opportunity => same(f("oportunidad", "oportunidades"), en("opportunity", "opportunities")),
        Term::Customer => same(m("cliente", "clientes"), en("customer", "customers")),
        Term::Nurture => same(f("nutrición", "nutrición"), en("nurture", "nurture")),
        Term::Score => spain_and_america(f("puntuación", "puntuaciones"), m("puntaje", "puntajes"), en("score", "scores")),
        Term::Fit => same(m("perfil", "perfiles"), en("fit", "fits")),
        Term::Engagement => same(m("interés", "intereses"), en("interest", "interests")),
        Term::Threshold => same(m("umbral", "umbrales"), en("threshold", "thresholds")),
        Term::Persona => same(f("buyer persona", "buyer personas"), en("buyer persona", "buyer personas")),
        Term::Playbook => same(m("guion", "guiones"), en("playbook", "playbooks")),
        Term::Cadence => same(f("cadencia", "cadencias"), en("cadence", "cadences")),
        Term::Sequence => same(f("secuencia", "secuencias"), en("sequence", "sequences")),
        Term::RejectionReason => same(m("motivo de rechazo", "motivos de rechazo"), en("rejection reason", "rejection reasons")),
        Term::Commitment => same(m("compromiso", "compromisos"), en("commitment", "commitments")),
        Term::Breach => same(m("incumplimiento", "incumplimientos"), en("breach", "breaches")),
        Term::DueSoon => same(m("por vencer", "por vencer"), en("due soon", "due soon")),
        Term::OnTime => Row {
            spain: m("en plazo", "en plazo"),
            mexico: m("a tiempo", "a tiempo"),
            southern_cone: m("en término", "en término"),
            latin_america: m("a tiempo", "a tiempo"),
            english: en("on time", "on time"),
        },
        Term::Working => spain_and_america(m("laborable", "laborables"), m("hábil", "hábiles"), en("business", "business")),
        Term::Rehearsal => same(m("ensayo", "ensayos"), en("rehearsal", "rehearsals")),
        Term::Rep => Row {
            spain: m("comercial", "comerciales"),
            mexico: m("asesor comercial", "asesores comerciales"),
            southern_cone: m("vendedor", "vendedores"),
            latin_america: m("asesor comercial", "asesores comerciales"),
            english: en("sales rep", "sales reps"),
        },
        Term::Quote => spain_and_america(m("presupuesto", "presupuestos"), f("cotización", "cotizaciones"), en("quote", "quotes")),
        Term::Meeting => Row {
            spain: f("reunión", "reuniones"),
            mexico: f("cita", "citas"),
            southern_cone: f("reunión", "reuniones"),
            latin_america: f("cita", "citas"),
            english: en("meeting", "meetings"),
        },
        Term::MeetingArranged => Row {
            spain: f("reunión concertada", "reuniones concertadas"),
            mexico: f("cita agendada", "citas agendadas"),
            southern_cone: f("coordinó reunión", "coordinó reunión"),
            latin_america: f("cita agendada", "citas agendadas"),
            english: en("meeting booked", "meetings booked"),
        },
        Term::Mobile => spain_and_america(m("móvil", "móviles"), m("celular", "celulares"), en("mobile", "mobiles")),
        Term::Spreadsheet => Row {
            spain: f("hoja de cálculo", "hojas de cálculo"),
            mexico: f("hoja de cálculo", "hojas de cálculo"),
            southern_cone: f("planilla", "planillas"),
            latin_america: f("hoja de cálculo", "hojas de cálculo"),
            english: en("spreadsheet", "spreadsheets"),
        },
        Term::Qualification => spain_and_america(f("cualificación", "cualificaciones"), f("calificación", "calificaciones"), en("qualification", "qualifications")),
        Term::DoNotCallList => same(f("lista de exclusión", "listas de exclusión"), en("do-not-call list", "do-not-call lists")),
        Term::TaxId => same(f("identificación fiscal", "identificaciones fiscales"), en("tax id", "tax ids")),
    }
}

fn same(spanish: Word, english: Word) -> Row {
    spain_and_america(spanish, spanish, english)
}

fn spain_and_america(spain: Word, america: Word, english: Word) -> Row {
    Row { spain, mexico: america, southern_cone: america, latin_america: america, english }
}

fn m(one: &'static str, many: &'static str) -> Word {
    Word { one, many, gender: Gender::Masculine }
}

fn f(one: &'static str, many: &'static str) -> Word {
    Word { one, many, gender: Gender::Feminine }
}

fn en(one: &'static str, many: &'static str) -> Word {
    m(one, many)
}
