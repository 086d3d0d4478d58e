//! E-mail addresses of a cell.

use std::collections::HashSet;
use std::sync::LazyLock;

use engine::agreement::sealed::lists::built_in;

/// Every address of a cell in lower case, each once, and the parts that are none.
#[must_use]
pub fn emails(cell: &str) -> (Vec<String>, Vec<String>) {
    let mut found: Vec<String> = Vec::new();
    let mut unreadable: Vec<String> = Vec::new();
    let apart = |c: char| matches!(c, ';' | ',' | '\n' | '\r' | '|' | '/');
    for part in cell.split(":::").flat_map(|part| part.split(apart)) {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        // Two addresses in one cell may stand apart by a blank alone.
        let words: Vec<&str> = part.split_whitespace().filter(|word| word.contains('@')).collect();
        let addresses: Vec<String> = words.iter().filter_map(|word| address(word)).collect();
        if addresses.is_empty() || addresses.len() < words.len() {
            unreadable.push(part.to_owned());
        }
        for address in addresses {
            if !found.contains(&address) {
                found.push(address);
            }
        }
    }
    (found, unreadable)
}

/// The address of a word such as `<Ana@ACME.example>,`, in lower case.
///
/// The local part is what mailboxes really have (RFC 5321 atoms without quotes, in any script as
/// RFC 6531 allows: Spain has "mª.garcia"); the domain is labels of letters, digits and hyphens.
#[must_use]
pub fn address(word: &str) -> Option<String> {
    let word = word.strip_prefix("mailto:").unwrap_or(word);
    let word = word.trim_matches(|c: char| {
        matches!(c, '<' | '>' | '(' | ')' | '"' | '\'' | '.' | ',' | ':' | '[' | ']')
    });
    let lower = word.to_lowercase();
    let (local, domain) = lower.rsplit_once('@')?;
    let is_local = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let has_name =
        labels.last().is_some_and(|last| last.len() >= 2 && last.chars().all(char::is_alphabetic));
    (is_local && labels.len() >= 2 && has_name && labels.iter().all(is_label) && lower.len() <= 254)
        .then_some(lower)
}

/// The name and the address of a cell that says both, as programs of mail write them: "Ana Ruiz
/// <ana@acme.example>", or with parentheses.
#[must_use]
pub fn named(cell: &str) -> Option<(&str, String)> {
    let (name, inside) = match cell.trim().strip_suffix('>') {
        Some(rest) => rest.rsplit_once('<')?,
        None => cell.trim().strip_suffix(')')?.rsplit_once('(')?,
    };
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let is_name = name.contains(char::is_alphabetic) && !name.contains('@');
    let inside = inside.trim();
    let is_one = !inside.contains(char::is_whitespace);
    address(inside).filter(|_| is_name && is_one).map(|address| (name, address))
}

/// Whether a site gives a mailbox to anybody, so that it says nothing of a company.
#[must_use]
pub fn is_free(site: &str) -> bool {
    static FREE: LazyLock<HashSet<&str>> =
        LazyLock::new(|| built_in("free_mail").into_iter().flatten().copied().collect());
    FREE.contains(site)
}

/// Whether a site gives mailboxes that are thrown away.
#[must_use]
pub fn is_disposable(site: &str) -> bool {
    static THROWN_AWAY: LazyLock<HashSet<&str>> =
        LazyLock::new(|| built_in("disposable_mail").into_iter().flatten().copied().collect());
    THROWN_AWAY.contains(site)
}

/// Whether a mailbox belongs to a role and not to a person.
#[must_use]
pub fn is_role(email: &str) -> bool {
    const ROLES: [&str; 46] = [
        "info",
        "informacion",
        "contacto",
        "contact",
        "hola",
        "hello",
        "ventas",
        "comercial",
        "sales",
        "compras",
        "pedidos",
        "administracion",
        "admin",
        "contabilidad",
        "facturacion",
        "facturas",
        "rrhh",
        "hr",
        "empleo",
        "marketing",
        "prensa",
        "press",
        "soporte",
        "support",
        "atencion",
        "atencionalcliente",
        "clientes",
        "recepcion",
        "secretaria",
        "direccion",
        "gerencia",
        "oficina",
        "office",
        "tecnico",
        "taller",
        "almacen",
        "logistica",
        "calidad",
        "export",
        "mail",
        "correo",
        "web",
        "webmaster",
        "noreply",
        "no-reply",
        "general",
    ];
    let local = email.split('@').next().unwrap_or_default();
    let local = local.split(['.', '+']).next().unwrap_or_default();
    ROLES.contains(&local.trim_end_matches(|c: char| c.is_ascii_digit()))
}

