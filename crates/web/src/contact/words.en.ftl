contact-there = it is { $clock } there
aside-disqualified = Disqualified: { $reason }
aside-until = In nurture until { $day }: { $reason }
aside-recycled = In nurture: { $reason }
ledger-floor = Held at 0
ledger-cap = Cap of the score
ledger-times = { $n ->
    [one] { $count } time
   *[other] { $count } times
}
ledger-at-most = the rule's cap: { $points }
ledger-fades = were { $given }; half every { $days } days
ledger-given = were { $given }
origin-derived = derived
origin-imported = list
origin-enriched = enriched
origin-typed = typed
origin-said = said so
line-by = { $who }
line-moved = Moves to { $stage }
line-back = Is back in play in { $stage }
line-disqualified = Disqualified: { $reason }
line-recycled = Put into nurture: { $reason }
line-recycled-until = Put into nurture until { $day }: { $reason }
line-clause = rule { $clause } (v{ $version })
