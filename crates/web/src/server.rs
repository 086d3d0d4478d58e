//! The connections of the server: how many there are at once, how long each may take to say what
//! it wants, and how they end.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::Service;

use crate::patience::{self, Taking};

/// How much the server bears with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long a connection may take until the head of its next request is there whole.
    pub head: Duration,
    /// Connections at once; more wait until one ends. While fewer than a quarter of the places are
    /// left, a connection has a quarter of the time for its first head and one request.
    pub connections: usize,
    /// How long nothing of an answer may be taken.
    pub takes_nothing: Duration,
    /// How long requests may go on once the server was told to stop.
    pub stop: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            head: Duration::from_secs(20),
            // Below the open files that a process may usually have.
            connections: 800,
            takes_nothing: patience::TAKES_NOTHING,
            stop: Duration::from_secs(10),
        }
    }
}

/// How long nobody is let in after the system has refused a connection: for want of open files,
/// which only the end of another gives back.
const REFUSED: Duration = Duration::from_millis(100);

/// Serves connections until `stopped` ends; then those that rest are closed, and the others once
/// they have their answer or the time is over.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stopped: impl Future<Output = ()>,
) {
    let mut door = Door {
        make: router.into_make_service_with_connect_info(),
        limits,
        all: GracefulShutdown::new(),
    };
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut stopped = pin!(stopped);
    loop {
        let next = next(&listener, &places);
        let (place, stream, peer) = tokio::select! {
            next = next => match next {
                Some(next) => next,
                None => break,
            },
            () = &mut stopped => break,
        };
        let is_crowded = places.available_permits() < limits.connections / 4;
        door.opens(place, stream, peer, is_crowded).await;
    }
    // Nobody else comes in, and the address is free for the next server.
    drop(listener);
    tokio::select! {
        () = door.all.shutdown() => {}
        () = tokio::time::sleep(limits.stop) => {
            tracing::warn!("requests that had not ended were cut off");
        }
    }
}

/// The next connection, once there is a place for it.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(OwnedSemaphorePermit, TcpStream, SocketAddr)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return Some((place, stream, peer)),
            Err(error) => {
                tracing::warn!(%error, "a connection was not taken");
                tokio::time::sleep(REFUSED).await;
            }
        }
    }
}

struct Door {
    make: IntoMakeServiceWithConnectInfo<Router, SocketAddr>,
    limits: Limits,
    all: GracefulShutdown,
}

impl Door {
    async fn opens(
        &mut self,
        place: OwnedSemaphorePermit,
        stream: TcpStream,
        peer: SocketAddr,
        is_crowded: bool,
    ) {
        let service = match self.make.call(peer).await {
            Ok(service) => TowerToHyperService::new(service),
            Err(never) => match never {},
        };
        // Small answers go at once.
        stream.set_nodelay(true).ok();
        let mut builder = Builder::new();
        let head = if is_crowded { self.limits.head / 4 } else { self.limits.head };
        builder.timer(TokioTimer::new()).header_read_timeout(head).keep_alive(!is_crowded);
        let stream = Taking::new(stream, self.limits.takes_nothing);
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        let connection = self.all.watch(connection);
        tokio::spawn(async move {
            // How it ended is the other side's business.
            connection.await.ok();
            drop(place);
        });
    }
}