/// Whether a mailbox is what people write where they have none, as "no@no.com" and
/// "sincorreo@gmail.com".
#[must_use]
pub fn is_placeholder(email: &str) -> bool {
    const NOTHING: [&str; 30] = [
        "nada",
        "noemail",
        "nomail",
        "nocorreo",
        "notiene",
        "notengo",
        "sincorreo",
        "sinemail",
        "sinmail",
        "ninguno",
        "ninguna",
        "none",
        "null",
        "notieneemail",
        "notienecorreo",
        "notienemail",
        "nohay",
        "noaplica",
        "pendiente",
        "desconocido",
        "nodisponible",
        "noname",
        "nobody",
        "noone",
        "unknown",
        "asdf",
        "asdfg",
        "qwerty",
        "noexiste",
        "nodeja",
    ];
    // Somebody's initials as well, but at sites such as these.
    const SHORT: [&str; 8] = ["no", "sin", "na", "nd", "qwe", "abc", "test", "prueba"];
    const SITES: [&str; 14] = [
        "correo", "mail", "email", "tiene", "tengo", "hay", "existe", "gmail", "hotmail", "yahoo",
        "outlook", "test", "prueba", "ejemplo",
    ];
    const TRIALS: [&str; 10] = [
        "test", "prueba", "pruebas", "ejemplo", "email", "correo", "mail", "tucorreo", "usuario",
        "user",
    ];
    let Some((local, domain)) = email.split_once('@') else { return false };
    let plain = |text: &str| text.replace(['.', '-', '_'], "");
    let (local, site) = (plain(local), plain(domain.split('.').next().unwrap_or_default()));
    let (local, site) = (local.as_str(), site.as_str());
    let is_repeated = |text: &str| {
        let mut letters = text.chars();
        letters.next().is_some_and(|first| letters.all(|letter| letter == first))
    };
    NOTHING.contains(&local)
        || (site.starts_with(['n', 's']) && NOTHING.contains(&site))
        || (SHORT.contains(&local) && (local == site || SITES.contains(&site)))
        || (TRIALS.contains(&local) && (local == site || TRIALS.contains(&site)))
        || (is_repeated(local) && is_repeated(site))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_addresses() {
        for (cell, expected, bad) in [
            ("Ana@ACME.Example", vec!["ana@acme.example"], 0),
            (
                "Ana <ana@acme.example>;eva@acme.example",
                vec!["ana@acme.example", "eva@acme.example"],
                0,
            ),
            ("a@b.es ::: A@b.es", vec!["a@b.es"], 0),
            ("mailto:ana@b.es,", vec!["ana@b.es"], 0),
            ("ana@b", vec![], 1),
            ("ana b.es", vec![], 1),
            ("ana..b@c.es", vec![], 1),
            ("mª.garcia@c.es", vec!["mª.garcia@c.es"], 0),
            ("@ revisar email", vec![], 1),
        ] {
            let (found, unreadable) = emails(cell);
            assert_eq!(found, expected, "{cell}");
            assert_eq!(unreadable.len(), bad, "{cell}");
        }
    }

    #[test]
    fn a_name_beside_its_address() {
        for (cell, name) in [
            ("Ana Ruiz <ana@acme.example>", "Ana Ruiz"),
            ("Ana Ruiz (Ana@ACME.example) ", "Ana Ruiz"),
            ("\"Ruiz, Ana\" <mailto:ana@acme.example>", "Ruiz, Ana"),
        ] {
            assert_eq!(named(cell), Some((name, "ana@acme.example".to_owned())), "{cell}");
        }
        for cell in [
            "ana@acme.example",
            "<ana@acme.example>",
            "eva@acme.example <ana@acme.example>",
            "Ana (Acme)",
            "Ana (de a@b.es)",
            "Ana ana@acme.example",
        ] {
            assert_eq!(named(cell), None, "{cell}");
        }
    }

    #[test]
    fn what_is_written_for_no_mailbox() {
        for email in [
            "noemail@noemail.com",
            "no@no.com",
            "test@test.com",
            "sin@correo.com",
            "x@x.com",
            "no@tiene.es",
            "sincorreo@gmail.com",
            "sin.correo@hotmail.com",
            "correo@correo.com",
            "aaa@aaa.es",
        ] {
            assert!(is_placeholder(email), "{email}");
        }
        for email in ["ana@no-limits.es", "acme@acme.es", "na@acme.es", "t@gmail.com", "ana@abc.es"]
        {
            assert!(!is_placeholder(email), "{email}");
        }
    }

    #[test]
    fn roles() {
        assert!(is_role("info@acme.example") && is_role("ventas2@acme.example"));
        assert!(!is_role("infante@acme.example") && !is_role("ana.info@acme.example"));
    }
}
