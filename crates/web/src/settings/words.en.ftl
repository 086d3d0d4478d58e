# Settings.
settings-people = People
settings-teams = Teams and hours
settings-space = Workspace
settings-keys = Keys
settings-changes = Changes
settings-preferences = Preferences
settings-sessions = Sessions
settings-undone = Undone: { $what }
settings-done-same = It was so already; nothing was changed.
settings-done-saved = Saved.
settings-done-withdrawn = The invitation was withdrawn: the link opens nothing any more.
settings-done-handed = The leads were handed over.
settings-done-ended = The session was ended.
settings-done-ended-others = The other sessions were ended.
settings-done-password = The password was changed and the other sessions were ended.
settings-done-revoked = The key was revoked: it opens nothing any more.

people-count = { $n ->
    [one] { $count } person with a place in the workspace
   *[other] { $count } people with a place in the workspace
}
people-invite = Invite somebody
people-forbidden = Inviting and changing permissions is for who administers: { $who }.
people-name = Name
people-email = Email
people-can = May
people-seen = Last seen
people-never = not in yet
people-you = you
people-change = Change
people-change-of = Change what { $who } may do
people-invited = Unused links
people-invited-help = each opens once
people-until = Expires
people-by = Made by
people-again = New link
people-withdraw = Withdraw
people-withdraw-of = Withdraw the link of { $who }
people-gone = Left
people-left-at = When
people-leads = Leads
people-leads-left = { $n ->
    [one] { $count } still in their name
   *[other] { $count } still in their name
}
people-leads-none = none in their name
people-hand-over = Hand the leads over
invited-password = another password

person-can = What they may do
person-signs = The two signing permissions do not go together, except in a workspace of one person.
person-password = Forgotten password
person-password-text = A link that works once, by which they choose another. Using it ends their sessions.
person-password-do = Make the link
person-leaves = Leaving
person-leaves-text = Their sessions end and their leads pass to whom you choose.
person-leaves-you = Your sessions end and your leads pass to whom you choose. Somebody else has to administer.
person-leaves-do = Let go…
can-view = Every page. It goes with any other permission.
can-work = Call, log outcomes, accept and reject.
can-edit = Bring lists and change contacts' data.
can-propose = Change the agreement: rules, teams, hours, absences.
can-sign-marketing = Sign the agreement for Marketing.
can-sign-sales = Sign the agreement for Sales.
can-administer = People, keys and the workspace itself.

invite-text = No mail is sent: you get a link that works once and expires in seven days, and send it as you like. Who opens it chooses their name and password.
invite-can = What they will be able to do
invite-do = Make the link
link-title = Link
link-place-title = Link for { $who }
link-password-title = Another password for { $who }
link-copy = The link
link-copy-do = Copy
link-copied = Copied
link-help = It opens once, until { $until }.
link-once = It is shown only now. If it gets lost, make another and this one stops opening.
link-done = Done
link-another = Invite another person

invitation-title = Invitation
invitation-to = { $workspace } invites you to Criba
invitation-text = With the email { $email }. You may: { $can }.
invitation-name = Full name
invitation-new-password = New password
invitation-known = The one you use in Criba with this email.
invitation-wrong = That is not the password this email has in Criba.
invitation-do = Come in
invitation-password = Choose another password
invitation-password-text = For { $email }, at { $workspace }. Open sessions end.
invitation-password-do = Save and come in
invitation-spent = This link opens no more
invitation-spent-text = It was used, withdrawn or has expired. Who administers the workspace can make another in Settings, People.

leaving-title = { $who } is leaving
leaving-gone-title = The leads of { $who }
leaving-no-leads = { $who } has no open leads.
leaving-leads = { $n ->
    [one] { $who } has { $count } open lead.
   *[other] { $who } has { $count } open leads.
}
leaving-aside = { $n ->
    [one] { $count } of them is put aside and will come back.
   *[other] { $count } of them are put aside and will come back.
}
leaving-heir = Who takes them?
leaving-nobody = Nobody for now
leaving-nobody-help = They have no owner; Contacts can filter and assign them.
leaving-teams = The agreement still names them, in { $teams }. Take the name out there too:
leaving-what = Their sessions end now. What they did stays in the history under their name. It can be undone from Changes.
leaving-you = This session ends too.
leaving-do = Let go

