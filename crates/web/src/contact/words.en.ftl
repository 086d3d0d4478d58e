contact-there = it is { $clock } there
asleep-now = It is { $clock } in { $city }.
asleep-proposed = Suggested { $at }.
asleep-at = at { $clock }
asleep-at-tomorrow = tomorrow { $at }
asleep-at-weekday = on { $weekday } { $at }
asleep-at-day = on { $day } { $at }
being-called = { $who } is calling at this moment.
aside-disqualified = Disqualified: { $reason }
aside-until = In nurture until { $day }: { $reason }
aside-recycled = In nurture: { $reason }
ledger-floor = Held at 0
ledger-cap = Cap of the { -score }
ledger-times = { $n ->
    [one] { $count } time
   *[other] { $count } times
}
ledger-at-most = the rule's cap: { $points }
ledger-fades = were { $given }; half every { $days } days
ledger-given = were { $given }
origin-claimed = a page sent it
origin-derived = derived
origin-imported = list
origin-enriched = enriched
origin-typed = typed
origin-said = said so
origin-company = of their company
line-by = { $who }
line-moved = Moves to { $stage }
line-back = Is back in play in { $stage }
line-disqualified = Disqualified: { $reason }
line-recycled = Put into nurture: { $reason }
line-recycled-until = Put into nurture until { $day }: { $reason }
line-visit = { $n ->
    [one] Visit: { $count } page
   *[other] Visit: { $count } pages
}
line-mail-more = { $n ->
    [one] and { $count } more step with that mail
   *[other] and { $count } more steps with that mail
}
line-clause = rule { $clause } (v{ $version })
cause-release = This release of Criba reads it otherwise
cause-talk = Conversation
cause-talk-by = Conversation by { $who }
cause-undone = Undone: { $what }
cause-undone-by = Undone: { $what } · { $who }
cause-event-by = { $what } · { $who }
place = { $at } of { $of }
previous = previous
following = next
next-step = Next: { $next }
next-two-steps = Next: { $next }; then: { $then }
next-calendar = To the calendar (.ics)
next-proposed = Next: { $next } (step { $n } of the { -cadence })
next-done = Done
next-none = No next step
owner = Owner
accept = Accept
reactivate = Put back in play
more-acts = More actions
act-stage = Change stage by hand…
act-owner = Change owner…
act-join = Join with another record…
act-consent = Note a consent…
act-export = Download all that is known
reject-until = Comes back on (optional)
stage-ask = Which stage, and what was seen?
stage-to = Stage
stage-evidence = What was seen
stage-evidence-asked = asks what was seen
stage-evidence-missing = Say what was seen: it stays in the history with your name.
stage-evidence-help = It stays in the history with your name and the clause.
stage-do = Change stage
owner-ask = Who answers for this contact?
consent-ask = The person's consent
consent-purpose = For what
consent-given = What happened
consent-gives = Gave it, or it stands
consent-withdraws = Withdrew it, or it ended
consent-evidence = How it is known: where, when and in which words
join-ask = Join with whom?
join-find = Name, email or phone
join-search = Search
join-nobody = Nobody alike. Try other words.
join-them = Record
join-do = Join
join-with = Compare with { $who }
join-help = The data and history of both stay. It can be undone, and each is again what it was.
join-compare = Join with { $who }?
join-compare-help = In bold, what will be shown; stage and points are worked out again from the history of both.
join-look = Compare
join-events = { $n ->
    [one] 1 event
   *[other] { $count } events
}
deed-full = This contact already has all the events it can have: nothing was written down. What you wrote is still here.
deed-join-same = They are the same record already.
path = The path really taken
path-nurture = Nurture
path-disqualified = Disqualified
path-clause = rule { $clause }
path-median = median { $length }
path-median-of = of { $count } alike
profile = Profile
profile-more = { $n ->
    [one] See another fact
   *[other] See { $count } other facts
}
edit = Edit
fact-others = { $n ->
    [one] another value
   *[other] { $count } other values
}
gap = Ask
gap-up-to = Ask, up to { $points }
persona = Persona
persona-matched = { $n ->
    [one] matches { $matched } of 1 trait
   *[other] matches { $matched } of { $count } traits
}
persona-more = What they want and what to say
persona-goal = Wants
persona-pain = Hurts
persona-objection = Objects
persona-message = Say
consent = Consent
consent-note = Note
consent-unknown = No consents noted. May be called where the law allows; not part of bulk mail.
consent-withdrawn = withdrawn
consent-refused = not given
consent-basis = Legal basis: { $basis }
basis-over = stands no longer
reach-refused = { $channel }: no
reach-yes = { $channel }: yes
reach-one-to-one = { $channel }: one to one, not in bulk
reach-bulk = { $channel }: in bulk, too
reach-unknown = { $channel }: by hand where the law allows, not in bulk
committee = Buying committee
committee-all = See everybody of the company
committee-none = Nobody else of their company yet.
committee-missing = Missing:
committee-lacking = { $n } of { $of } companies that reached { $stage } had it.
tags-segments = Tags and segments
tags = Tags
committee-found-by = Company of { $key }
committee-latest = last act: { $when }
committee-tried = contacted
committee-new = not contacted
committee-points = { $n ->
    [one] { $count } point
   *[other] { $count } points
}
write-down = Log
comp-note = Note
comp-call = Call
comp-task = Task or meeting
comp-other = Other
comp-note-text = Write a note; use @ to tell marketing or a person
comp-mail-text = What was written
comp-whatsapp-text = What was written, or the conversation pasted
comp-whatsapp-help = A whole conversation copied from WhatsApp can be pasted: each message keeps its date and whose it is.
comp-talk = They answered: it was a conversation
task-what = What
task-text = What is to be done (optional)
next-day = Next step (optional)
next-day-help = If empty, the next one of the { -cadence }.
proposed-interest = high | medium | low
proposed-timeframe = now | 1-3 months | 3-6 months | this year
manual-other = change
manual-not-said = not known
manual-when = When (if not today)
manual-why = What was seen or said (optional)
manual-wrong = { $name }: { $what }
history = History
history-parts = Parts of the history
part-all = All
part-theirs = What they did
part-ours = What we did
part-moves = Stage changes
history-empty = No activity recorded in this part.
history-more = See earlier
see-clause = See the rule
day-today = Today, { $date }
day-yesterday = Yesterday, { $date }
day-this-week = These days
day-last-week = Last week
day-before = Before
why-title = Why { $total }
why-agreement = Agreement v{ $version }
why-above = Passes the threshold of { $threshold } by { $by }.
why-below = { $by } short of the threshold of { $threshold }.
why-yesterday = Had { $total } yesterday.
why-grade = Grade { $grade }
why-unknown = { $what } (not known)
why-event = { $what }, { $whence }: see the event
why-no-engagement = No recorded activity that gives points
fit = Fit
engagement = Interest
of-cap = of { $cap }
threshold = threshold { $points }
turn-ask = If known: { $ask }
turn-up = up to { $total }
turn-silence = { $n ->
    [one] If they do nothing for { $count } day
   *[other] If they do nothing for { $count } days
}
turn-down = falls to { $total }
turn-down-below = falls to { $total }, does not pass
turn-next = Next change: { $when }
turn-becomes = { $total } points
turn-moves = moves to { $stage }
cadence-title = { -cadence-cap }
step-call = Call
step-whatsapp = WhatsApp
step-email = Email
step-meeting = { -meeting-cap }
step-visit = Visit
step-if-no-answer = { $step } if there is no answer
step-log = Log
appointment-with = { -meeting-cap } with { $who }
event-at = When it happened
event-known-at = When it was learned
event-source = Source
event-id = Id in the source
event-name = Name
event-also-named = Criba calls it
event-who = Who
event-outcome = What became of it
event-void = Why what was before counts no longer
void-undone = It was undone
void-import-undone = The list that brought it was undone
void-by-person = A person did it, not a machine
void-by-machine = A machine did it, not a person
void-reread = Its fields are read otherwise
void-company = What was known of the company holds no more
event-applied = It counts
map-title = What came and what it became
map-says = What it says
map-came = What came
map-became = What it became
map-why = Why
map-nothing = Nothing
map-event = Event
map-key-user-id = Id in the program
map-key-anonymous-id = Browser
map-key-previous-id = Id before
map-of-company = Company: { $what }
map-consent = Consent: { $what }
map-colleague = Someone of the company
map-passes = { $n ->
    [one] Passes { $count } condition of the agreement on people of a company
   *[other] Passes { $count } conditions of the agreement on people of a company
}
map-passes-none = Passes no condition of the agreement on people of a company
map-cleared = (cleared)
map-said = The source says so
map-own = It keeps its name
map-known = Criba knows that name
map-of-event = It is of the event
map-together = Together with { $others }
map-added = Criba adds it
map-unused = { $n ->
    [one] { $count } part was not used
   *[other] { $count } parts were not used
}
map-change = Change what it is that comes of this source
map-raw = See what came and what was kept, word for word
event-gave = What it gave
event-gave-nothing = It gave no points.
event-raw = As it came
event-kept = What was kept of it
aside-machine = A machine did it: no points
signal-crawler = A search engine did it
signal-headless = A browser with nobody at it did it
signal-script = A program did it
signal-mail-burst = It followed several links of the mail within seconds, as a filter does
signal-mail-trap = It followed a link of the mail that nobody sees, as a filter does
signal-mail-gateway = The mail filter opened it
signal-mail-proxy = The mail server opened it
signal-mail-at-once = It was opened within two seconds of being sent, as a filter does
signal-mail-soon = It was opened a few seconds after it was sent
signal-mail-together = Several people of one company opened mail in the same second, as a filter does
signal-head-request = It asked whether the link is there without opening it, as a filter does
signal-prefetch = The browser loaded it ahead
signal-no-language = It does not say which language it reads, and a browser does
signal-image-proxy = The reader’s mail server asked for the picture
signal-auto-reply = It is an automatic reply
signal-message-server = The server of messages says so
signal-honeypot = It filled in a field that nobody sees
signal-too-fast = It was sent within a second
signal-never-opened = It was sent without opening the form
signal-judged = Somebody said that a machine did it
signal-judged-person = Somebody said that a person did it
aside-signal = { $why }: no points
human-row = Who did it
human-sure = A person: nothing speaks against it
human-person = Rather a person ({ $likelihood } of 100)
human-machine = Rather a machine ({ $likelihood } of 100 that it was a person); it counts above { $min }
human-signals = What speaks for a machine
aside-no-consent = Who did it does not want to be counted: it is kept without saying whose
aside-too-many = They have all the events there is room for: it is kept and gives no points
aside-public-key = The key of a page says so, which anybody can read: it is kept and does not count
aside-own-form = Criba's own form tells it: it is kept here and gives no points again
verdict-person = It was a person
verdict-machine = It was a machine
verdict-person-help = It counts from now on. What was decided stays as it was decided.
verdict-machine-help = It is kept and gives no points any more. What was decided stays as it was decided.
verdict-changed = What changed
verdict-points = from { $before } to { $after } points
verdict-same = still at { $after } points
verdict-handoff = Meanwhile they went to { $who } ({ $when }): that stays as it is.
event-retold = It is the same event told again.
event-retold-before = What it was before
event-untold = As this it counts no longer: it was told again.
event-retold-after = What it counts as now
part-do = Not this person: part them
part-help = Everything goes back to whom it is of, and they are not joined by themselves again.
part-confirm = Part them? The points of both are worked out again.
event-undo-all = { $n ->
    [one] What was done with 1 contact is undone.
   *[other] It was done with { $count } contacts at once, and is undone in all of them. Undo?
}
rule-proof = The proof
rule-no-events = A value of the profile says so.
rule-value = “{ $value }”
rule-list = list “{ $list }”
rule-see = See how it came
pasted-title = Pasted conversation
pasted-count = { $n ->
    [one] { $count } message will be kept.
   *[other] { $count } messages will be kept, each with its date.
  }
