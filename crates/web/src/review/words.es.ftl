# review
review-count = { $n ->
    [one] { $count } contacto
   *[other] { $count } contactos
}
review-text = El Acuerdo los propone y no los mueve solo: alguien mira los indicios y decide.
review-none = Nada por revisar
review-none-text = Cuando alguien cumpla una cláusula de las que proponen, aparecerá aquí con sus indicios.
review-no-clauses = El Acuerdo en vigor no tiene cláusulas que propongan sin mover.
review-clause = Cláusula { $number }: proponer { $stage } cuando { $condition }
review-confirm = Pasar a { $stage }
review-dismiss = No procede
review-agreement = Abrir el Acuerdo
review-since = desde { $when }
