//! A form as a site can carry it in its own page, without a script: what is always asked, as plain
//! HTML that says nothing of how it looks.

use runtime::forms::{About, Form, Kind, Question};

use super::mail::escaped;
use crate::words::Words;

/// The form, sent to an address.
pub(super) fn plain(form: &Form, address: &str, w: &Words) -> String {
    let language = form.language_for(w.language());
    let mut html = format!("<form method=\"post\" action=\"{address}\">\n");
    let shown = form.questions.iter().filter(|one| one.is_required || one.about == About::Visit);
    for one in shown {
        let label = escaped(one.label.of(language));
        html.push_str(&format!("  <label>{label} {}</label>\n", field(one, form, w)));
    }
    for consent in &form.consents {
        let (purpose, text) = (&consent.purpose, escaped(consent.text.of(language)));
        html.push_str(&format!(
            "  <label><input type=\"checkbox\" name=\"consent\" value=\"{purpose}\"> {text}</label>\n"
        ));
    }
    html.push_str("  <input name=\"website\" hidden tabindex=\"-1\" autocomplete=\"off\">\n");
    let button = form.button.of(language);
    let button = if button.is_empty() { w.t("form-send") } else { escaped(button) };
    html.push_str(&format!("  <button>{button}</button>\n</form>"));
    html
}

fn field(one: &Question, form: &Form, w: &Words) -> String {
    let required = if one.is_required { " required" } else { "" };
    let name = format!("name=\"{}\"{required}", one.id);
    let option = |value: &str, shown: &str| {
        format!("<option value=\"{}\">{}</option>", escaped(value), escaped(shown))
    };
    let language = form.language_for(w.language());
    match one.kind {
        Kind::Long => format!("<textarea {name}></textarea>"),
        Kind::Email => format!("<input type=\"email\" {name}>"),
        Kind::Phone => format!("<input type=\"tel\" {name}>"),
        Kind::Number => format!("<input inputmode=\"decimal\" {name}>"),
        Kind::Text => format!("<input {name}>"),
        Kind::Choice => {
            let choices = one.choices.iter();
            let options: String =
                choices.map(|choice| option(&choice.value, choice.shown(language))).collect();
            format!("<select {name}><option value=\"\"></option>{options}</select>")
        }
        Kind::YesNo => {
            let options: String = ["yes", "no"].map(|id| option(id, &w.t(id))).concat();
            format!("<select {name}><option value=\"\"></option>{options}</select>")
        }
    }
}
