today-list = Today's list
today-detail = Next contact
today-views = Views
today-mine = My list
today-all = The whole team
today-free = Nobody's
today-why-order = Why this order?
kpi-reached = Reached today
kpi-waiting = To call
kpi-reached-short = Reached
kpi-waiting-short = To call
kpi-without-step-short = No step
kpi-without-step = Accepted, without a next step
ordered-by = Ordered by your Agreement v{ $version }, unsigned.
ordered-see = See it
today-first = There are no contacts yet.
today-first-text = Bring your Excel and in a minute there is a list.
today-import = Import
today-done = Nobody to call now.
today-next-promise = Next commitment: { $when }.
today-reactivate = Suggest whom to reactivate
today-tomorrow = { $n ->
    [one] Tomorrow, { $count } follow-up.
   *[other] Tomorrow, { $count } follow-ups.
}
left-out = Not shown now:
left-out-asleep = { $n ->
    [one] { $count } outside their hours (from { $at })
   *[other] { $count } outside their hours (the first, { $at })
}
left-out-asked = { $n ->
    [one] { $count } more who asked for something
   *[other] { $count } more who asked for something
}
left-out-in-call = { $n ->
    [one] { $count } on a call with somebody of the team
   *[other] { $count } on a call with somebody of the team
}
left-out-resting = { $n ->
    [one] { $count } who was just called
   *[other] { $count } who were just called
}
left-out-blocked = { $n ->
    [one] { $count } who wants no calls
   *[other] { $count } who want no calls
}
group-now = Now
group-now-hint = { $count } · cannot wait
group-due-soon = Due soon
group-due-soon-hint = { $n ->
    [one] { $count } · still in time
   *[other] { $count } · still in time
}
group-overdue = Overdue
group-overdue-hint = { $count } · still waiting
group-on-time = { -on-time-cap }
group-on-time-hint = { $count }
group-follow-up = Today's follow-ups
group-follow-up-hint = { $count } · by the { -cadence }
group-mention = You are mentioned
group-mention-hint = { $count }
group-next = No deadline
group-next-hint = { $count } · by stage and points
row-due = due { $clock }
row-was-due = was due { $clock }
row-mention = note
row-asleep = proposed
row-latest = last activity
call-to = Call { $who }
call = Call
mail = Email
snooze = Snooze
mail-refused = No emails
phone-missing = The phone is missing
blocked-asked = Asked not to be called
blocked-withdrawn = Do not call: consent withdrawn { $day }
blocked-refused = Do not call: said no { $day }
blocked-unknown = Do not call: said no
due-before = first attempt before { $clock }
due-was = the first attempt was due { $clock }
how-was-it = How did it go?
how-hint = logs it and moves on
how-note = Note (optional); for example, “after Easter”
how-more = Another outcome
reject-ask = Why is this lead not right? Marketing will see it.
reject-note = Explanation (optional)
reject-text-required = with an explanation
not-yet-ask = When to try again?
not-yet-reason = Reason
not-yet-until = Comes back on
not-yet-do = Put into nurture
later-month = In a month, { $day }
later-quarter = In three months, { $day }
later-half = In six months, { $day }
booked-ask = When is the { -meeting }?
booked-do = Save the { -meeting }
call-back-ask = When to call back?
call-back-do = Save
snooze-ask = Snooze until when?
snooze-do = Snooze
when-day = Day
when-hour = Time
mention-waits = A note mentions you.
mention-seen = Seen
mention-nobody = The note is kept, but nobody on this team is called {$who}: nobody of that name was told.
why-now = Why now
why-points = { $points } points
why-points-threshold = { $points } points, passes with { $threshold }
why-nothing = No rule gives points yet.
why-all = { $n ->
    [one] See the reason
   *[other] See all { $count } reasons
}
expect-title = What to expect
expect-later = Estimated from MQL on, by what became of those who came with the same grade.
expect-none = { $n ->
    [one] Not enough history to estimate ({ $count } more contact alike is needed).
   *[other] Not enough history to estimate ({ $count } more contacts alike are needed).
}
expect-between = Between { $low } and { $high } of every 100
expect-who = MQLs with the same grade became SQLs.
expect-from = { $reached } of the { $of } that have ended, in all history, with { $sure } confidence.
expect-see = { $n ->
    [one] See that one
   *[other] See those { $count }
}
asks = To ask
asks-hint = or “would rather not say”
asks-up-to = up to { $points }
asks-unknown = Not known
asks-whatsapp = Ask by WhatsApp
asks-worth = up to { $points }, missing in { $missing } of { $of }
asks-decline = Would rather not say
latest = Latest
latest-all = See the whole history
foot-move = move
foot-call = call
foot-outcome = outcome
foot-open = open record
foot-more = more
foot-undo = undo
order-now = What somebody asked for minutes ago (a demo, a { -quote }, a WhatsApp), and appointments of the next five minutes.
order-due-soon = What can still be met, the shortest time first.
order-overdue = What is past its deadline, what is worth most by the agreement first; where it does not say, by stage and points. It does not make others wait that can still be met.
order-on-time = What has time left, by what it is worth by the agreement and how often those of its grade become SQL; where that is the same, by stage, points and deadline.
order-follow-up = What is planned for today, at its hour.
order-mention = Contacts with a note that mentions you.
order-next = Everybody else, by stage, points, fit and latest activity.
order-left-out = Those outside their hours come last; where there are enough others to call, they are only counted. Not shown, but counted: those on a call with somebody of the team, those who were just called, those who want no calls and have nothing else planned, and those of whom neither phone nor e-mail is known.
done = { $who }: { $what }
done-booked = { $who }: { $what } for { $when }
done-next = { $who }: { $what }. Next: { $next }
done-several = { $n ->
    [one] { $count } contact: { $what }
   *[other] { $count } contacts: { $what }
}
done-refused = { $who }: the agreement does not allow it; nothing was changed
done-reactivated = is back in play
done-confirmed = confirmed
done-dismissed = not this one, off the list
deed-date-wrong = “{ $date }” is not a date or a time.
deed-date-past = { $date } has passed; choose a day to come.
deed-date-far = { $date } is more than three years ahead; check the year.
deed-date-missing = The day is missing.
deed-outcome-wrong = There is no such outcome.
deed-text-missing = The text is missing.
deed-reason-missing = Choose the reason.
deed-reason-text = This reason asks for an explanation.
deed-email-wrong = “{ $email }” does not look like an email address.
deed-phone-wrong = “{ $phone }” cannot be read as a phone number; with its prefix, for example +34 612 345 678.
deed-number-wrong = “{ $text }” is no number; for example, 12000.
deed-country-wrong = “{ $country }” is not known as a country.
group-asleep = Outside their hours
group-asleep-hint = { $n ->
    [one] { $count } waits until it is an hour to call there
   *[other] { $count } wait until it is an hour to call there
}
left-out-unreachable = { $n ->
    [one] { $count } without phone or e-mail
   *[other] { $count } without phone or e-mail
}
write-to = Write to { $who }
row-due-far = due
row-was-due-far = was due
due-before-first = first attempt due
due-was-first = first attempt was due
deed-since = Since this page was opened, this was recorded: { $what }. To record this as well, send it again.
today-reactivate-all = accepted and silent for 30 days
silent-since = no activity since { $when }
silent-always = no activity on record
