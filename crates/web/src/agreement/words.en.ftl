# The agreement, to read.
agreement-title = Agreement, version { $version }
agreement-version = version { $version }
agreement-in-force = In force since { $since }, by { $by }. Unsigned.
agreement-was-in-force = In force from { $since }, by { $by }. Unsigned.
agreement-versions = History
agreement-download = Download YAML
agreement-download-of = YAML of version { $version }
agreement-file = agreement-v{ $version }.yaml
agreement-sections = Sections
agreement-changes = { $n ->
    [one] { $count } change
   *[other] { $count } changes
}
agreement-changes-against = { $n ->
    [one] { $count } change from v{ $version }
   *[other] { $count } changes from v{ $version }
}
agreement-no-changes-against = Reads the same as v{ $version }
agreement-done = Version { $version } is in force, unsigned.
agreement-see-changes = See what changed
agreement-go-back = Go back to version { $version }
agreement-not-in-force = This version is no longer in force; version { $version } is. What this one judged stays as judged.
agreement-see-in-force = See the one in force
agreement-nothing = Nothing yet.
agreement-state = How it stands
agreement-state-in-force = v{ $version } is in force
agreement-state-past = v{ $version } is no longer in force
agreement-unsigned = unsigned
agreement-unsigned-help = Until both sides sign, each saved version comes into force by one person's click, with its number, and never changes again.
agreement-signs = { $who } signs
agreement-propose = Propose another text…
agreement-propose-forbidden = This takes the permission to propose. Who administers the workspace can give it in Settings, People.
agreement-put-back = Put this text in force
agreement-put-back-sure = The text of version { $version } will come into force as version { $next }, unsigned. Go on?
agreement-put-back-help = It will be in force as version { $next }; the history of version { $version } stays where it is.
agreement-compare-in-force = Compare with v{ $version }
agreement-versions-title = History of the agreement
agreement-versions-text = Every version that was in force, with what it changed. None disappears: each decision cites its own.
agreement-column-version = Version
agreement-column-from = From
agreement-column-until = Until
agreement-column-by = By
agreement-column-changes = What changed
agreement-column-text = Text
agreement-now = in force today
agreement-first = The first
changes-title = Version { $new } against { $old }
changes-whole = Final text
changes-against = Compare with
changes-compare = Compare
change-added = New
change-removed = Removed
change-was = Was { $number }
change-moved = Moved; was { $number }
change-rewritten = Written in another way, reads the same
propose-title = Propose another text
propose-text = The text is checked as a whole and compared with version { $version } before anything changes.
propose-file = YAML file
propose-file-help = The one downloaded here, changed; or your own. A file that is chosen goes before what is pasted.
propose-paste = Or pasted
propose-start = Start from the text of version { $version }
propose-kept = What you typed is kept until you leave the page.
propose-models = Or start from a model
propose-models-help = Whole agreements for a trade, with the country's money, hours and holidays. It is read and compared before it is put in force.
propose-trade = Trade
propose-funnel = Stages
propose-model = See this model
propose-check = Check
propose-nothing = There is nothing to check: choose a file or paste the text.
propose-not-text = The file is no UTF-8 text. Save it as YAML in UTF-8 and bring it again.
propose-overtaken = Version { $version } came into force meanwhile. Nothing was changed; the comparison with it is below.
propose-errors = { $n ->
    [one] The text has { $count } error, so it cannot be in force. What you typed is below.
   *[other] The text has { $count } errors, so it cannot be in force. What you typed is below.
}
propose-warnings = { $n ->
    [one] { $count } warning
   *[other] { $count } warnings
}
propose-same = It says the same as version { $version }: there is nothing to put in force.
propose-good = No errors. Against version { $version }:
propose-problems = What to look at
propose-changes = What changes against version { $version }
propose-force = Put version { $version } in force
propose-force-help = Unsigned. What was decided until now stays as it is.
problem-error = Error
problem-warning = Warning
problem-place = line { $line }, column { $column }