teams-text = The agreement in force says it, and it is changed there: each change is a new version, unsigned.
teams-forbidden = Changing them takes the permission to propose, which these have: { $who }.
teams-hours = Hours
teams-hours-change = Change
teams-closed = closed
teams-zone = Clock
teams-holidays = Public holidays
teams-holidays-none = none
teams-closed-days = Other closed days
teams-none = none
teams-calendars = Other calendars
teams-teams = Teams
teams-teams-none = The agreement names no teams yet.
teams-absences = Absences
teams-absences-help = nobody gets leads while they are away
teams-absences-none = No absences are noted.
days-two = { $first } and { $last }
days-run = { $first } to { $last }
team-empty = nobody yet
team-member-a-day = { $who } ({ $count } a day)
team-by-calendar = calendar “{ $calendar }”
team-change-of = Change the team { $team }
team-new = New team
team-add = Add
team-title = Team { $team }
team-name = Name of the team
team-name-missing = The team needs a name.
team-pick = How leads are shared
pick-round-robin = in turn
pick-least-loaded = to who has the fewest
pick-weighted = in turn, by weight
team-overflow = When it is full
team-overflow-none = they wait
team-calendar = Calendar
team-calendar-none = the general hours
team-members = Who is in it
team-members-help = blank means no limit
team-per-day = New a day
team-open = Open at once
team-weight = Weight
team-per-day-of = New a day for { $who }
team-open-of = Open at once for { $who }
team-weight-of = Weight of { $who }
team-number-wrong = “{ $text }” is no whole number above zero.
team-remove = Remove the team
team-is-named = A clause of the agreement gives leads to the team { $team }, so it stays. Change the clause in Agreement first.
absence-who = Who
absence-from = From
absence-to = To
absence-add = Note
absence-days = from { $from } to { $to }
absence-past = past
absence-remove = Remove
absence-remove-of = Remove the absence of { $who } from { $from }
absence-day-missing = The first and the last day are missing.
absence-who-missing = Say who.
absence-backwards = The last day is before the first.
hours-text = The agreement's deadlines run only in these hours.
hours-week = Each day
hours-help = One or several spells, such as 09:00-14:00, 15:30-18:30. Blank means nobody works.
hours-wrong = This cannot be read. Write it as 09:00-14:00, 15:30-18:30, in order and without overlap.
holidays-help = Codes of countries or regions, separated by commas: ES is Spain; ES-MD, the region of Madrid.
holidays-wrong = “{ $code }” is no code of a country or region, such as ES or ES-MD.
closed-help = One day a line, such as 2026-12-24.
closed-wrong = “{ $day }” is no day, such as 2026-12-24.
calendar-title = Calendar “{ $calendar }”
calendar-new = New calendar
calendar-name-missing = The calendar needs a name.
calendar-is-there = There is a calendar “{ $calendar }” already; choose another name.
calendar-in-use = These work by this calendar: { $teams }. Give them another in Teams first.
calendar-remove = Remove this calendar
calendars-help = for teams with other hours; they begin with the general ones
closed-day = Close a day
closed-day-missing = The day is missing.
closed-add = Add the day
closed-remove-of = Take { $day } out of the closed days
feasts-title = Public holidays of the next year
feasts-help = of the places that are chosen
agreement-save-as = Save as version { $version }
agreement-save-help = In force when saved, unsigned, and you can go back. Comments of the YAML are not kept.

treatment-title = How people are addressed in Spanish
treatment-help = The WhatsApp messages that Criba proposes begin with it. Each contact’s page can choose another.
treatment-usual = As usual in the country: { $usual }
value-treatment-tu = tú
value-treatment-usted = usted
value-treatment-vos = vos
treatment-wrong = this way to address people is not known; choose tú, usted or vos
treatment-as-all = As everybody: { $usual }
preferences-text = They change these pages for you alone.
preferences-name = Full name
preferences-zone = Clock
preferences-zone-space = The agreement's
preferences-language = Language
preferences-language-space = The agreement's
preferences-theme = Appearance
theme-system = As the system
theme-light = Light
theme-dark = Dark
preferences-work = While working
preferences-shortcuts = Single-key shortcuts
preferences-shortcuts-help = J, K, L, 1 to 6… With them off, buttons still do everything.
preferences-twelve = 12-hour clock
preferences-twelve-help = 3:30 PM instead of 15:30.
preferences-compact = Rows closer together
preferences-compact-help = More contacts fit on the screen.
preferences-stay = Stay with the contact after each outcome
preferences-stay-help = Otherwise the next one comes up.
setup-title = So that it works on its own
setup-done-of = { $done } of { $of }
setup-form = Connect a form
setup-form-help = With a key, the website tells what each person does and nobody has to import.
setup-invite-sales = Invite sales
setup-invite-marketing = Invite marketing
setup-invite-help = The agreement belongs to both teams; each sees what the other does.
setup-sign = Sign Agreement v{ $version }
setup-sign-help = Until it can be signed, both teams can read it and change it.
setup-holidays = Set the holidays
setup-holidays-help = Deadlines do not count the days on which nobody works.
setup-step-done = done
setup-step-open = to do
setup-step-to-come = to come
setup-who = { $who } can do it.
setup-hide = Hide this list
zone-america = America
zone-atlantic = Atlantic
zone-europe = Europe
zone-pacific = Pacific
zone-wrong = There is no clock of that name.

