//! The first step: a file, or cells that are pasted.

use askama::Template;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, Multipart, Query};
use axum::http::request::Parts;
use axum::routing::{get, post};
use engine::said::Said;
use import::table::{Limits, ReadError};
use runtime::RuntimeError;
use runtime::imports::{Batch, Plan, Status, UNDO_LASTS};
use runtime::people::{Permission, csrf};
use serde::Deserialize;
use store::StoreError;
use tokio::io::AsyncWriteExt;

use super::{attempt, refused};
use crate::error::{PageError, PageResult, see_other};
use crate::layout::{Nav, Shell, page};
use crate::routes::Table;
use crate::seat::{Can, Edit, Seat, session_cookie};
use crate::words::Words;

pub(crate) fn routes(table: &mut Table) {
    table.get("/importar", get(show));
    // The file is counted as it comes: its own maximum is the readers'.
    table.post("/importar", post(create).layer(DefaultBodyLimit::disable()));
}

/// The page.
#[derive(Template)]
#[template(path = "imports/bring.html")]
struct Bring {
    shell: Shell,
    is_first: bool,
    error: Option<String>,
    can_edit: bool,
    lists: Vec<Known>,
    megabytes: u64,
}

/// A list that was brought before.
struct Known {
    href: String,
    name: String,
    when: String,
    who: String,
    status: String,
    counts: String,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    primera: String,
}

/// Lists that the page shows.
const LISTS_SHOWN: usize = 20;

impl Bring {
    async fn of(seat: &Seat, is_first: bool, error: Option<String>) -> PageResult<Bring> {
        let (batches, version) = seat
            .ask(|workspace| {
                let agreement = workspace.writer.agreement().wait()?;
                Ok((workspace.batches(LISTS_SHOWN)?, agreement.version))
            })
            .await?;
        // Whoever leaves the way of the first list takes it up again where they left it.
        let has_none = batches.iter().all(|batch| batch.status == Status::Waiting);
        let is_first = is_first || (has_none && !batches.is_empty() && version == 1);
        let lists = batches.iter().filter(|batch| batch.status != Status::Dropped);
        Ok(Bring {
            lists: lists.map(|batch| known(batch, is_first, seat)).collect(),
            is_first,
            error,
            can_edit: seat.may(Permission::Edit),
            megabytes: Limits::default().bytes_max >> 20,
            shell: Shell::of(seat, Nav::Imports).await?,
        })
    }
}

fn known(batch: &Batch, is_first: bool, seat: &Seat) -> Known {
    let w = &seat.words;
    let is_undoable = batch.status == Status::Done && seat.now() - batch.made_at <= UNDO_LASTS;
    let counts = batch.report.as_ref().map(|report| {
        w.t2(
            "list-counts",
            "new",
            w.number(report.counts.new),
            "updated",
            w.number(report.counts.updated),
        )
    });
    Known {
        href: match batch.status {
            Status::Waiting if is_first => format!("/importar/{}/columnas?primera=si", batch.id),
            Status::Waiting => format!("/importar/{}/columnas", batch.id),
            _ => format!("/importar/{}", batch.id),
        },
        name: batch.plan.name.clone(),
        when: w.moment(batch.made_at, seat.now()),
        who: w.person(&batch.made_by),
        status: status(batch.status, is_undoable, w),
        counts: counts.unwrap_or_default(),
    }
}

fn status(status: Status, is_undoable: bool, w: &Words) -> String {
    w.t(match status {
        Status::Waiting => "list-waiting",
        Status::Running => "list-running",
        Status::Done if is_undoable => "list-undoable",
        Status::Done => "list-done",
        Status::Undone => "list-undone",
        Status::Dropped => "list-dropped",
    })
}

async fn show(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    page(&Bring::of(&seat, !asked.primera.is_empty(), None).await?)
}

/// What came, on its way to the disk.
struct Came {
    path: std::path::PathBuf,
    name: String,
    bytes: u64,
}

