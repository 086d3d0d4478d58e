# review
review-count = { $n ->
    [one] { $count } contact
   *[other] { $count } contacts
}
review-text = The agreement suggests them and does not move them by itself: a person looks at the evidence and decides.
review-none = Nothing to review
review-none-text = Whoever meets a clause that suggests shows up here, with the evidence.
review-no-clauses = The agreement in force has no clauses that suggest without moving.
review-clause = Clause { $number }: suggest { $stage } when { $condition }
review-confirm = Move to { $stage }
review-dismiss = Not this one
review-agreement = Open the agreement
review-since = since { $when }
