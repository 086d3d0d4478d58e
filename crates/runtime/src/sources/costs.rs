//! What sources cost, as people write it down, and what each lead of them cost that sales accepted.

use std::sync::PoisonError;

use engine::agreement::funnel::StandardStage;
use engine::said::Said;
use engine::time::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Seen, Way};
use crate::criba::Workspace;
use crate::error::RuntimeError;

/// What a source cost in a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Its id.
    pub id: String,
    /// The source, by its name in the log.
    pub source: String,
    /// How much.
    #[serde(with = "text")]
    pub amount: Decimal,
    /// In which currency: three letters, such as EUR.
    pub currency: String,
    /// Its first day.
    #[serde(with = "text")]
    pub from: Date,
    /// Its last day.
    #[serde(with = "text")]
    pub to: Date,
    /// Who wrote it down.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Amounts and days as they are written: digits, and ISO 8601.
mod text {
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<T: Display, S: Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub(super) fn deserialize<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// What a source cost in a time, with the leads of it that sales accepted then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spent {
    /// What it cost.
    pub cost: Cost,
    /// Leads that sales accepted.
    pub accepted: u64,
    /// What each cost; `None` where there was none.
    pub each: Option<Decimal>,
}

/// Costs that a workspace keeps.
pub const COSTS_MAX: usize = 2_000;
/// The name under which they are kept.
const KEPT: &str = "sources/costs";
/// Lists whose leads are counted.
const LISTS_MAX: usize = 1_000;
/// The longest time of one cost.
const DAYS_MAX: i32 = 3_660;
/// No campaign costs more.
const AMOUNT_MAX: i64 = 1_000_000_000_000;

impl Workspace {
    /// What was written down of costs, the latest time first.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn costs(&self) -> Result<Vec<Cost>, RuntimeError> {
        let kept = self.read(|read| Ok(read.note(KEPT)?))?;
        let costs = kept.map(|text| serde_json::from_str(&text)).transpose();
        let mut costs: Vec<Cost> = costs.map_err(store::StoreError::from)?.unwrap_or_default();
        costs.sort_by(|a, b| (b.from, &b.id).cmp(&(a.from, &a.id)));
        Ok(costs)
    }

    /// Writes down what a source cost, or puts it right where that is known already.
    ///
    /// # Errors
    ///
    /// It cannot be so, there are too many, or the disk does not take it.
    pub fn save_cost(&self, cost: Cost) -> Result<(), RuntimeError> {
        check(&cost)?;
        let _one = self.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        let mut costs = self.costs()?;
        costs.retain(|known| known.id != cost.id);
        if costs.len() >= COSTS_MAX {
            return Err(wrong(
                format!("ya hay {COSTS_MAX} costes apuntados; hay que borrar alguno antes"),
                format!("there are {COSTS_MAX} costs; delete one first"),
            ));
        }
        costs.push(cost);
        self.keep_note(KEPT, &costs)
    }

    /// Forgets a cost.
    ///
    /// # Errors
    ///
    /// There is no such cost, or the disk does not take it.
    pub fn forget_cost(&self, id: &str) -> Result<(), RuntimeError> {
        let _one = self.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        let mut costs = self.costs()?;
        let count = costs.len();
        costs.retain(|cost| cost.id != id);
        if costs.len() == count {
            return Err(RuntimeError::missing("el coste", "cost", id));
        }
        self.keep_note(KEPT, &costs)
    }

    /// What a source cost, each time with the leads of it that sales accepted then.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn spent(&self, seen: &Seen) -> Result<Vec<Spent>, RuntimeError> {
        let costs = self.costs()?.into_iter().filter(|cost| cost.source == seen.source);
        let costs: Vec<Cost> = costs.collect();
        if costs.is_empty() {
            return Ok(Vec::new());
        }
        self.writer.settle().wait()?;
        let agreement = self.writer.agreement().wait()?;
        let zone = TimeZone::get(&agreement.document.time_zone).unwrap_or(TimeZone::UTC);
        let first = agreement.stage_counting_as(StandardStage::Sal);
        let stages = agreement.stages.iter().skip(first.unwrap_or(usize::MAX));
        let stages: Vec<&str> = stages.map(|stage| &*stage.id).collect();
        let sources = self.told_as(seen)?;
        let mut spent: Vec<Spent> = Vec::with_capacity(costs.len());
        for cost in costs {
            let from = start(cost.from, &zone);
            let until = start(cost.to.tomorrow().unwrap_or(cost.to), &zone);
            let accepted = self.read(|read| Ok(read.came_to(&stages, &sources, from, until)?))?;
            let each = (accepted > 0)
                .then(|| (cost.amount / Decimal::from(accepted)).round_dp(2).normalize());
            spent.push(Spent { cost, accepted, each });
        }
        Ok(spent)
    }

    /// What contacts that a source first told of say that they come from: of lists, their names.
    fn told_as(&self, seen: &Seen) -> Result<Vec<String>, RuntimeError> {
        match &seen.way {
            Way::Lists => {
                Ok(self.batches(LISTS_MAX)?.into_iter().map(|batch| batch.plan.name).collect())
            }
            _ => Ok(vec![seen.source.clone()]),
        }
    }
}

/// The first moment of a day.
fn start(day: Date, zone: &TimeZone) -> Timestamp {
    let at = zone.to_ambiguous_timestamp(day.to_datetime(jiff::civil::Time::midnight()));
    at.compatible().map_or(Timestamp::MAX, Timestamp::from_jiff)
}

fn wrong(es: impl Into<String>, en: impl Into<String>) -> RuntimeError {
    RuntimeError::Wrong(Said::new(es, en))
}

fn check(cost: &Cost) -> Result<(), RuntimeError> {
    let is_currency =
        cost.currency.len() == 3 && cost.currency.bytes().all(|b| b.is_ascii_uppercase());
    let days = cost.from.until(cost.to).map_or(i32::MAX, |span| span.get_days());
    match () {
        () if cost.amount < Decimal::ZERO || cost.amount > Decimal::from(AMOUNT_MAX) => Err(wrong(
            "un coste no es negativo ni pasa de un billón; hay que corregirlo",
            "a cost is not negative nor beyond a trillion; correct it",
        )),
        () if !is_currency => Err(wrong(
            "la moneda se escribe con sus tres letras, como EUR o MXN",
            "write the currency by its three letters, such as EUR or MXN",
        )),
        () if days < 0 => Err(wrong(
            "el periodo termina antes de empezar; hay que corregir las fechas",
            "the time ends before it begins; correct the dates",
        )),
        () if days > DAYS_MAX => Err(wrong(
            "un coste cubre diez años como mucho; hay que partirlo",
            "a cost covers ten years at most; divide it",
        )),
        () => Ok(()),
    }
}
