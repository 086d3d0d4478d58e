//! What moves a contact through the funnel: clauses, people, and time.
//!
//! Decides the standing in one product line at a moment. Scores and conditions are judged
//! elsewhere; who receives a lead is not decided here.

mod acts;

use std::rc::Rc;

use crate::agreement::funnel::{AtMostPer, QualifyHow, ReopenFrom, StandardStage};
use crate::agreement::sealed::{Agreement, Check, Clause, SealedLine, SealedQualify};
use crate::contact::Contact;
use crate::contact::profile::Profile;
use crate::contact::standing::{Citation, Ending, Move, Qualified, Standing, State, Suggestion};
use crate::event::Actor;
use crate::judge::{Only, Scene, Scores, Verdict};
use crate::time::Timestamp;

pub use acts::Refusal;
pub(crate) use acts::act;

/// What is decided about one contact in one product line at one moment.
pub(crate) struct Desk<'a> {
    pub(crate) agreement: &'a Agreement,
    pub(crate) contact: &'a mut Contact,
    pub(crate) account: Option<&'a Profile>,
    pub(crate) line: usize,
    pub(crate) at: Timestamp,
    pub(crate) moves: &'a mut Vec<Move>,
    /// What the contact scores as it stands: worked out once between two moves.
    scores: Rc<Scores>,
}

/// More moves than this at one moment mean clauses that chase each other; the rest waits for the
/// next event.
const MOVES_AT_ONCE_MAX: usize = 16;

/// Until when nothing changes by time alone.
pub(crate) struct Until {
    /// The first moment at which a clause may move the contact.
    pub(crate) moves_at: Timestamp,
    /// The first moment at which a score may be another one.
    pub(crate) scores_at: Timestamp,
}

/// Moves the contact as far as the clauses say, and returns when one of them may say otherwise.
pub(crate) fn settle(desk: &mut Desk<'_>) -> Until {
    let scores_at = Timestamp::MAX;
    let Some(line) = desk.agreement.lines.get(desk.line) else {
        return Until { moves_at: Timestamp::MAX, scores_at };
    };
    if desk.contact.is_profiling_refused {
        return Until { moves_at: desk.come_back(line), scores_at };
    }
    for _ in 0..MOVES_AT_ONCE_MAX {
        desk.release(line);
        let is_moved = desk.disqualify(line)
            || desk.reopen(line)
            || desk.recycle(line)
            || desk.go_back(line)
            || desk.advance(line);
        if !is_moved {
            break;
        }
    }
    desk.suggest(line);
    Until { moves_at: desk.until(line), scores_at: desk.scene().total().until }
}

impl<'a> Desk<'a> {
    pub(crate) fn new(
        agreement: &'a Agreement,
        contact: &'a mut Contact,
        account: Option<&'a Profile>,
        line: usize,
        at: Timestamp,
        moves: &'a mut Vec<Move>,
    ) -> Desk<'a> {
        Desk { agreement, contact, account, line, at, moves, scores: Rc::default() }
    }
}

