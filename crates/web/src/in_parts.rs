//! A form in parts (`multipart/form-data`, RFC 7578): its fields, and which files came with it. The
//! files themselves are taken nowhere.

/// What came in parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct InParts {
    /// The fields, in order.
    pub(crate) fields: Vec<(String, String)>,
    /// The names of the files; a place for a file that nobody chose one for is none.
    pub(crate) files: Vec<String>,
}

/// The most parts that are looked at.
const PARTS_MAX: usize = 1_000;
/// The longest that a boundary may be (RFC 2046).
const BOUNDARY_MAX: usize = 70;
/// Characters of a file's name that are said again.
const NAME_CHARS_MAX: usize = 100;

/// Whether what came says that it is in parts.
pub(crate) fn is_in_parts(content_type: &str) -> bool {
    content_type.trim().to_ascii_lowercase().starts_with("multipart/form-data")
}

/// The parts of a body; `None` where it does not say what stands between them. What is not UTF-8 is
/// read as Windows-1252: old pages send that.
pub(crate) fn in_parts(raw: &[u8], content_type: &str) -> Option<InParts> {
    let (_, boundary) = content_type.split_once("boundary=")?;
    let boundary = boundary.split(';').next()?.trim().trim_matches('"');
    let mark = format!("--{boundary}");
    if boundary.is_empty() || boundary.len() > BOUNDARY_MAX {
        return None;
    }
    let mut read = InParts::default();
    let mut rest = raw;
    for _ in 0..PARTS_MAX {
        let Some(start) = place(rest, mark.as_bytes()) else { break };
        rest = rest.get(start + mark.len()..)?;
        let part = rest.get(..place(rest, mark.as_bytes()).unwrap_or(0)).unwrap_or_default();
        let Some(blank) = place(part, b"\r\n\r\n") else { continue };
        let head = decoded(part.get(..blank)?);
        let value = part.get(blank + 4..)?;
        let value = value.strip_suffix(b"\r\n").unwrap_or(value);
        let said = |wanted: &str| {
            let pieces = head.split(['\n', ';']);
            let found = pieces.filter_map(|piece| piece.trim().strip_prefix(wanted)).next()?;
            Some(found.trim().trim_matches('"').to_owned())
        };
        match (said("name="), said("filename=").or_else(|| said("filename*="))) {
            (Some(name), None) => read.fields.push((name, decoded(value))),
            (_, Some(file)) if !file.is_empty() => {
                read.files.push(file.chars().take(NAME_CHARS_MAX).collect());
            }
            (_, Some(_)) | (None, None) => {}
        }
    }
    Some(read)
}

/// Text that is UTF-8 or, of old pages, Windows-1252.
pub(crate) fn decoded(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

fn place(text: &[u8], piece: &[u8]) -> Option<usize> {
    text.windows(piece.len()).position(|window| window == piece)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_and_files_are_named() {
        let part = |head: &str, value: &str| {
            format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n")
        };
        let body = [
            part("name=\"correo\"", "ana@acme.example"),
            part("name=\"cv\"; filename=\"cv.pdf\"", "%PDF"),
            part("name=\"otro\"; filename=\"\"", ""),
            part("name=\"mensaje\"", "Hola\r\ny adiós"),
            "--b--\r\n".to_owned(),
        ];
        let read = in_parts(body.concat().as_bytes(), "multipart/form-data; boundary=b").unwrap();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            read.fields,
            [pair("correo", "ana@acme.example"), pair("mensaje", "Hola\r\ny adiós")]
        );
        assert_eq!(read.files, ["cv.pdf"]);
        assert_eq!(in_parts(b"x", "multipart/form-data"), None);
        assert_eq!(in_parts(b"x", "multipart/form-data; boundary=b"), Some(InParts::default()));
    }
}
