//! The list itself.

use std::sync::Arc;

use askama::Template;
use axum::extract::RawQuery;
use axum::routing::get;
use engine::agreement::sealed::Agreement;
use engine::time::Timestamp;
use runtime::RuntimeError;
use runtime::criba::Workspace;
use runtime::people::Permission;
use runtime::saved::SavedView;
use runtime::segments::Segment;
use store::ids::ContactId;
use store::workspace::rows::Columns;
use store::workspace::screens::{Breakdown, Filter, Listed, Order};
use uuid::Uuid;

use super::Within;
use super::asked::{Asked, COLUMNS, FATES, ME, MINE, NOBODY, ORDERS, PARTS};
use super::deeds::Chosen;
use super::machines;
use super::whole::{WHOLE_MAX, too_many};
use crate::contact::step_words;
use crate::error::PageResult;
use crate::layout::{Bars, Done, Nav, Shell, Steps, page, stage_steps};
use crate::routes::Table;
use crate::seat::Seat;
use crate::words::Words;

pub(super) fn routes(table: &mut Table) {
    table.get("/contactos", get(index));
}

/// Values of a filter that can be chosen.
const CHOICES_MAX: usize = 20;

/// The page.
#[derive(Template)]
#[template(path = "contacts/list.html")]
struct List {
    shell: Shell,
    asked: Asked,
    title: String,
    tabs: Vec<Tab>,
    /// The saved view that is shown as it was saved.
    view: Option<SavedView>,
    count: u64,
    /// How many there are without any filter.
    all: u64,
    rows: Vec<Row>,
    columns: Vec<Column>,
    filters: Vec<Choices>,
    /// The segments of the agreement, of which several can be chosen.
    segments: Vec<Choice>,
    orders: Vec<Choice>,
    pages: Pages,
    members: Vec<(String, String)>,
    stages: Vec<(String, String)>,
    is_workable: bool,
    /// Whether the cells that hold what is known of somebody can be changed where they stand.
    is_editable: bool,
    key: String,
    back: String,
    /// The same as a query carries it.
    from: String,
    /// What was to be done with several and was not taken.
    chosen: Chosen,
    /// That the list holds more than can be chosen at once.
    too_many: Option<String>,
}

/// A view as a tab.
struct Tab {
    href: String,
    name: String,
    is_current: bool,
    /// Whether it says how many it holds.
    is_counted: bool,
}