impl Desk<'_> {
    fn scene(&self) -> Scene<'_> {
        let scene = Scene::new(self.agreement, self.contact, self.line, self.at);
        scene.among(self.account).sharing(&self.scores)
    }

    fn standing(&self) -> Option<&Standing> {
        self.contact.standings.get(self.line)
    }

    fn stage(&self) -> Option<usize> {
        self.agreement.stage_index(&self.standing()?.stage)
    }

    /// Clauses that were held back since a move count again once they are false.
    fn release(&mut self, line: &SealedLine) {
        let Some(standing) = self.standing() else { return };
        if standing.held_back.is_empty() {
            return;
        }
        let scene = self.scene();
        let holds = |key: &str| {
            let mut held = held_back_checks(line).filter(|(of, _)| of == key);
            held.any(|(_, check)| scene.judge(check).holds())
        };
        let released: Vec<String> =
            standing.held_back.keys().filter(|id| !holds(id)).cloned().collect();
        if let Some(standing) = self.contact.standings.get_mut(self.line) {
            standing.held_back.retain(|id, _| !released.contains(id));
        }
    }

    /// Reasons with a condition disqualify by themselves.
    fn disqualify(&mut self, line: &SealedLine) -> bool {
        let is_disqualified = self
            .standing()
            .is_some_and(|standing| matches!(standing.state, State::Disqualified { .. }));
        if is_disqualified || self.is_past_handing_over() {
            return false;
        }
        let found = line.reasons.iter().find(|(reason, _, check)| {
            check.as_ref().is_some_and(|check| self.counts(|| reason_key(&reason.id), check))
        });
        let Some((reason, clause, _)) = found else { return false };
        let (clause, name, id) = (clause.clone(), reason.name.clone(), reason.id.clone());
        let state = State::Disqualified { reason: id, since: self.at };
        self.set_state(state, Some(&clause), None, name);
        true
    }

    /// A customer or a closed lead starts again, in a new cycle.
    fn reopen(&mut self, line: &SealedLine) -> bool {
        let Some(standing) = self.standing() else { return false };
        let since = match &standing.state {
            State::Open => standing.stage_since,
            State::Disqualified { since, .. } | State::Recycled { since, .. } => *since,
        };
        // What had happened by then is why the cycle ended: only what happened later starts another.
        let scene = self.scene();
        let later = scene.only(Only::After(since));
        let nothing = scene.only(Only::Nothing);
        let found = line.reopen.iter().find(|clause| {
            let is_from = match (&clause.from, &standing.state) {
                (ReopenFrom::Stage(id), State::Open) => *id == standing.stage,
                (ReopenFrom::Disqualified, State::Disqualified { .. })
                | (ReopenFrom::Recycled, State::Recycled { .. }) => true,
                _ => false,
            };
            is_from
                && scene.judge(&clause.check).holds()
                && later.judge(&clause.check).holds()
                && !nothing.judge(&clause.check).holds()
        });
        let Some(found) = found else { return false };
        let (clause, to, because) = (found.clause.clone(), found.to, found.because.clone());
        self.start_cycle(to, &clause, because, since);
        true
    }

    /// A lead that was put aside comes back on its date or by its condition.
    fn recycle(&mut self, line: &SealedLine) -> bool {
        let Some(State::Recycled { until, .. }) =
            self.standing().map(|standing| standing.state.clone())
        else {
            return false;
        };
        let scene = self.scene();
        let is_due = until.is_some_and(|until| until <= self.at);
        let found = line.recycle.iter().find(|clause| {
            let is_early = clause.check.as_ref().is_some_and(|check| scene.judge(check).holds());
            (is_due || is_early) && self.is_within(clause.at_most)
        });
        let Some(found) = found else {
            // Without a clause that says where to, a due lead comes back where it was.
            if is_due && line.recycle.is_empty() {
                self.set_state(State::Open, None, None, String::new());
                return true;
            }
            return false;
        };
        let (clause, back_to, because) =
            (found.clause.clone(), found.back_to, found.because.clone());
        if let Some(standing) = self.contact.standings.get_mut(self.line) {
            standing.state = State::Open;
        }
        self.move_to(back_to, Some(&clause), None, because);
        true
    }

    /// Whether putting aside has not been overdone: the times within the span count.
    fn is_within(&self, at_most: Option<AtMostPer>) -> bool {
        let Some(at_most) = at_most else { return true };
        let recycled = self.standing().map_or(&[][..], |standing| &standing.recycled_at);
        let count = recycled.iter().filter(|moment| self.at - **moment < at_most.span).count();
        u32::try_from(count).is_ok_and(|count| count <= at_most.count)
    }

    fn go_back(&mut self, line: &SealedLine) -> bool {
        let Some(standing) = self.standing().filter(|standing| standing.is_open()) else {
            return false;
        };
        if self.is_past_handing_over() {
            return false;
        }
        let scene = self.scene();
        let found = line.returns.iter().find(|clause| {
            let is_from = self
                .agreement
                .stages
                .get(clause.from)
                .is_some_and(|from| from.id == standing.stage);
            is_from && scene.judge(&clause.check).holds()
        });
        let Some(found) = found else { return false };
        let (clause, to, because) = (found.clause.clone(), found.to, found.because.clone());
        self.move_to(to, Some(&clause), None, because);
        true
    }

    fn advance(&mut self, line: &SealedLine) -> bool {
        let Some(stage) = self.stage() else { return false };
        if !self.standing().is_some_and(Standing::is_open) || self.is_past_handing_over() {
            return false;
        }
        let blocked = self.blocked_from(line, false);
        let mut best: Option<&SealedQualify> = None;
        for clause in &line.qualify {
            let (QualifyHow::When(_), Some(check)) = (&clause.how, &clause.check) else { continue };
            let is_further = clause.stage > best.map_or(stage, |best| best.stage);
            if is_further
                && clause.stage < blocked
                && self.counts(|| clause.clause.id.clone(), check)
            {
                best = Some(clause);
            }
        }
        let Some(best) = best else { return false };
        let (clause, to, because) = (best.clause.clone(), best.stage, best.because.clone());
        self.move_to(to, Some(&clause), None, because);
        true
    }

    /// Whether a clause holds and counts: one that was held back by a move counts only on the
    /// strength of what happened after the move.
    fn counts(&self, key: impl Fn() -> String, check: &Check) -> bool {
        let scene = self.scene();
        if !scene.judge(check).holds() {
            return false;
        }
        let Some(standing) = self.standing().filter(|one| !one.held_back.is_empty()) else {
            return true;
        };
        let Some(&moved_at) = standing.held_back.get(&key()) else { return true };
        let is_new = scene.only(Only::After(moved_at)).judge(check).holds();
        is_new && !scene.only(Only::Nothing).judge(check).holds()
    }

    /// The first stage that a `never` clause blocks, by its index; the end of the funnel where
    /// none does.
    fn blocked_from(&self, line: &SealedLine, is_by_hand: bool) -> usize {
        let scene = self.scene();
        let blocking = line.qualify.iter().filter(|clause| match (&clause.how, &clause.check) {
            (QualifyHow::Never { is_overridden_by_hand, .. }, Some(check)) => {
                !(is_by_hand && *is_overridden_by_hand) && scene.judge(check).holds()
            }
            _ => false,
        });
        blocking.map(|clause| clause.stage).min().unwrap_or(usize::MAX)
    }

    /// Whether only people and the CRM move the contact from here.
    fn is_past_handing_over(&self) -> bool {
        let stage = self.stage().and_then(|stage| self.agreement.stages.get(stage));
        stage.is_some_and(|stage| stage.counts_as >= StandardStage::Sal)
    }

    fn suggest(&mut self, line: &SealedLine) {
        let (Some(stage), Some(standing)) = (self.stage(), self.standing()) else { return };
        let mut suggestions = standing.suggestions.clone();
        let is_open = standing.is_open() && !self.is_past_handing_over();
        let blocked = self.blocked_from(line, false);
        for clause in &line.qualify {
            let (QualifyHow::Suggest(_), Some(check)) = (&clause.how, &clause.check) else {
                continue;
            };
            let id = &clause.clause.id;
            let is_found = is_open
                && clause.stage > stage
                && clause.stage < blocked
                && self.scene().judge(check).holds();
            if !is_found {
                // Dismissed or not, it is found anew once it has been false.
                suggestions.remove(id);
            } else if !suggestions.contains_key(id) {
                suggestions.insert(id.clone(), Suggestion { since: self.at, is_dismissed: false });
            }
        }
        if let Some(standing) = self.contact.standings.get_mut(self.line) {
            standing.suggestions = suggestions;
        }
    }

    /// Someone who refuses profiling is moved by nothing but the date they were put aside until.
    fn come_back(&mut self, line: &SealedLine) -> Timestamp {
        let due = |standing: &Standing| match standing.state {
            State::Recycled { until, .. } => until,
            State::Open | State::Disqualified { .. } => None,
        };
        let Some(until) = self.standing().and_then(due) else { return Timestamp::MAX };
        if until > self.at {
            return until;
        }
        let back_to = line.recycle.first().map(|clause| (clause.back_to, clause.clause.clone()));
        if let Some(standing) = self.contact.standings.get_mut(self.line) {
            standing.state = State::Open;
        }
        match back_to {
            Some((stage, clause)) => self.move_to(stage, Some(&clause), None, String::new()),
            None => self.set_state(State::Open, None, None, String::new()),
        }
        Timestamp::MAX
    }

    /// The first moment at which any clause that may move this contact may say otherwise.
    fn until(&self, line: &SealedLine) -> Timestamp {
        let scene = self.scene();
        let until = |check: &Check| -> Timestamp {
            let Verdict { until, .. } = scene.judge(check);
            until
        };
        let qualify = line.qualify.iter().filter_map(|clause| clause.check.as_ref());
        let reasons = line.reasons.iter().filter_map(|(_, _, check)| check.as_ref());
        let reopen = line.reopen.iter().map(|clause| &clause.check);
        let returns = line.returns.iter().map(|clause| &clause.check);
        let recycle = line.recycle.iter().filter_map(|clause| clause.check.as_ref());
        let checks = qualify.chain(reasons).chain(reopen).chain(returns).chain(recycle);
        let by_clauses = checks.map(until).min().unwrap_or(Timestamp::MAX);
        let Some(standing) = self.standing() else { return by_clauses };
        // A clause that is held back also waits for what happens anew.
        let is_any = !standing.held_back.is_empty();
        let held_back = held_back_checks(line).take_while(|_| is_any).filter_map(|(key, check)| {
            let moved_at = *standing.held_back.get(&key)?;
            Some(scene.only(Only::After(moved_at)).judge(check).until)
        });
        let by_held_back = held_back.min().unwrap_or(Timestamp::MAX);
        by_clauses.min(by_held_back).min(self.back_at(line, standing))
    }

    /// When a lead that was put aside may come back by its date.
    fn back_at(&self, line: &SealedLine, standing: &Standing) -> Timestamp {
        let State::Recycled { until: Some(until), .. } = standing.state else {
            return Timestamp::MAX;
        };
        if until > self.at {
            return until;
        }
        // Due, but put aside too often: once the oldest time lies outside the span.
        let spans =
            line.recycle.iter().filter_map(|clause| clause.at_most.map(|at_most| at_most.span));
        let ends =
            spans.flat_map(|span| standing.recycled_at.iter().map(move |moment| *moment + span));
        ends.filter(|end| *end > self.at).min().unwrap_or(Timestamp::MAX)
    }

    /// Moves to a stage; a move back holds back every clause that holds at that moment.
    fn move_to(&mut self, to: usize, clause: Option<&Clause>, by: Option<&Actor>, why: String) {
        let Some(target) = self.agreement.stages.get(to) else { return };
        let from = self.stage();
        let (line, at) = (self.line, self.at);
        let stages = &self.agreement.stages;
        let was = from.and_then(|from| stages.get(from)).map(|stage| stage.counts_as);
        let is_qualified = |stage: StandardStage| stage >= StandardStage::Mql;
        let is_newly = is_qualified(target.counts_as) && !was.is_some_and(is_qualified);
        let grade = if is_newly { self.scene().grade() } else { None };
        let Some(standing) = self.contact.standings.get_mut(line) else { return };
        if is_newly {
            standing.qualified = Some(Qualified { grade, ending: Ending::Open });
        }
        if target.counts_as >= StandardStage::Sql {
            standing.ends(Ending::Sales);
        } else if !is_qualified(target.counts_as) {
            standing.ends(Ending::Aside);
        }
        let before = std::mem::replace(&mut standing.stage, target.id.clone());
        standing.stage_since = at;
        // A rule may look at the stage.
        self.scores = Rc::default();
        if from.is_none_or(|from| to < from) {
            self.hold_back();
        }
        self.record(before, clause, by, why);
    }

    /// Changes the state beside the stage.
    fn set_state(
        &mut self,
        state: State,
        clause: Option<&Clause>,
        by: Option<&Actor>,
        why: String,
    ) {
        let at = self.at;
        let Some(standing) = self.contact.standings.get_mut(self.line) else { return };
        if matches!(state, State::Recycled { .. }) {
            standing.recycled_at.push(at);
        }
        if state != State::Open {
            standing.ends(Ending::Aside);
        }
        standing.state = state;
        let stage = standing.stage.clone();
        self.scores = Rc::default();
        self.hold_back();
        self.record(stage, clause, by, why);
    }

    /// Begins a new cycle. What happened since the last one ended may also qualify in it: clauses
    /// are held back from that moment.
    fn start_cycle(&mut self, to: usize, clause: &Clause, why: String, ended_at: Timestamp) {
        let Some(standing) = self.contact.standings.get_mut(self.line) else { return };
        standing.state = State::Open;
        standing.cycle += 1;
        standing.held_back.clear();
        self.move_to(to, Some(clause), None, why);
        if let Some(standing) = self.contact.standings.get_mut(self.line) {
            standing.held_back.values_mut().for_each(|moment| *moment = ended_at);
        }
    }

    fn hold_back(&mut self) {
        let Some(line) = self.agreement.lines.get(self.line) else { return };
        let scene = self.scene();
        let holding = held_back_checks(line).filter(|(_, check)| scene.judge(check).holds());
        let keys: Vec<String> = holding.map(|(key, _)| key).collect();
        let at = self.at;
        if let Some(standing) = self.contact.standings.get_mut(self.line) {
            standing.held_back.extend(keys.into_iter().map(|key| (key, at)));
        }
    }

    fn record(&mut self, from: String, clause: Option<&Clause>, by: Option<&Actor>, why: String) {
        let citation = clause.map(|clause| Citation {
            version: self.agreement.version,
            number: clause.number.clone(),
            id: clause.id.clone(),
        });
        let Some(line) = self.agreement.lines.get(self.line) else { return };
        let Some(standing) = self.contact.standings.get(self.line) else { return };
        self.moves.push(Move {
            line: line.id.clone(),
            at: self.at,
            from,
            to: standing.stage.clone(),
            state: standing.state.clone(),
            cycle: standing.cycle,
            clause: citation,
            by: by.cloned(),
            why,
        });
    }
}

/// The conditions that a move back holds back: those of rules that move forward and of reasons
/// that disqualify, with the key that each is held back under.
fn held_back_checks(line: &SealedLine) -> impl Iterator<Item = (String, &Check)> {
    let rules = line.qualify.iter().filter(|clause| matches!(clause.how, QualifyHow::When(_)));
    let rules = rules.filter_map(|clause| Some((clause.clause.id.clone(), clause.check.as_ref()?)));
    let reasons = line.reasons.iter();
    let reasons =
        reasons.filter_map(|(reason, _, check)| Some((reason_key(&reason.id), check.as_ref()?)));
    rules.chain(reasons)
}

/// Reasons and rules may share ids.
fn reason_key(id: &str) -> String {
    format!("reason {id}")
}
