//! What came, as bytes: never more than is taken, however slowly, and out of its compression.
//!
//! What the request says of its content is not looked at: browsers call JSON `text/plain`, and one
//! client calls compressed JSON a form.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, header};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use http_body_util::BodyExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::refusal::{Refusal, Taken};

/// The longest that a body may take to arrive.
const LASTS_MAX: Duration = Duration::from_secs(60);
/// Bytes that are read, and thrown away where they are too many, so that a client gets to see the
/// answer.
const DISCARDED_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Bytes of bodies that are in memory at once, whoever sends them.
const BYTES_AT_ONCE_MAX: usize = 256 * 1024 * 1024;

/// The room that bodies have in memory.
#[derive(Debug)]
pub(super) struct Room {
    bytes: Arc<Semaphore>,
}

impl Default for Room {
    fn default() -> Room {
        Room { bytes: Arc::new(Semaphore::new(BYTES_AT_ONCE_MAX)) }
    }
}

/// A body that came whole, still compressed where it was; it takes its room until it is dropped.
#[derive(Debug)]
pub(super) struct Came {
    bytes: Vec<u8>,
    coding: Coding,
    _room: Option<OwnedSemaphorePermit>,
}

/// How a body is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Plain,
    Gzip,
    Deflate,
}

impl Room {
    /// Reads a body of at most so many bytes.
    ///
    /// # Errors
    ///
    /// It is longer, it does not arrive, it is compressed in another way, or there is no room.
    pub(super) async fn read(
        &self,
        headers: &HeaderMap,
        body: Body,
        bytes_max: usize,
    ) -> Taken<Came> {
        let coding = coding(headers)?;
        let read = tokio::time::timeout(LASTS_MAX, self.whole(body, bytes_max));
        let (bytes, room) = read.await.map_err(|_| Refusal::TooSlow)??;
        Ok(Came { bytes, coding, _room: room })
    }

    async fn whole(
        &self,
        mut body: Body,
        bytes_max: usize,
    ) -> Taken<(Vec<u8>, Option<OwnedSemaphorePermit>)> {
        let (mut bytes, mut count) = (Vec::new(), 0usize);
        let mut room: Option<OwnedSemaphorePermit> = None;
        while let Some(frame) = body.frame().await {
            // Cut short on its way: nobody is there to see the answer.
            let frame = frame.map_err(|_| Refusal::TooSlow)?;
            let Some(piece) = frame.data_ref() else { continue };
            count = count.saturating_add(piece.len());
            if count > bytes_max {
                if count > bytes_max.max(DISCARDED_BYTES_MAX) {
                    break;
                }
                continue;
            }
            let taken = Arc::clone(&self.bytes)
                .try_acquire_many_owned(u32::try_from(piece.len()).unwrap_or(u32::MAX))
                .map_err(|_| Refusal::Busy)?;
            match &mut room {
                Some(room) => room.merge(taken),
                None => room = Some(taken),
            }
            bytes.extend_from_slice(piece);
        }
        if count > bytes_max {
            return Err(Refusal::TooLarge { bytes_max });
        }
        Ok((bytes, room))
    }
}

impl Came {
    /// Its bytes, as they came.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The bytes as they were before they were compressed.
    ///
    /// # Errors
    ///
    /// They are more than `bytes_max`, or do not come out.
    pub(super) fn plain(self, bytes_max: usize) -> Taken<Vec<u8>> {
        let bytes = self.bytes.as_slice();
        match self.coding {
            // A proxy may have lost what the body says of itself: no JSON begins like this.
            Coding::Plain if bytes.starts_with(GZIP) => {
                inflated(MultiGzDecoder::new(bytes), bytes_max)
            }
            Coding::Plain => Ok(self.bytes),
            Coding::Gzip => inflated(MultiGzDecoder::new(bytes), bytes_max),
            // RFC 9110 means zlib's format, and some clients the bare one.
            Coding::Deflate => match inflated(ZlibDecoder::new(bytes), bytes_max) {
                Err(Refusal::Compressed) => inflated(DeflateDecoder::new(bytes), bytes_max),
                inflated => inflated,
            },
        }
    }
}

/// How gzip begins.
const GZIP: &[u8] = &[0x1f, 0x8b];

fn inflated(reader: impl Read, bytes_max: usize) -> Taken<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(bytes_max).unwrap_or(u64::MAX).saturating_add(1);
    reader.take(most).read_to_end(&mut bytes).map_err(|_| Refusal::Compressed)?;
    if bytes.len() > bytes_max {
        return Err(Refusal::TooLarge { bytes_max });
    }
    Ok(bytes)
}

fn coding(headers: &HeaderMap) -> Taken<Coding> {
    let mut coding = Coding::Plain;
    for value in headers.get_all(header::CONTENT_ENCODING) {
        let value = value.to_str().map_err(|_| Refusal::Encoding)?;
        for name in value.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let named = match name.to_ascii_lowercase().as_str() {
                "identity" => continue,
                "gzip" | "x-gzip" => Coding::Gzip,
                "deflate" => Coding::Deflate,
                _ => return Err(Refusal::Encoding),
            };
            // Twice compressed is what nobody sends and bombs are.
            if coding != Coding::Plain {
                return Err(Refusal::Encoding);
            }
            coding = named;
        }
    }
    Ok(coding)
}
