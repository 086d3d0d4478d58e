//! A file that a program sends, on its way to the disk.

use std::path::PathBuf;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::header;
use engine::said::Said;
use http_body_util::BodyExt;
use import::table::{Limits, ReadError};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::caller::Caller;
use super::once::Once;
use super::problem::{ApiResult, Problem};
use crate::app::App;

/// A file that came, whole or counted only; what nobody takes is removed when this is dropped.
#[derive(Debug)]
pub(super) struct Came {
    pub(super) path: PathBuf,
    /// The file's name, where the form says it.
    pub(super) name: String,
    /// The call that it is sent by: the same file is the same call, in whichever form.
    pub(super) once: Once,
    bytes: u64,
}

impl Drop for Came {
    fn drop(&mut self) {
        // What was taken is not there any more.
        std::fs::remove_file(&self.path).ok();
    }
}

impl Came {
    /// Whether it is one.
    ///
    /// # Errors
    ///
    /// It is empty, or larger than a list may be.
    pub(super) fn check(&self) -> ApiResult<()> {
        let bytes_max = Limits::default().bytes_max;
        match self.bytes {
            0 => Err(Problem::field(
                "",
                Said::new(
                    "no llegó ningún byte; hay que enviar el archivo",
                    "not a byte came; send the file",
                ),
            )),
            bytes if bytes > bytes_max => {
                let error = ReadError::TooLarge { bytes, bytes_max };
                Err(Problem::Said(error.said()))
            }
            _ => Ok(()),
        }
    }

    /// Takes a piece; beyond the maximum it is only counted.
    async fn takes(&mut self, file: &mut File, piece: &Bytes) -> ApiResult<()> {
        let bytes_max = Limits::default().bytes_max;
        self.bytes += piece.len() as u64;
        if self.bytes > bytes_max.saturating_mul(DISCARDED_TIMES) {
            // Nobody waits for gigabytes to be thrown away.
            return Err(Problem::TooLarge);
        }
        if self.bytes <= bytes_max {
            self.once.says(piece);
            file.write_all(piece).await.map_err(|error| unkept(&error))?;
        }
        Ok(())
    }

    async fn body(&mut self, file: &mut File, mut body: Body) -> ApiResult<()> {
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|error| cut(&error))?;
            if let Some(piece) = frame.data_ref() {
                self.takes(file, piece).await?;
            }
        }
        Ok(())
    }

    async fn form(&mut self, file: &mut File, mut form: Multipart) -> ApiResult<()> {
        while let Some(mut field) = form.next_field().await.map_err(|error| cut(&error))? {
            if field.name() != Some("file") || self.bytes > 0 {
                continue;
            }
            self.name = field.file_name().unwrap_or_default().to_owned();
            while let Some(piece) = field.chunk().await.map_err(|error| cut(&error))? {
                self.takes(file, &piece).await?;
            }
        }
        Ok(())
    }
}

/// How many times the maximum is read, and thrown away, so that a program gets to see the answer.
const DISCARDED_TIMES: u64 = 2;

impl FromRequest<App> for Came {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> ApiResult<Came> {
        let (mut parts, body) = request.into_parts();
        let caller = Caller::from_request_parts(&mut parts, app).await?;
        let target = parts.uri.path_and_query().map_or("", |target| target.as_str());
        let once = Once::of(&parts.method, target, &parts.headers)?;
        let path = caller.workspace().incoming();
        let mut file = File::create(&path).await.map_err(|error| unkept(&error))?;
        let mut came = Came { path, name: String::new(), once, bytes: 0 };
        let content_type = parts.headers.get(header::CONTENT_TYPE);
        let is_form = content_type
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("multipart/form-data"));
        if is_form {
            let form = Multipart::from_request(Request::from_parts(parts, body), app).await;
            came.form(&mut file, form.map_err(|_| Problem::Form)?).await?;
        } else {
            came.body(&mut file, body).await?;
        }
        file.flush().await.map_err(|error| unkept(&error))?;
        Ok(came)
    }
}

fn unkept(error: &std::io::Error) -> Problem {
    if error.kind() == std::io::ErrorKind::StorageFull {
        return Problem::Busy;
    }
    Problem::Failed(format!("a list was not kept: {error}"))
}

/// A file that was cut short on its way.
fn cut(error: &dyn std::error::Error) -> Problem {
    Problem::Body(Said::machine(error))
}