pasted-who = Who is { $who }?
pasted-messages = { $n ->
    [one] { $count } message
   *[other] { $count } messages
  }
pasted-when = When
pasted-speaker = Who
pasted-text = What
pasted-hidden = { $n ->
    [one] { $count } message in the middle is left out here; it is kept too.
   *[other] { $count } messages in the middle are left out here; they are kept too.
  }
pasted-keep = Keep the conversation
note-says = The note says “{ $words }”. Plan the call for { $when }?
note-says-yes = Plan it
note-says-no = No
line-list = list “{ $list }”
act-export-file = contact.json
appointment-file = meeting.ics

act-erase = Erase this person…
erase-title = Erase { $who }
erase-for-good = It cannot be undone: nobody can bring it back, who runs the server included.
erase-goes = What goes
erase-goes-person = Their name, addresses and numbers, and everything that is known of them, with the records that were joined into this one.
erase-goes-events = { $n ->
    [one] What their event says: what they did, what was written down, and what came word for word.
   *[other] What their { $n } events say: what they did, what was written down, and what came word for word.
}
erase-goes-lists = Their rows in what is kept of lists, and answers to programs that name them.
erase-stays = What stays
erase-stays-counts = The counts, without a name: how many events there were and of which kind, through which stages they went and by which clause.
erase-stays-record = Who asked, when, and who erased them.
erase-stays-others = What was written down on other records: if they are named there, you will be told where.
erase-stays-backups = Backups that were made before; where one is restored they are erased again.
erase-who = Who asks
erase-by-person = The person
erase-by-authority = An authority
erase-by-other = Somebody else
erase-on = Asked on
erase-reference = Reference
erase-reference-help = How it came and under which number, without anything of the person’s: “letter, case 12”.
erase-sure = To confirm, write “{ $who }” or { $word }
erase-word = ERASE
erase-do = Erase for good
erase-not-sure = What you wrote is neither the name nor the word; nothing was erased.
erase-who-missing = Say who asks; nothing was erased.
erased-title = Erased
erased-by-person = Erased at the person’s own request
erased-by-authority = Erased at the request of an authority
erased-by-other = Erased at somebody else’s request
erased-by-unknown = Erased on request
erased-when = on { $day }, by { $who }.
erased-stays = Nothing is left that says who it was. What they did is still counted, without a name.
erased-reference = Reference
erased-others = They are named in what was written down about others; it is worth a look:
erased-lists = They stand in lists that still wait and would bring them back:
doubt = A join may not be theirs:
doubt-event = See the join
doubt-by = joined with another record by { $value }, which is also of
doubt-part = Part them
doubt-keep = They are one person
