//! Handing over, deadlines, promises, hours, teams and playbooks.

use super::conditions::condition;
use super::scalars::{clock, interval, side, span, term};
use super::tree::Node;
use crate::agreement::handing::{
    Attempts, Clock, FollowUp, Handoff, OnBreach, Queue, Release, Route, RouteTo, Unit,
};
use crate::agreement::hours::Hours;
use crate::agreement::parse::WEEKDAYS;
use crate::agreement::promises::{Commitment, Measure, Period, Review, Target};
use crate::agreement::teams::{Absence, AnswerKind, Member, Pick, Playbook, Question, Team};

pub(super) fn hours(hours: &Hours) -> Node {
    let mut node = Node::map();
    let mut day = 0;
    while let Some(intervals) = hours.week.get(day) {
        // Days in a row with the same hours are written once.
        let same = hours.week.iter().skip(day).take_while(|other| *other == intervals).count();
        let last = day + same - 1;
        if let (Some(first), Some(end)) = (WEEKDAYS.get(day), WEEKDAYS.get(last))
            && !intervals.is_empty()
        {
            let days = if last == day { (*first).to_owned() } else { format!("{first}-{end}") };
            let times: Vec<String> = intervals.iter().map(|one| interval(*one)).collect();
            node.node(&days, Node::Quoted(times.join(", ")));
        }
        day = last + 1;
    }
    node.texts_if("holidays", &hours.holidays);
    node.list_if("closed", hours.closed.iter().map(|date| Node::Word(date.to_string())));
    node
}

pub(super) fn handoff(handoff: &Handoff) -> Node {
    let mut node = Node::map();
    node.text("id", &handoff.id);
    node.text("at", &handoff.at);
    node.word(
        "unit",
        match handoff.unit {
            Unit::Person => "person",
            Unit::Account => "account",
        },
    );
    node.node_if("release", handoff.release.as_ref().map(release));
    node.list_if("route", handoff.route.iter().map(route));
    node
}

fn release(release: &Release) -> Node {
    let mut node = Node::map();
    node.word("when", "capacity");
    node.word_if("wait_at_most", release.wait_at_most.map(term));
    if let Some(to) = release.then_return {
        let mut then = Node::map();
        then.word("return", side(to));
        node.node("then", then);
    }
    node
}

fn route(route: &Route) -> Node {
    let mut node = Node::map();
    node.node_if("when", route.when.as_ref().map(condition));
    match &route.to {
        RouteTo::Team(id) => node.text("team", id),
        RouteTo::Person(address) => node.text("to", address),
        RouteTo::AccountOwner => node.word("to", "account_owner"),
        RouteTo::PreviousOwner => node.word("to", "previous_owner"),
    }
    node
}

pub(super) fn follow_up(promise: &FollowUp) -> Node {
    let mut node = Node::map();
    node.text_if("id", promise.id.as_deref());
    node.node_if("when", promise.when.as_ref().map(condition));
    node.word_if("accept_within", promise.accept_within.map(term));
    node.word_if("first_attempt_within", promise.first_attempt_within.map(term));
    node.word_if("first_conversation_within", promise.first_conversation_within.map(term));
    node.node_if("attempts", promise.attempts.as_ref().map(attempts));
    node.list_if("on_breach", promise.on_breach.iter().map(on_breach));
    if promise.clock == Clock::Always {
        node.word("clock", "always");
    }
    if let Some(team) = &promise.after_hours {
        let mut after = Node::map();
        after.text("team", team);
        node.node("after_hours", after);
    }
    node
}

fn attempts(attempts: &Attempts) -> Node {
    let mut node = Node::map();
    node.word("at_least", attempts.at_least);
    node.word_if("over", attempts.over.map(term));
    node.word_if("channels", attempts.channels);
    node.word_if("spaced", attempts.spaced.map(term));
    node.word_if("per_day", attempts.per_day);
    if let Some(reason) = &attempts.then_reason {
        let mut then = Node::map();
        then.text("reason", reason);
        node.node("then", then);
    }
    node
}

fn on_breach(step: &OnBreach) -> Node {
    let mut node = Node::map();
    node.word("at", format!("{}%", step.at_percent));
    node.text_if("notify", step.notify.as_deref());
    if step.is_reassigned {
        node.word("reassign", true);
    }
    node.word_if("at_most", step.at_most);
    node
}

pub(super) fn queue(queue: &Queue) -> Node {
    let mut node = Node::map();
    node.word_if("fresh", queue.fresh.map(span));
    node.word_if("due_soon", queue.due_soon.map(|(over, under)| format!("{over}/{under}")));
    node.word_if("quiet_after_call", queue.quiet_after_call.map(span));
    node.word_if("local_hours", queue.local_hours.map(interval));
    node
}

