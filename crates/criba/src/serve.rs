//! `criba serve`: the server, until somebody stops it.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use engine::said::Said;
use runtime::clock::Clock;
use runtime::criba::Criba;
use runtime::egress::{self, Rules};
use runtime::mail::Sender;
use runtime::office::Office;
use runtime::writer;
use web::app::App;
use web::server::{self, Limits};

use crate::command::Store;
use crate::output::{Output, WrongWords};
use crate::said::Attempt;
use crate::settings::Settings;

/// How long work that goes on behind the answers is waited for once the server stops.
const WORK_LASTS: Duration = Duration::from_secs(5);

/// Serves a data folder.
///
/// # Errors
///
/// The folder is another process's, or the address is taken.
pub(crate) fn run(settings: &Settings, output: &mut Output) -> anyhow::Result<ExitCode> {
    // The only store that there is: another would be opened here.
    let Store::Sqlite = settings.store;
    let criba =
        Criba::open(&settings.data, Clock::System, writer::Limits::default()).attempted(|| {
            let data = settings.data.display();
            Said::new(format!("no se pudo servir {data}"), format!("could not serve {data}"))
        })?;
    let shown = web::app::Settings {
        base_url: settings.base_url.clone(),
        is_sample: false,
        api_per_second: settings.api_per_second,
        ingest_per_second: settings.ingest_per_second,
        trusted_proxies: settings.trusted_proxies.clone(),
        egress: rules(settings)?,
        mail: match &settings.mail {
            Some((relay, from)) => Some(Sender {
                relay: relay.clone(),
                from: runtime::mail::from(from).map_err(WrongWords)?,
            }),
            None => None,
        },
    };
    serve(Arc::new(criba), settings.listen, shown, output)
}

/// What may go out.
fn rules(settings: &Settings) -> anyhow::Result<Rules> {
    let certificates = match &settings.egress_certificates {
        None => Vec::new(),
        Some(file) => {
            let unread = |said: Said| {
                let file = file.display();
                WrongWords(Said::new(
                    format!("no se pudieron leer los certificados {file}: {}", said.es),
                    format!("could not read the certificates {file}: {}", said.en),
                ))
            };
            let pem = std::fs::read(file).map_err(|error| unread(Said::system(error.kind())))?;
            egress::certificates(&pem).map_err(unread)?
        }
    };
    Ok(Rules { allowed: settings.allow_egress_to.clone(), certificates, ..Rules::default() })
}

/// Serves a running Criba until it is told to stop.
///
/// # Errors
///
/// The address is taken.
pub(crate) fn serve(
    criba: Arc<Criba>,
    listen: SocketAddr,
    shown: web::app::Settings,
    output: &mut Output,
) -> anyhow::Result<ExitCode> {
    log();
    open_all(&criba)?;
    let _office = Office::open(&criba)?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().attempted(|| {
            Said::new(
                "no se pudieron arrancar los hilos del servidor",
                "could not start the server's threads",
            )
        })?;
    let app = App::new(Arc::clone(&criba), shown);
    let router = web::router(app.clone());
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen).await.attempted(|| {
            Said::new(
                format!("no se pudo escuchar en {listen}; hay que dar otra dirección con --listen"),
                format!("could not listen on {listen}; give another address with --listen"),
            )
        })?;
        let address = listener.local_addr()?;
        // Before anybody knows the address: who is told of it may stop the server at once.
        let stopped = stopped().attempted(|| {
            Said::new("no se pudo esperar a que lo paren", "could not wait for being told to stop")
        })?;
        output.result(&format!("Criba: http://{address}\n"))?;
        output.finish()?;
        app.go_on().attempted(|| {
            Said::new("no se pudo seguir con una lista", "could not go on with a list")
        })?;
        app.keep_asking();
        server::serve(listener, router, Limits::default(), stopped).await;
        anyhow::Ok(())
    })?;
    // A list that is on its way in goes on with the next server: nobody waits for it here.
    runtime.shutdown_timeout(WORK_LASTS);
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

/// What ends when the process is told to stop; from now on that no longer ends it at once.
fn stopped() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
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
