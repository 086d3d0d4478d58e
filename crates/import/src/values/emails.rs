//! E-mail addresses of a cell.

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
    fn roles() {
        assert!(is_role("info@acme.example") && is_role("ventas2@acme.example"));
        assert!(!is_role("infante@acme.example") && !is_role("ana.info@acme.example"));
    }
}
