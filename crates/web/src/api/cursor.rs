//! Where the next page of a list begins, as a text that means nothing to who carries it.
//!
//! It opens nothing that its bearer could not ask for, so it is not secret; it carries a digest of
//! the list it belongs to, so that one of another list, filter or workspace is refused instead of
//! leaving rows out.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::problem::{ApiResult, Problem};

/// Bytes of the digest that a cursor carries.
const DIGEST: usize = 8;

/// The cursor of a place in a list; `list` says which list that is, filter and all.
pub(super) fn seal(list: &str, place: &impl Serialize) -> Option<String> {
    let place = serde_json::to_vec(place).ok()?;
    let bytes = digest(list, &place).into_iter().chain(place);
    Some(bytes.map(|byte| format!("{byte:02x}")).collect())
}

/// The place that a cursor stands for.
///
/// # Errors
///
/// It is none of this list.
pub(super) fn open<T: DeserializeOwned>(list: &str, cursor: &str) -> ApiResult<T> {
    let bytes = bytes(cursor).ok_or(Problem::Cursor)?;
    let (kept, place) = bytes.split_at_checked(DIGEST).ok_or(Problem::Cursor)?;
    if digest(list, place) != kept {
        return Err(Problem::Cursor);
    }
    serde_json::from_slice(place).map_err(|_| Problem::Cursor)
}

fn digest(list: &str, place: &[u8]) -> Vec<u8> {
    let mut digest = Sha256::new();
    digest.update(list.as_bytes());
    digest.update([0]);
    digest.update(place);
    digest.finalize().into_iter().take(DIGEST).collect()
}

/// The bytes of a hexadecimal text.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(16)).collect();
    let pairs = digits?;
    let pairs = pairs.chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(high * 16 + low).ok(),
        _ => None,
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_of_one_list() {
        let sealed = seal("contacts stage=mql", &(7, "a")).unwrap();
        assert_eq!(open::<(u32, String)>("contacts stage=mql", &sealed).unwrap(), (7, "a".into()));
        for (list, cursor) in
            [("contacts stage=sql", sealed.as_str()), ("contacts stage=mql", "zz"), ("", "")]
        {
            assert!(matches!(open::<(u32, String)>(list, cursor), Err(Problem::Cursor)));
        }
    }
}
