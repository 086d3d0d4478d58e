//! Word by word: what was kept, inserted and deleted.

/// A run of words with its fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// In both versions.
    Kept(String),
    /// Only in the new one.
    Inserted(String),
    /// Only in the old one.
    Deleted(String),
}

/// What became of each word from `old` to `new`. Where words were replaced, those deleted stand
/// before those inserted.
///
/// Joining what was kept and inserted gives `new`, kept and deleted gives `old`.
#[must_use]
pub fn marks(old: &str, new: &str) -> Vec<Mark> {
    if old == new {
        return vec![Mark::Kept(new.to_owned())];
    }
    let (old, new) = (pieces(old), pieces(new));
    let lengths = common_lengths(&old, &new);
    let at = |i: usize, j: usize| lengths[i * (new.len() + 1) + j];
    let mut marks: Vec<Mark> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        let is_kept = i < old.len() && j < new.len() && old[i] == new[j];
        if is_kept {
            kept(&mut marks, old[i]);
            i += 1;
            j += 1;
        } else if j == new.len() || (i < old.len() && at(i + 1, j) >= at(i, j + 1)) {
            deleted(&mut marks, old[i]);
            i += 1;
        } else {
            inserted(&mut marks, new[j]);
            j += 1;
        }
    }
    merged(marks)
}

/// Words with the space or punctuation after them apart, so that "60," and "60." share "60".
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_alphanumeric() {
            let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '\'' | '’' | '@');
            // A mark between digits belongs to the number.
            let mut end = rest.len();
            let mut before = first;
            for (index, c) in rest.char_indices() {
                let after = rest.get(index + c.len_utf8()..).and_then(|tail| tail.chars().next());
                let is_mark = matches!(c, '.' | ',' | '\u{a0}' | ':' | '/')
                    && before.is_ascii_digit()
                    && after.is_some_and(|after| after.is_ascii_digit());
                if !is_inside(c) && !is_mark {
                    end = index;
                    break;
                }
                before = c;
            }
            end
        } else {
            first.len_utf8()
        };
        let (piece, after) = rest.split_at(length);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// Lengths of the longest common subsequences of all tails.
fn common_lengths(old: &[&str], new: &[&str]) -> Vec<usize> {
    let width = new.len() + 1;
    let mut lengths = vec![0; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i * width + j] = if old[i] == new[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    lengths
}

fn kept(marks: &mut Vec<Mark>, piece: &str) {
    match marks.last_mut() {
        Some(Mark::Kept(text)) => text.push_str(piece),
        _ => marks.push(Mark::Kept(piece.to_owned())),
    }
}

fn deleted(marks: &mut Vec<Mark>, piece: &str) {
    match marks.last_mut() {
        Some(Mark::Deleted(text)) => text.push_str(piece),
        _ => marks.push(Mark::Deleted(piece.to_owned())),
    }
}

fn inserted(marks: &mut Vec<Mark>, piece: &str) {
    match marks.last_mut() {
        Some(Mark::Inserted(text)) => text.push_str(piece),
        _ => marks.push(Mark::Inserted(piece.to_owned())),
    }
}

/// A lone space or comma that two replaced runs share is no anchor: the runs read as one. What was
/// deleted goes before what was inserted.
fn merged(marks: Vec<Mark>) -> Vec<Mark> {
    let mut merged: Vec<Mark> = Vec::with_capacity(marks.len());
    let (mut gone, mut come) = (String::new(), String::new());
    let count = marks.len();
    for (index, mark) in marks.into_iter().enumerate() {
        match mark {
            Mark::Deleted(text) => gone.push_str(&text),
            Mark::Inserted(text) => come.push_str(&text),
            Mark::Kept(text)
                if !gone.is_empty()
                    && !come.is_empty()
                    && index + 1 < count
                    && !text.contains(char::is_alphanumeric) =>
            {
                gone.push_str(&text);
                come.push_str(&text);
            }
            Mark::Kept(text) => {
                flush(&mut merged, &mut gone, &mut come);
                merged.push(Mark::Kept(text));
            }
        }
    }
    flush(&mut merged, &mut gone, &mut come);
    merged
}

fn flush(merged: &mut Vec<Mark>, gone: &mut String, come: &mut String) {
    if !gone.is_empty() {
        merged.push(Mark::Deleted(std::mem::take(gone)));
    }
    if !come.is_empty() {
        merged.push(Mark::Inserted(std::mem::take(come)));
    }
}
