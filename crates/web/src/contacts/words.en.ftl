# contacts
contacts-count = { $n ->
    [one] { $count } contact
   *[other] { $count } contacts
}
contacts-views = Views
contacts-search = Name, company, e-mail or telephone
contacts-order = Order
contacts-filters = { $n ->
    [0] Filters
    [one] Filters ({ $count })
   *[other] Filters ({ $count })
}
contacts-columns = Columns
contacts-sift = Apply
contacts-clear = Clear filters
contacts-none = Nobody passes these filters
contacts-none-text = Remove one, or search with other words.
filter-any = Any
filter-segment = Segment
filter-play = In play
filter-quiet = No activity
quiet-days = { $n ->
    [one] For { $count } day
   *[other] For { $count } days
}
tab-all = All
tab-mine = Mine
tab-without-step = Without a next step
tab-twice = Possible duplicates
tab-machines = Machines
sort-best = Best first
sort-latest = Latest activity
sort-newest = Newest
sort-next = Next step
sort-name = Name
sort-company = Company
column-stage = Stage
column-score = Points
column-grade = Grade
column-latest = Latest
column-next = Next step
column-place = Place
score-fit = Fit
score-engagement = Engagement
owner-mine = Me or nobody
owner-me = Me
step-none = Without a next step
step-some = With a next step
step-late = Overdue
play-open = In play
play-aside = Put aside until a date
play-closed = Closed
row-aside = put aside
row-closed = closed
select-all = Select everybody on this page
several-title = With those selected
several-to = Owner
several-assign = Assign
several-choose = Choose…
several-to-missing = Choose whom to assign them to; “Nobody's” is a choice too.
several-what-missing = Nothing was done: each action has its own button.
several-date = Come back to them on
several-plan = Plan a call
several-stage = Stage
several-evidence-missing = Choose the stage and say why: it stays in the history of each contact.
several-evidence = Why
several-move = Move
several-edit = Edit their record
several-edit-one = several are selected; to edit a record, leave only one contact ticked
several-csv = CSV of those selected
several-none = nobody is selected; tick at least one contact
several-unknown = nobody knows how to do “{ $what }”
whole-choose = Choose the { $count } that match the filter
whole-too-many = The filter leaves { $count } contacts and { $max } can be chosen at once; filter more to choose them all.
sure-assign = { $n ->
    [one] Assign { $count } contact to { $who }?
   *[other] Assign { $count } contacts to { $who }?
}
sure-nobody = { $n ->
    [one] Leave { $count } contact with nobody?
   *[other] Leave { $count } contacts with nobody?
}
sure-plan = { $n ->
    [one] Plan a call with { $count } contact for { $day }?
   *[other] Plan a call with { $count } contacts for { $day }?
}
sure-stage = { $n ->
    [one] Move { $count } contact to “{ $stage }”?
   *[other] Move { $count } contacts to “{ $stage }”?
}
sure-changed = The list changed since it was chosen: there were { $before } and now there are { $now }.
sure-help = It is done with all of them or with none, and can be undone at once.
sure-do = { $n ->
    [one] Do it with { $count }
   *[other] Do it with all { $count }
}
sure-doing = Doing it…
sure-back = Back to the list
effect-changed = { $n ->
    [one] 1 changes.
   *[other] { $count } change.
}
effect-same = { $n ->
    [one] 1 is so already.
   *[other] { $count } are so already.
}
effect-from-others = { $n ->
    [one] 1 is taken from somebody else.
   *[other] { $count } are taken from somebody else.
}
effect-replaced = { $n ->
    [one] 1 had a next step, which is replaced.
   *[other] { $count } had a next step, which is replaced.
}
effect-back = { $n ->
    [one] 1 goes back to an earlier stage.
   *[other] { $count } go back to an earlier stage.
}
cell-unsaved = Not saved: no connection. What was typed is still here; save it again.
pages = Pages
pages-previous = Previous
pages-next = Next
pages-here = { $first } to { $last }
view-save = Save this view
view-name = Name of the view
view-name-missing = the view needs a name with letters
view-remove = Remove this view
view-remove-sure = The view “{ $name }” goes for the whole team; the contacts stay. Remove it?
twice-none = No possible duplicates
twice-none-text = When a list brings somebody who looks like another contact without it being sure, they show up here for a person to decide.
twice-text = They look alike, but it is not sure. A join can be undone.
machines-none = No machine has done anything
machines-none-text = What comes from search engines, programs and mail filters shows here. It is kept and gives no points.
machines-text = What a search engine, a program or a mail filter did, and a sale that the key of a page tells of, is kept and does not count. If it really is a person’s, say so: it counts from now on, and can be changed again.
machines-when = When
machines-what = What it did
machines-whose = Whose
machines-answer = If it was no machine
machines-nobody = Of nobody known
fate-new = New
fate-updated = Updated
fate-unchanged = Unchanged
fate-joined = With several rows
fate-problem = With something that could not be read
filter-today = In Today
part-waiting = To call
part-rest = To call, nothing asked for
part-asked = Asked for something and wait
part-planned = Today's follow-ups
part-mentioned = You are mentioned
part-reached = Reached today
part-resting = Just called
part-asleep = Outside their hours
part-in-call = In a call
part-blocked = Want no calls
part-unreachable = Without phone or e-mail
part-silent = Accepted, silent for 30 days
contacts-file = contacts.csv
doubts = Joins that may be wrong
doubts-more = There are more, from before: they appear here as these are decided.
doubts-text = They were joined by something that turned out to be several people's. Parting them leaves each with their own.
