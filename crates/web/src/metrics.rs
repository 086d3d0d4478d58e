//! Figures for who watches the server, as Prometheus reads them.
//!
//! They are totals of the whole house since it was started: no name, no address, no workspace.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use engine::time::Span;
use runtime::writer::Counts;

use crate::api;
use crate::app::App;
use crate::machine::Machine;
use crate::routes::Table;
use crate::seat::waiting;

pub(crate) fn routes(table: &mut Table) {
    table.get("/metrics", get(show));
}

/// The requests that were answered, by method, route and status.
#[derive(Debug, Default)]
pub(crate) struct Requests {
    answered: Mutex<BTreeMap<(String, String, u16), Answered>>,
}

/// How many requests, and how long they took together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Answered {
    count: u64,
    lasted: Span,
}

impl Requests {
    fn add(&self, method: &str, route: &str, status: u16, lasted: Span) {
        let key = (method.to_owned(), route.to_owned(), status);
        let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = answered.entry(key).or_insert(Answered { count: 0, lasted: Span::ZERO });
        entry.count += 1;
        entry.lasted = Span::from_micros(entry.lasted.micros().saturating_add(lasted.micros()));
    }
}

/// Counts a request under the route that answered it: what no route answers is one of its own, so
/// that nobody can make the list longer.
pub(crate) async fn count(State(app): State<App>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let method = match request.method().as_str() {
        method @ ("GET" | "HEAD" | "POST" | "DELETE") => method.to_owned(),
        _ => "other".to_owned(),
    };
    let began = app.criba().clock().now();
    let response = next.run(request).await;
    let lasted = app.criba().clock().now() - began;
    let lasted = Span::from_micros(lasted.micros().max(0));
    let route = route.unwrap_or_else(|| "none".to_owned());
    app.requests().add(&method, &route, response.status().as_u16(), lasted);
    response
}

/// The kind of keys that open the figures, and nothing else.
const METRICS: &str = "metrics";

/// `GET /metrics`: for who asks on this machine, and for a program with a key for it.
async fn show(State(app): State<App>, machine: Machine, headers: HeaderMap) -> Response {
    if !machine.is_here {
        let Some(key) = api::caller::bearer(&headers).map(str::to_owned) else {
            return refused(StatusCode::UNAUTHORIZED);
        };
        let criba = Arc::clone(app.criba());
        match waiting(move || criba.key(&key)).await {
            Ok(Some(row)) if row.kind == METRICS => {}
            Ok(Some(_)) => return refused(StatusCode::FORBIDDEN),
            Ok(None) => return refused(StatusCode::UNAUTHORIZED),
            Err(error) => return error.into_response(),
        }
    }
    let text = written(app.requests(), &app.criba().counts());
    let content_type = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    ([(header::CONTENT_TYPE, content_type)], text).into_response()
}

/// What a program is told that may not have the figures.
fn refused(status: StatusCode) -> Response {
    let words = "the figures are for this machine, or for a key that is made with \
                 `criba key add --kind metrics`: send it as `Authorization: Bearer <key>`\n";
    let mut response = (status, words).into_response();
    if status == StatusCode::UNAUTHORIZED {
        let value = HeaderValue::from_static("Bearer");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
    }
    response
}

fn written(requests: &Requests, counts: &Counts) -> String {
    let mut text = String::new();
    // A String takes everything that is written to it.
    write_requests(&mut text, requests).unwrap_or_default();
    write_counts(&mut text, counts).unwrap_or_default();
    text
}

fn write_requests(text: &mut String, requests: &Requests) -> std::fmt::Result {
    let answered = requests.answered.lock().unwrap_or_else(PoisonError::into_inner).clone();
    head(text, "criba_requests_total", "counter", "Requests that were answered.")?;
    for ((method, route, status), answered) in &answered {
        let count = answered.count;
        writeln!(
            text,
            "criba_requests_total{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}} {count}"
        )?;
    }
    head(text, "criba_request_seconds_total", "counter", "How long answering them took.")?;
    for ((method, route, status), answered) in &answered {
        let micros = answered.lasted.micros();
        let (seconds, rest) = (micros / 1_000_000, micros % 1_000_000);
        writeln!(
            text,
            "criba_request_seconds_total{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}} \
             {seconds}.{rest:06}"
        )?;
    }
    Ok(())
}

fn write_counts(text: &mut String, counts: &Counts) -> std::fmt::Result {
    head(text, "criba_events_total", "counter", "Events that came in, by what became of each.")?;
    for (outcome, count) in [
        ("applied", counts.applied),
        ("refused", counts.refused),
        ("repeated", counts.repeated),
        ("nowhere", counts.nowhere),
    ] {
        writeln!(text, "criba_events_total{{outcome=\"{outcome}\"}} {count}")?;
    }
    for (name, kind, help, value) in [
        ("criba_orders_waiting", "gauge", "Orders that wait for a writer.", counts.waiting),
        (
            "criba_orders_turned_away_total",
            "counter",
            "Orders that found no place to wait.",
            counts.turned_away,
        ),
        ("criba_transactions_total", "counter", "Transactions written.", counts.commits),
        (
            "criba_wakeups_total",
            "counter",
            "Contacts looked at because time had made them due.",
            counts.woken,
        ),
    ] {
        head(text, name, kind, help)?;
        writeln!(text, "{name} {value}")?;
    }
    Ok(())
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) -> std::fmt::Result {
    writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_prometheus_reads_them() {
        let requests = Requests::default();
        requests.add("GET", "/hoy", 200, Span::from_micros(1_500_000));
        requests.add("GET", "/hoy", 200, Span::from_micros(500_001));
        let text = written(&requests, &Counts { applied: 7, waiting: 2, ..Counts::default() });
        for line in [
            "criba_requests_total{method=\"GET\",route=\"/hoy\",status=\"200\"} 2",
            "criba_request_seconds_total{method=\"GET\",route=\"/hoy\",status=\"200\"} 2.000001",
            "criba_events_total{outcome=\"applied\"} 7",
            "# TYPE criba_orders_waiting gauge\ncriba_orders_waiting 2",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
    }
}
