//! Which character stands between two cells.
//!
//! The one that cuts most lines into the same number of cells, since commas inside texts and
//! decimals come and go from line to line.

use super::separated::Splitter;

/// What was decided: the separator, and where the rows start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Separator {
    /// `None` for a list of one column.
    pub(super) character: Option<u8>,
    /// Whether the first line says so (`sep=;`) and is not a row of the list.
    pub(super) is_declared: bool,
    /// Cells of most rows; 0 where that was not looked at.
    pub(super) columns: usize,
}

pub(super) fn detect(text: &str, cell_bytes_max: usize) -> Separator {
    let first = text.split(['\n', '\r']).next().unwrap_or_default();
    if let Some(character) = declared(first) {
        return Separator { character: Some(character), is_declared: true, columns: 0 };
    }
    let sample_end = text.floor_char_boundary(SAMPLE_BYTES);
    let is_cut = sample_end < text.len();
    let sample = text.get(..sample_end).unwrap_or_default();
    let mut best = Separator { character: None, is_declared: false, columns: 0 };
    let mut score_best = 0;
    for candidate in CANDIDATES {
        let (score, columns) = score(sample, is_cut, candidate, cell_bytes_max);
        if score > score_best {
            score_best = score;
            best = Separator { character: Some(candidate), is_declared: false, columns };
        }
    }
    if best.character.is_none() {
        return named(sample, cell_bytes_max).unwrap_or(best);
    }
    best
}

/// The separator of a list whose rows are all of another length: what cuts one of the first lines
/// into the names of a contact list.
fn named(sample: &str, cell_bytes_max: usize) -> Option<Separator> {
    CANDIDATES.into_iter().find_map(|candidate| {
        let mut splitter = Splitter::new(sample, Some(candidate), cell_bytes_max);
        let mut cells = Vec::new();
        for _ in 0..NAMED_WITHIN_ROWS {
            cells.clear();
            if !splitter.next_row(&mut cells, usize::MAX).is_ok_and(|is_row| is_row) {
                break;
            }
            let columns = splitter.cell_count();
            if columns > 1 && super::header::is_known(&cells) && !is_sentence(candidate, &cells) {
                let character = Some(candidate);
                return Some(Separator { character, is_declared: false, columns });
            }
        }
        None
    })
}

/// Whether commas stand as in a sentence: "Llamar al cliente, por teléfono".
fn is_sentence(candidate: u8, cells: &[String]) -> bool {
    let goes_on = |cell: &String| {
        let rest = cell.strip_prefix(' ');
        rest.is_some_and(|rest| rest.starts_with(char::is_lowercase))
    };
    candidate == b',' && cells.iter().any(goes_on)
}

/// Lines among which the names of the columns stand.
const NAMED_WITHIN_ROWS: usize = 5;

/// On a tie the earlier wins: the rarer a character is inside texts, the earlier.
const CANDIDATES: [u8; 4] = [b'\t', b';', b'|', b','];
const SAMPLE_BYTES: usize = 64 << 10;
const SAMPLE_ROWS: usize = 200;

/// `sep=;`, which Excel writes and obeys.
fn declared(line: &str) -> Option<u8> {
    let line = line.trim_matches(|c| c == '"' || c == '\r' || c == '\u{feff}');
    let rest = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep="));
    let character = line.as_bytes().get(rest?.len()).copied()?;
    (line.len() == 5 && character.is_ascii_punctuation() || character == b'\t').then_some(character)
}

/// 0 where `candidate` does not make columns; more where more rows agree and where it makes more
/// columns.
fn score(sample: &str, is_cut: bool, candidate: u8, cell_bytes_max: usize) -> (u64, usize) {
    let mut splitter = Splitter::new(sample, Some(candidate), cell_bytes_max);
    let mut counts: Vec<usize> = Vec::new();
    let mut cells = Vec::new();
    while counts.len() < SAMPLE_ROWS {
        match splitter.next_row(&mut cells, usize::MAX) {
            Ok(true) => {}
            // An overlong cell: what comes before it is evidence enough.
            Ok(false) | Err(_) => break,
        }
        if cells.iter().any(|cell| !super::grid::is_blank(cell)) {
            counts.push(splitter.cell_count());
        }
        cells.clear();
    }
    if is_cut && counts.len() > 1 && counts.len() < SAMPLE_ROWS {
        counts.pop();
    }
    let total = counts.len();
    counts.sort_unstable();
    let (agreeing, columns) = counts
        .chunk_by(|a, b| a == b)
        .filter(|run| run.first().is_some_and(|&columns| columns > 1))
        .map(|run| (run.len(), run.first().copied().unwrap_or_default()))
        .max()
        .unwrap_or_default();
    // Fewer than two in five rows agreeing is what the commas of sentences do.
    if agreeing * 5 < total * 2 || agreeing == 0 {
        return (0, 0);
    }
    let share_permille = agreeing as u64 * 1_000 / total as u64;
    let spread = ((columns as u64 - 1) * 10_000).isqrt();
    (share_permille * share_permille * spread, columns)
}