sessions-text = Where this account is open. A session that is not used ends by itself after 30 days.
sessions-where = Where
sessions-seen = Last used
sessions-since = Since
sessions-this = this one
sessions-end = End
sessions-end-of = End the session of { $what } opened { $since }
sessions-end-others = End the others
session-on = { $browser } on { $system }
session-unknown = Unknown browser
password-title = Change the password
password-present = Present password
password-wrong = That is not the present password.
password-do = Change
password-help = The other sessions end.

keys-text = With them other programs read and write in this workspace. Only their hash is kept.
keys-forbidden = Making and revoking keys is for who administers: { $who }.
keys-none = No program has a key yet.
key-name = What it is for
key-name-hint = Form of the website
key-name-missing = Say what it is for, so that you know later which to revoke.
key-kind = Opens
key-api = the API
key-can = A key of the API sees everything, and may also
key-metrics = the figures of the server, nothing else
key-source = the intake of events
key-page = the intake of events, from a web page
key-page-help = Anybody can read the key of a page: what it says of sales, losses and aliases is kept and does not count.
key-without-outcomes = of a page: no sales, losses or aliases
key-unknown = nothing: another version made it
key-make = Make the key
key-made = The key
key-once = It is shown only now. If it gets lost, make another and revoke this one.
key-hint = Begins with
key-made-at = Made
key-used = Last used
key-never = not used
key-unnamed = unnamed
key-revoke = Revoke
key-revoke-of = Revoke the key { $name }…
key-revoke-sure = The program that uses it is shut out at once. It cannot be undone.
key-revoke-do = Yes, revoke

space-forbidden = The name and the country are for who administers: { $who }.
space-name = Name of the workspace
space-name-wrong = It needs a name, of { $count } characters at most.
space-country-help = Decides the words, the formats, and how telephone numbers are read in lists that you bring from now on.
space-zone = Clock of the agreement
space-zone-help = Deadlines and days are counted by it. It is changed in the agreement, by a new version, unsigned.
space-sample = Sample data
space-sample-text = A made-up company with eighteen months of history, apart from this workspace. It is deleted when you leave.
space-backup = Backup
space-backup-text = One command on the server's machine copies everything as it is, without stopping it:
space-backup-folder = copy-of-today
space-backup-help = The folder has to be new. Take it to another machine and try “criba restore” now and then.

changes-text = What was changed in People, Keys and Workspace. What is changed in the agreement is in
changes-none = Nothing has been changed yet.
changes-undone = undone { $when }
changes-undo-of = Undo: { $what }
trace-invited = { $who } was invited: { $can }.
trace-withdrawn = The link of { $who } was withdrawn.
trace-password = A link for another password of { $who } was made.
trace-came-in = { $who } came in by their link.
trace-permissions = { $who } may { $became } (before: { $was }).
trace-left-none = { $who } left; they had no open leads.
trace-left-to = { $n ->
    [one] { $who } left and { $count } lead passed to { $heir }.
   *[other] { $who } left and { $count } leads passed to { $heir }.
}
trace-left = { $n ->
    [one] { $who } left and { $count } lead has no owner.
   *[other] { $who } left and { $count } leads have no owner.
}
trace-key-made = The key “{ $name }” was made.
trace-key-revoked = The key “{ $name }” was revoked.
trace-source-made = The source “{ $name }” was made.
trace-source-removed = The source “{ $name }” was removed.
trace-source-off = The source “{ $name }” was stopped.
trace-source-on = The source “{ $name }” is taken again.
trace-source-rotated = The key of the source “{ $name }” was changed.
trace-source-mapped = The mapping of the source “{ $name }” was changed.
trace-space = The workspace changed from { $was } to { $became }.
anonymous-title = Months that nobody known is kept
anonymous-help = Of whom only a browser is known, from what they did last. After that they are counts alone, by month, source and page. With 0 nobody is forgotten.
anonymous-wrong = Months go from 0 to { $count }.
anonymous-folded = { $n ->
    [one] { $count } person is a count already, with { $events } of their events.
   *[other] { $count } people are counts already, with { $events } of their events.
}