pub(super) fn commitment(promise: &Commitment) -> Node {
    let mut node = Node::map();
    node.text("id", &promise.id);
    node.word("owner", side(promise.owner));
    node.text("name", &promise.name);
    node.word("measure", measure(promise.measure));
    node.text_if("stage", promise.stage.as_deref());
    node.node_if("of", promise.of.as_ref().map(condition));
    node.text_if("line", promise.line.as_deref());
    node.word_if("at_least", promise.at_least.map(target));
    node.word_if("at_most", promise.at_most.map(target));
    node.word(
        "per",
        match promise.per {
            Period::Week => "week",
            Period::Month => "month",
            Period::Quarter => "quarter",
            Period::Year => "year",
        },
    );
    node.word_if("min_n", promise.min_n);
    let targets = promise.targets.iter();
    node.map_if("targets", targets.map(|(period, one)| (period.clone(), Node::Word(target(*one)))));
    node.text_if("if_missed", promise.if_missed.as_deref());
    node
}

fn measure(measure: Measure) -> &'static str {
    Measure::ALL.iter().find(|(_, known)| *known == measure).map_or("", |(id, _)| id)
}

fn target(target: Target) -> String {
    let percent = if target.is_percent { "%" } else { "" };
    format!("{}{percent}", target.value.normalize())
}

pub(super) fn review(review: &Review) -> Node {
    let mut node = Node::map();
    node.word("every", span(review.every));
    node.word_if("first", review.first.map(span));
    if let Some(meeting) = &review.meeting {
        let mut when = Node::map();
        when.word("every", span(meeting.every));
        let day = WEEKDAYS.get(usize::from(meeting.weekday.saturating_sub(1))).unwrap_or(&"");
        when.node("when", Node::Quoted(format!("{day} {}", clock(meeting.minute))));
        node.node("meeting", when);
    }
    node.list_if(
        "also_when",
        review.also_when.iter().map(|one| {
            let way = if one.is_below { "below" } else { "above" };
            Node::Word(format!("{} {way} {}", measure(one.measure), target(one.target)))
        }),
    );
    node
}

pub(super) fn team(team: &Team) -> Node {
    let mut node = Node::map();
    node.text("id", &team.id);
    node.text("name", &team.name);
    node.word(
        "pick",
        match team.pick {
            Pick::RoundRobin => "round_robin",
            Pick::LeastLoaded => "least_loaded",
            Pick::Weighted => "weighted",
        },
    );
    node.list("members", team.members.iter().map(member));
    node.text_if("overflow", team.overflow.as_deref());
    node.text_if("calendar", team.calendar.as_deref());
    node
}

fn member(member: &Member) -> Node {
    let mut node = Node::map();
    node.text("user", &member.user);
    node.word_if("capacity", member.per_day.map(|count| format!("{count} per day")));
    node.word_if("open", member.open);
    node.word_if("weight", member.weight);
    node.text_if("calendar", member.calendar.as_deref());
    node
}

pub(super) fn absence(absence: &Absence) -> Node {
    let mut node = Node::map();
    node.text("user", &absence.user);
    node.word("from", absence.from);
    node.word("to", absence.to);
    node
}

pub(super) fn playbook(playbook: &Playbook) -> Node {
    let mut node = Node::map();
    node.text("id", &playbook.id);
    node.text("name", &playbook.name);
    node.node_if("when", playbook.when.as_ref().map(condition));
    node.list_if("questions", playbook.questions.iter().map(question));
    node.list_if(
        "steps",
        playbook.steps.iter().map(|step| {
            let mut node = Node::map();
            node.word("day", step.day);
            node.text("do", &step.act);
            if step.is_if_no_answer {
                node.word("if_no_answer", true);
            }
            node
        }),
    );
    node
}

fn question(question: &Question) -> Node {
    let mut node = Node::map();
    node.text("id", &question.id);
    node.text("ask", &question.ask);
    node.text_if("why", question.why.as_deref());
    node.text_if("sets", question.sets.as_deref());
    node.word(
        "type",
        match question.kind {
            AnswerKind::Text => "text",
            AnswerKind::Number => "number",
            AnswerKind::Money => "money",
            AnswerKind::Date => "date",
            AnswerKind::Choice => "choice",
            AnswerKind::People => "people",
            AnswerKind::YesNo => "yes_no",
        },
    );
    node.texts_if("options", &question.options);
    node
}
