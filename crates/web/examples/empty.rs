//! A server with nothing to do: the least that answering a request takes on a machine, beside which
//! `cargo xtask bench` puts the pages.

use std::io::Write as _;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    writeln!(std::io::stdout(), "Criba: http://{}", listener.local_addr()?)?;
    axum::serve(listener, Router::new().route("/", get(|| async {}))).await
}
