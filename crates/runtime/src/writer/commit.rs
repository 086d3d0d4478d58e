//! What the writer has made, on its way to the disk.

use std::sync::Arc;

use engine::said::Said;
use store::workspace::Batch;

use super::Writer;
use super::apply::Answered;
use super::behind::Save;
use super::committing::{Failed, Written};
use super::counts::Counters;
use super::order::{Order, again};
use crate::error::RuntimeError;

impl Writer {
    /// Does the orders that have gathered, in one transaction; whoever gave them is answered once
    /// it is on disk.
    pub(super) fn serve(&mut self, orders: Vec<Order>) {
        self.is_lull = false;
        let only_asks = orders.iter().all(Order::only_asks);
        // Whoever only asks is told nothing that may fail yet.
        if only_asks {
            self.wait_for_end();
        }
        if let Err(error) = self.store.begin_reading() {
            tracing::error!(%error, "the workspace could not be read");
            self.is_broken = true;
        }
        let mut answers: Vec<Answered> = Vec::new();
        for order in orders {
            Counters::add(&self.counters.begun);
            answers.extend(self.begin(order));
        }
        self.stage_surplus();
        self.hand_in(answers, only_asks);
        self.tell_between();
        self.fold_between();
        self.cache.drop_oldest(self.limits.cards, self.limits.packed_bytes);
    }

    /// Hands what is pending to the thread that commits, once it has ended what it had.
    pub(super) fn hand_in(&mut self, answers: Vec<Answered>, only_asks: bool) {
        match self.wait().and_then(|()| self.transaction()) {
            Ok(Some(batch)) if only_asks => self.begin_commit(batch, all_the_same(answers)),
            Ok(Some(batch)) => self.begin_commit(batch, answers),
            Ok(None) => answers.into_iter().for_each(|answer| answer(Ok(()))),
            Err(error) => {
                // What time made due is found again: whoever only asks is told the same.
                let is_told = only_asks && !matches!(error, RuntimeError::SetAside(_));
                for answer in answers {
                    answer(if is_told { Ok(()) } else { Err(again(&error)) });
                }
            }
        }
        self.is_broken = self.is_lost;
    }

    /// Writes what is pending, and waits until it is on disk. A transaction that fails leaves memory
    /// as the disk is.
    pub(super) fn commit(&mut self) -> Result<(), RuntimeError> {
        self.wait()?;
        let Some(batch) = self.transaction()? else { return Ok(()) };
        self.begin_commit(batch, Vec::new());
        self.wait()
    }

    /// What the next transaction writes; `None` where there is nothing to write.
    fn transaction(&mut self) -> Result<Option<Batch>, RuntimeError> {
        if let Some(why) = self.aside.why() {
            self.forget();
            return Err(why);
        }
        self.read_anew();
        if self.is_broken {
            self.forget();
            return Err(RuntimeError::Unwritten(Said::new(
                "no se pudo leer el espacio y no se escribió nada; quien lleva el servidor debe mirar su registro",
                "the workspace could not be read and nothing was written; who runs the server should look at its log",
            )));
        }
        self.stage_through();
        if !self.has_pending() {
            return Ok(None);
        }
        let mut batch = std::mem::take(&mut self.pending);
        batch.known_at = (!batch.events.is_empty()).then_some(self.known_at);
        self.messages.stage(&mut batch, self.position, self.limits.messages);
        Ok(Some(batch))
    }

    /// Whether there is something to write.
    pub(super) fn has_pending(&self) -> bool {
        !self.pending.is_empty() || !self.saves.is_empty()
    }

    fn begin_commit(&mut self, batch: Batch, answers: Vec<Answered>) {
        self.cache.begun();
        let saves: Vec<Save> = std::mem::take(&mut self.saves).into_values().collect();
        let written = saves.iter().filter(|save| save.noted_as.is_none());
        let noted = written.filter_map(|save| {
            let number = self.noted.number_of(save.contact)?;
            Some((save.contact, number))
        });
        let noted = noted.collect();
        let voids = std::mem::take(&mut self.voids);
        self.committing.begin(Arc::new(Written { batch, saves, noted, voids }), answers);
    }

    /// Takes note of how the transaction ended that was under way, if it has; what comes next begins
    /// with memory as the disk is.
    pub(super) fn look_for_end(&mut self) {
        let noted = self.committing.ended().map_or(Ok(()), |ended| self.take_note(ended));
        if noted.is_err() {
            // Whoever asked for it was told.
            self.is_broken = self.is_lost;
        }
    }

    /// The same, once it has.
    pub(super) fn wait_for_end(&mut self) {
        if self.wait().is_err() {
            self.is_broken = self.is_lost;
        }
    }

    /// Waits for the transaction that is under way; where it failed, what was made since is lost and
    /// must not be answered as if it were not.
    pub(super) fn wait(&mut self) -> Result<(), RuntimeError> {
        self.committing.end().map_or(Ok(()), |ended| self.take_note(ended))
    }

    fn take_note(&mut self, ended: Result<Arc<Written>, Failed>) -> Result<(), RuntimeError> {
        match ended {
            Ok(written) => {
                Counters::add(&self.counters.commits);
                self.is_refused = false;
                self.messages.written();
                written.saves.iter().for_each(|save| self.cache.saved(save.contact));
                written.noted.iter().for_each(|(id, number)| self.noted.written(*id, *number));
                self.holders.written(&written.batch, &written.saves);
                self.committing.let_go(written);
                self.read_anew();
                self.mind_log();
                Ok(())
            }
            Err(Failed { error, answers }) => {
                let error = match error {
                    Some(error) => {
                        tracing::error!(%error, "a transaction failed");
                        self.aside.look_at(&self.path, &error);
                        RuntimeError::from(error)
                    }
                    None => RuntimeError::Stopped,
                };
                (self.is_broken, self.is_refused) = (true, true);
                self.forget();
                answers.into_iter().for_each(|answer| answer(Err(again(&error))));
                Err(error)
            }
        }
    }

    /// What is read from now on is read as it is now.
    fn read_anew(&mut self) {
        if let Err(error) = self.store.release() {
            tracing::error!(%error, "what was read could not be let go");
            self.is_broken = true;
        }
    }
}

/// Answers that are the same whether what goes with them is written or not: what time made due is
/// found again.
fn all_the_same(answers: Vec<Answered>) -> Vec<Answered> {
    let same = |answer: Answered| Box::new(move |_| answer(Ok(()))) as Answered;
    answers.into_iter().map(same).collect()
}