/// A column that can be shown.
struct Column {
    id: &'static str,
    name: String,
    is_shown: bool,
    /// What a cell of it changes, and what that is called, where the reader may.
    cell: Option<(&'static str, String)>,
}

/// A filter, with what can be chosen.
struct Choices {
    name: &'static str,
    label: String,
    choices: Vec<Choice>,
}

/// One of the choices.
struct Choice {
    value: String,
    words: String,
    is_chosen: bool,
}

/// Where the page stands among the others.
struct Pages {
    first: usize,
    last: usize,
    previous: Option<String>,
    next: Option<String>,
}

/// A contact.
struct Row {
    id: ContactId,
    name: String,
    job_title: String,
    company: String,
    stage: String,
    steps: Steps,
    /// Why it is out of play.
    aside: Option<String>,
    total: String,
    bars: Bars,
    label: String,
    grade: String,
    owner: String,
    latest: String,
    next: String,
    is_late: bool,
    phone: String,
    email: String,
    city: String,
    country: String,
    source: String,
}

struct Loaded {
    rows: Vec<Listed>,
    count: u64,
    all: u64,
    agreement: Arc<Agreement>,
    countries: Vec<(String, u64)>,
    sources: Vec<(String, u64)>,
    views: Vec<SavedView>,
    segments: Vec<Segment>,
    /// What the list that was brought is called, where the address names one.
    list: Option<String>,
}

async fn index(seat: Seat, RawQuery(query): RawQuery) -> PageResult {
    let asked = Asked::of(&query.unwrap_or_default());
    let shell = Shell::of(&seat, Nav::Contacts).await?;
    filled(&seat, shell, asked, Chosen::default()).await
}

/// The list with those that were chosen, where what was to be done with them was not taken.
pub(super) async fn again(seat: &Seat, asked: Asked, chosen: Chosen) -> PageResult {
    let here = asked.href(asked.page());
    let shell = Shell::of(seat, Nav::Contacts).await?.at(&here);
    filled(seat, shell, Asked { hecho: String::new(), ..asked }, chosen).await
}

async fn filled(seat: &Seat, shell: Shell, asked: Asked, chosen: Chosen) -> PageResult {
    let done = match asked.hecho.as_str() {
        "" => None,
        key => Done::of(seat, key).await?,
    };
    let (within, order) = (Within::of(&asked, seat), asked.order());
    let (count, first) = (asked.rows(), (asked.page() - 1) * asked.rows());
    let batch = asked.list().and_then(|list| list.batch);
    let loaded = seat.ask(move |workspace| {
        workspace.writer.settle().wait()?;
        let list = batch.and_then(|batch| workspace.batch(batch).ok()).map(|batch| batch.plan.name);
        Loaded::of(workspace, &within.filter(workspace)?, order, (count, first), list)
    });
    let loaded = loaded.await?;
    if loaded.rows.is_empty() && loaded.count > 0 {
        // A page behind the last one.
        return Ok(crate::error::see_other(&asked.href(1)));
    }
    let w = &seat.words;
    let members = names(seat).await?;
    let document = &loaded.agreement.document;
    let stages: Vec<(String, String)> = document
        .stages
        .iter()
        .map(|stage| (stage.id.clone(), w.stage(document, &stage.id)))
        .collect();
    let view = loaded.views.iter().find(|view| view.id == asked.vista).cloned();
    let rows = loaded.rows.iter().map(|row| shown(row, &loaded.agreement, &members, seat.now(), w));
    page(&List {
        title: title(&asked, &loaded, view.as_ref(), w),
        tabs: tabs(&asked, &loaded.views, w),
        rows: rows.collect(),
        columns: columns(&asked, seat),
        filters: filters(&asked, &loaded, &members, &stages, w),
        segments: segments(&asked, &loaded.segments, w),
        orders: ORDERS
            .iter()
            .map(|(id, order, words)| choice(id, w.t(words), *order == asked.order()))
            .collect(),
        pages: Pages::of(&asked, first, &loaded),
        is_workable: seat.may(Permission::Work),
        is_editable: seat.may(Permission::Edit),
        key: Uuid::now_v7().to_string(),
        from: crate::error::encoded(&asked.href(asked.page())),
        back: asked.href(asked.page()),
        shell: shell.with(done),
        chosen,
        too_many: (loaded.count > u64::try_from(WHOLE_MAX).unwrap_or(u64::MAX))
            .then(|| too_many(seat, loaded.count)),
        count: loaded.count,
        all: loaded.all,
        asked,
        view,
        members,
        stages,
    })
}

impl Loaded {
    /// The rows of a page, `count` of them from `first` on, with what can be chosen around them.
    fn of(
        workspace: &Workspace,
        filter: &Filter,
        order: Order,
        (count, first): (usize, usize),
        list: Option<String>,
    ) -> Result<Loaded, RuntimeError> {
        let everybody = Filter::default();
        let agreement = workspace.writer.agreement().wait()?;
        let (views, segments) = (workspace.saved_views()?, workspace.segments()?);
        workspace.read(|read| {
            let page = read.page(filter, order, count, first)?;
            Ok(Loaded {
                rows: page.rows,
                count: page.count,
                all: read.count(&everybody)?,
                countries: read.count_by(Breakdown::Country, &everybody)?,
                sources: read.count_by(Breakdown::Source, &everybody)?,
                agreement,
                views,
                segments,
                list,
            })
        })
    }
}

impl Pages {
    fn of(asked: &Asked, first: usize, loaded: &Loaded) -> Pages {
        let last = first + loaded.rows.len();
        let is_last = last >= usize::try_from(loaded.count).unwrap_or(0);
        Pages {
            first: first + 1,
            last,
            previous: (asked.page() > 1).then(|| asked.href(asked.page() - 1)),
            next: (!is_last).then(|| asked.href(asked.page() + 1)),
        }
    }
}

/// Those of the team, by their address, with what they are called.
async fn names(seat: &Seat) -> PageResult<Vec<(String, String)>> {
    let members = seat.members().await?.into_iter().map(|member| {
        let person = member.person;
        let name = if person.name.is_empty() { person.email.clone() } else { person.name };
        (person.email, name)
    });
    Ok(members.collect())
}

/// What the page is called: its view, the list that was brought, or the company.
fn title(asked: &Asked, loaded: &Loaded, view: Option<&SavedView>, w: &Words) -> String {
    let company = loaded.rows.first().map(|row| row.columns.company.clone());
    match (view, company) {
        (Some(view), _) => view.name.clone(),
        (None, _) if loaded.list.is_some() => of_list(asked, loaded, w),
        (None, Some(company)) if !asked.empresa.is_empty() => company,
        _ => w.t("nav-contacts"),
    }
}

fn columns(asked: &Asked, seat: &Seat) -> Vec<Column> {
    let columns = COLUMNS.iter().map(|(id, words, _)| Column {
        id,
        name: seat.words.t(words),
        is_shown: asked.shows(id),
        cell: cell(id, seat),
    });
    columns.collect()
}

/// What the people of a list that was brought are called together.
fn of_list(asked: &Asked, loaded: &Loaded, w: &Words) -> String {
    let name = loaded.list.clone().unwrap_or_default();
    match FATES.iter().find(|(id, ..)| *id == asked.parte) {
        Some((.., words)) => format!("{name}: {}", w.t(words).to_lowercase()),
        None => name,
    }
}

/// What a cell of a column changes: a value of the person, or who answers for them (`owner`). A
/// number that is typed is the one to call.
fn cell(column: &str, seat: &Seat) -> Option<(&'static str, String)> {
    let (field, words, permission) = match column {
        "empresa" => ("person.company", "trait-company", Permission::Edit),
        "responsable" => ("owner", "trait-owner", Permission::Work),
        "telefono" => ("person.mobile", "trait-phone", Permission::Edit),
        "correo" => ("person.email", "trait-email", Permission::Edit),
        "lugar" => ("person.city", "trait-city", Permission::Edit),
        _ => return None,
    };
    seat.may(permission).then(|| (field, seat.words.t(words)))
}

/// The tabs that everybody has, with their names.
pub(super) fn own_tabs(w: &Words) -> [(String, String); 3] {
    [
        ("/contactos".to_owned(), w.t("tab-all")),
        (format!("/contactos?responsable={ME}"), w.t("tab-mine")),
        ("/contactos?paso=sin".to_owned(), w.t("tab-without-step")),
    ]
}

pub(super) fn href_of_view(view: &SavedView) -> String {
    format!("/contactos?{}&vista={}", view.query, view.id)
}

fn tabs(asked: &Asked, views: &[SavedView], w: &Words) -> Vec<Tab> {
    let here = asked.href(1);
    let own = own_tabs(w).into_iter();
    let mut tabs: Vec<Tab> = own
        .map(|(href, name)| Tab { is_current: href == here, href, name, is_counted: true })
        .collect();
    tabs.extend(views.iter().map(|view| Tab {
        href: href_of_view(view),
        name: view.name.clone(),
        is_current: view.id == asked.vista,
        is_counted: true,
    }));
    let others = [("/contactos/parecidos", "tab-twice"), (machines::HERE, "tab-machines")];
    tabs.extend(others.map(|(href, words)| Tab {
        href: href.to_owned(),
        name: w.t(words),
        is_current: false,
        is_counted: false,
    }));
    tabs
}

fn choice(value: &str, words: String, is_chosen: bool) -> Choice {
    Choice { value: value.to_owned(), words, is_chosen }
}

fn filters(
    asked: &Asked,
    loaded: &Loaded,
    members: &[(String, String)],
    stages: &[(String, String)],
    w: &Words,
) -> Vec<Choices> {
    let of = |name: &'static str, label: &str, chosen: &str, all: Vec<(String, String)>| {
        let choices = all.into_iter().map(|(value, words)| {
            let is_chosen = value == chosen;
            Choice { value, words, is_chosen }
        });
        Choices { name, label: w.t(label), choices: choices.collect() }
    };
    let said = |ids: &[(&str, &str)]| -> Vec<(String, String)> {
        ids.iter().map(|(id, words)| ((*id).to_owned(), w.t(words))).collect()
    };
    let counted = |counts: &[(String, u64)], name: &dyn Fn(&str) -> String| {
        let counts = counts.iter().filter(|(value, _)| !value.is_empty()).take(CHOICES_MAX);
        counts
            .map(|(value, count)| {
                (value.clone(), format!("{} ({})", name(value), w.number(*count)))
            })
            .collect::<Vec<(String, String)>>()
    };
    let mut owners = said(&[(ME, "owner-me"), (NOBODY, "nobody"), (MINE, "owner-mine")]);
    owners.extend(members.iter().cloned());
    let days = [7, 30, 90, 180].map(|days| (days.to_string(), w.count("quiet-days", days)));
    vec![
        of("etapa", "column-stage", &asked.etapa, stages.to_vec()),
        of("responsable", "trait-owner", &asked.responsable, owners),
        of(
            "paso",
            "column-next",
            &asked.paso,
            said(&[("sin", "step-none"), ("con", "step-some"), ("vencido", "step-late")]),
        ),
        of(
            "juego",
            "filter-play",
            &asked.juego,
            said(&[
                ("abiertos", "play-open"),
                ("apartados", "play-aside"),
                ("cerrados", "play-closed"),
            ]),
        ),
        of("nota", "column-grade", &asked.nota, grades(&loaded.agreement)),
        of(
            "pais",
            "trait-country",
            &asked.pais,
            counted(&loaded.countries, &|code| w.country_name(code)),
        ),
        of("origen", "trait-source", &asked.origen, counted(&loaded.sources, &str::to_owned)),
        of("callados", "filter-quiet", &asked.callados, days.to_vec()),
        of("hoy", "filter-today", &asked.hoy, said(&PARTS.map(|(id, _, words)| (id, words)))),
    ]
}