/// `POST /importar`: a file or pasted cells; what is no list is not kept.
async fn create(seat: Can<Edit>, parts: Parts, mut form: Multipart) -> PageResult {
    let w = &seat.words;
    let cookie = session_cookie(&parts).unwrap_or_default();
    let (mut is_ours, mut is_first) = (false, false);
    let (mut came, mut is_a_file): (Option<Came>, bool) = (None, false);
    while let Some(field) = form.next_field().await.map_err(|error| cut(&error))? {
        match field.name().unwrap_or_default() {
            "csrf" => is_ours = text(field).await? == csrf(&cookie),
            "primera" => is_first = !text(field).await?.is_empty(),
            "file" | "cells" if !is_ours => return Err(PageError::Stale),
            "file" | "cells" => {
                let kept = keep(&seat, field).await?;
                // A form in which nobody chose a file sends one without a name.
                is_a_file |= !kept.name.is_empty();
                let is_better = kept.bytes > 0 && came.as_ref().is_none_or(|came| came.bytes == 0);
                let dropped = if is_better { came.replace(kept) } else { Some(kept) };
                if let Some(dropped) = dropped {
                    tokio::fs::remove_file(&dropped.path).await.ok();
                }
            }
            _ => {}
        }
    }
    let error = match came {
        None => w.t(if is_a_file { "bring-empty" } else { "bring-nothing" }),
        Some(came) if came.bytes > Limits::default().bytes_max => {
            tokio::fs::remove_file(&came.path).await.ok();
            let error =
                ReadError::TooLarge { bytes: came.bytes, bytes_max: Limits::default().bytes_max };
            w.said(&error.said())
        }
        Some(came) => match brought(&seat, came).await? {
            Ok(batch) => {
                let first = if is_first { "?primera=si" } else { "" };
                return Ok(see_other(&format!("/importar/{}/columnas{first}", batch.id)));
            }
            Err(error) => w.said(&error.said()),
        },
    };
    refused(page(&Bring::of(&seat, is_first, Some(error)).await?))
}

/// Keeps a list and reads it once: what is no list is forgotten again.
async fn brought(seat: &Seat, came: Came) -> PageResult<Result<Batch, RuntimeError>> {
    let by = seat.email().to_owned();
    let name = if came.name.is_empty() { seat.words.t("bring-pasted") } else { came.name };
    attempt(seat, move |workspace| {
        let plan = Plan { name, ..Plan::default() };
        let batch = workspace.bring_file(plan, &came.path, &by)?;
        match workspace.table(&batch) {
            // Which of several lists is meant is asked on the next page.
            Ok(_) | Err(RuntimeError::List(ReadError::SeveralLists { .. })) => Ok(batch),
            Err(error) => {
                workspace.forget_batch(batch)?;
                Err(error)
            }
        }
    })
    .await
}

/// Writes a field to the disk as it comes. Beyond the maximum it is only counted.
async fn keep(seat: &Seat, mut field: Field<'_>) -> PageResult<Came> {
    let path = seat.shared_workspace().incoming();
    let name = field.file_name().unwrap_or_default().to_owned();
    let failed = |error| PageError::from(StoreError::file(&path)(error));
    let mut file = tokio::fs::File::create(&path).await.map_err(failed)?;
    let mut bytes = 0_u64;
    let most = Limits::default().bytes_max;
    loop {
        let chunk = match field.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => break,
            Err(error) => {
                drop(file);
                tokio::fs::remove_file(&path).await.ok();
                return Err(cut(&error));
            }
        };
        bytes += chunk.len() as u64;
        if bytes <= most {
            file.write_all(&chunk).await.map_err(failed)?;
        } else if bytes > most * DISCARDED_TIMES {
            // Nobody waits for gigabytes to be thrown away.
            break;
        }
    }
    file.flush().await.map_err(failed)?;
    Ok(Came { path, name, bytes })
}

/// How many times the maximum is read, and thrown away, so that a browser gets to see the answer.
const DISCARDED_TIMES: u64 = 2;

async fn text(field: Field<'_>) -> PageResult<String> {
    field.text().await.map_err(|error| cut(&error))
}

/// A form that was cut short on its way.
fn cut(error: &axum::extract::multipart::MultipartError) -> PageError {
    PageError::Said(Said::new(
        format!("el archivo no llegó entero ({error}); hay que enviarlo otra vez"),
        format!("the file did not arrive whole ({error}); send it again"),
    ))
}
