//! How long somebody is waited for who is slow: to send what a request carries, or to take its
//! answer.
//!
//! A body has [`BEGINS`] and a second more for each [`BYTES_A_SECOND`] of it that came: a list over
//! a slow line arrives, and who lets a byte drip now and then does not hold a place by it. Whoever
//! takes nothing of an answer for [`TAKES_NOTHING`] is let go.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use hyper::body::{Body as _, Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep, sleep_until};

/// How long a body may take whatever it is.
pub(crate) const BEGINS: Duration = Duration::from_secs(20);
/// Bytes that give it a second more.
pub(crate) const BYTES_A_SECOND: u64 = 16 << 10;
/// How long nothing of an answer may be taken.
pub(crate) const TAKES_NOTHING: Duration = Duration::from_secs(30);

/// Holds the body of a request to its time.
pub(crate) async fn arrives(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    next.run(request.map(|body| Body::new(Arriving::new(body, BEGINS)))).await
}

/// A body that has to arrive in time.
struct Arriving {
    body: Body,
    /// How long it may take whatever it is.
    begins: Duration,
    began: Instant,
    bytes: u64,
    until: Pin<Box<Sleep>>,
}

impl Arriving {
    fn new(body: Body, begins: Duration) -> Arriving {
        let until = Box::pin(sleep(begins));
        let began = until.deadline() - begins;
        Arriving { body, begins, began, bytes: 0, until }
    }
}

impl hyper::body::Body for Arriving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            if let Some(Ok(frame)) = &frame {
                self.bytes += frame.data_ref().map_or(0, |data| data.len() as u64);
            }
            return Poll::Ready(frame);
        }
        let may_last = self.begins + Duration::from_secs(self.bytes / BYTES_A_SECOND);
        let until = self.began + may_last;
        if self.until.deadline() != until {
            self.until.set(sleep_until(until));
        }
        self.until.as_mut().poll(context).map(|()| {
            let error = io::Error::new(io::ErrorKind::TimedOut, "the body is too slow");
            Some(Err(axum::Error::new(error)))
        })
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A connection that has to take what it is sent.
#[derive(Debug)]
pub(crate) struct Taking<S> {
    stream: S,
    /// How long nothing may be taken.
    most: Duration,
    /// Until when something of it has to be taken, where it is waited for.
    until: Option<Pin<Box<Sleep>>>,
}

impl<S> Taking<S> {
    pub(crate) fn new(stream: S, most: Duration) -> Taking<S> {
        Taking { stream, most, until: None }
    }

    /// What came of sending, or that nobody took it.
    fn sent<T>(
        &mut self,
        sent: Poll<io::Result<T>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        if sent.is_ready() {
            self.until = None;
            return sent;
        }
        let most = self.most;
        let until = self.until.get_or_insert_with(|| Box::pin(sleep(most)));
        until.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Taking<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Taking<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.sent(sent, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.sent(sent, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let sent = Pin::new(&mut self.stream).poll_flush(context);
        self.sent(sent, context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let sent = Pin::new(&mut self.stream).poll_shutdown(context);
        self.sent(sent, context)
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;
    use tokio::io::{AsyncWriteExt as _, duplex};
    use tokio::runtime::Builder;

    use super::*;

    const SHORT: Duration = Duration::from_millis(30);

    /// A body of which some bytes come every few milliseconds, for ever.
    struct Dripping {
        bytes: usize,
        next: Pin<Box<Sleep>>,
    }

    impl hyper::body::Body for Dripping {
        type Data = Bytes;
        type Error = io::Error;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
            self.next.as_mut().poll(context).map(|()| {
                self.next = Box::pin(sleep(Duration::from_millis(2)));
                Some(Ok(Frame::data(Bytes::from(vec![b'a'; self.bytes]))))
            })
        }
    }

    /// Whether a body is cut before so many pieces of it came.
    fn is_cut(bytes: usize, pieces: usize) -> bool {
        let threads = Builder::new_current_thread().enable_all().build().unwrap();
        threads.block_on(async {
            let body = Body::new(Dripping { bytes, next: Box::pin(sleep(SHORT / 30)) });
            let mut body = Arriving::new(body, SHORT);
            for _ in 0..pieces {
                if matches!(body.frame().await, Some(Err(_))) {
                    return true;
                }
            }
            false
        })
    }

    #[test]
    fn a_body_that_drips_is_cut_and_one_over_a_slow_line_arrives() {
        assert!(is_cut(1, 10_000));
        assert!(!is_cut(usize::try_from(BYTES_A_SECOND).unwrap(), 60));
    }

    #[test]
    fn who_takes_nothing_of_an_answer_is_let_go() {
        let threads = Builder::new_current_thread().enable_all().build().unwrap();
        threads.block_on(async {
            let (ours, theirs) = duplex(16);
            let sent = Taking::new(ours, SHORT).write_all(&[0; 64]).await;
            assert_eq!(sent.unwrap_err().kind(), io::ErrorKind::TimedOut);
            drop(theirs);
        });
    }
}