/// The segments of the agreement, and those that an address names and it has no more: they hold
/// nobody, and can be taken out.
fn segments(asked: &Asked, all: &[Segment], w: &Words) -> Vec<Choice> {
    let is_chosen = |id: &str| asked.segmento.iter().any(|chosen| chosen == id);
    let known = all.iter().map(|segment| {
        let words = format!("{} ({})", segment.name, w.number(segment.count));
        choice(&segment.id, words, is_chosen(&segment.id))
    });
    let others = asked.segmento.iter().filter(|id| {
        let is_known = all.iter().any(|segment| segment.id == **id);
        !id.is_empty() && !is_known
    });
    known.chain(others.map(|id| choice(id, id.clone(), true))).collect()
}

/// Every grade that the agreement can give, the best first.
fn grades(agreement: &Agreement) -> Vec<(String, String)> {
    let Some(bands) = &agreement.document.main.bands else { return Vec::new() };
    let pairs = bands.fit.iter().flat_map(|letter| {
        bands.engagement.iter().map(move |number| format!("{}{}", letter.name, number.name))
    });
    pairs.map(|grade| (grade.clone(), grade)).collect()
}

fn shown(
    listed: &Listed,
    agreement: &Agreement,
    members: &[(String, String)],
    now: Timestamp,
    w: &Words,
) -> Row {
    let columns: &Columns = &listed.columns;
    let bars = Bars::of(columns, agreement);
    let owner = members.iter().find(|(email, _)| *email == columns.owner);
    let country = match columns.country.as_str() {
        "" => String::new(),
        code => w.country_name(code),
    };
    Row {
        id: listed.id,
        name: columns.name.clone(),
        job_title: columns.job_title.clone(),
        company: columns.company.clone(),
        stage: w.stage(&agreement.document, &columns.stage),
        steps: stage_steps(agreement, &columns.stage),
        aside: match columns.play {
            store::workspace::rows::Play::Open => None,
            store::workspace::rows::Play::Recycled => Some(w.t("row-aside")),
            store::workspace::rows::Play::Disqualified => Some(w.t("row-closed")),
        },
        total: w.number(columns.total),
        label: w.t2("score-label", "fit", bars.fit, "engagement", bars.engagement),
        bars,
        grade: columns.grade.clone(),
        owner: owner.map_or_else(|| columns.owner.clone(), |(_, name)| name.clone()),
        latest: columns.latest_at.map(|at| w.moment(at, now)).unwrap_or_default(),
        next: next(columns, now, w).unwrap_or_default(),
        is_late: columns.next_at.is_some_and(|at| at < now),
        phone: columns.phone.clone(),
        email: columns.email.clone(),
        city: columns.city.clone(),
        country,
        source: columns.source.clone(),
    }
}

fn next(columns: &Columns, now: Timestamp, w: &Words) -> Option<String> {
    let at = columns.next_at?;
    let what = step_words(&columns.next_what, &columns.next_text, w);
    Some(format!("{what}, {}", w.moment(at, now)))
}
