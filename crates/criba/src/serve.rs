//! `criba serve`: the server, until somebody stops it.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use runtime::clock::Clock;
use runtime::criba::Criba;
use runtime::office::Office;
use runtime::writer::Limits;
use web::app::{App, Settings};

use crate::command::Serve;
use crate::output::Output;

/// Serves a data folder.
///
/// # Errors
///
/// The folder is another process's, or the address is taken.
pub(crate) fn run(data: &Path, args: &Serve, output: &mut Output) -> anyhow::Result<ExitCode> {
    let criba = Criba::open(data, Clock::System, Limits::default())
        .with_context(|| format!("could not serve {}", data.display()))?;
    let settings =
        Settings { base_url: args.base_url.clone().unwrap_or_default(), is_sample: false };
    serve(Arc::new(criba), args.listen, settings, output)
}

/// Serves a running Criba until it is told to stop.
///
/// # Errors
///
/// The address is taken.
pub(crate) fn serve(
    criba: Arc<Criba>,
    listen: SocketAddr,
    settings: Settings,
    output: &mut Output,
) -> anyhow::Result<ExitCode> {
    log();
    open_all(&criba)?;
    let _office = Office::open(&criba)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("could not start the server's threads")?;
    let app = App::new(Arc::clone(&criba), settings);
    let router = web::router(app.clone());
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen).await.with_context(|| {
            format!("could not listen on {listen}; give another address with --listen")
        })?;
        let address = listener.local_addr()?;
        output.result(&format!("Criba: http://{address}\n"))?;
        output.finish()?;
        app.go_on().context("could not go on with a list")?;
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service)
            .with_graceful_shutdown(stopped())
            .await
            .context("the server stopped")
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Opens every workspace, so that what time makes due is taken though nobody looks.
fn open_all(criba: &Criba) -> anyhow::Result<()> {
    let rows = criba.house().workspaces()?;
    for row in rows {
        // One that cannot be opened must not keep the others from being served.
        if let Err(error) = criba.workspace(row.id) {
            tracing::error!(%error, workspace = %row.id, "a workspace could not be opened");
        }
    }
    Ok(())
}

/// Ends when the process is told to stop.
async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

/// Writes what the program logs to standard error.
fn log() {
    let written = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(tracing::Level::INFO)
        .with_target(false)
        .try_init();
    // A log that is set up already goes on as it is.
    drop(written);
}
