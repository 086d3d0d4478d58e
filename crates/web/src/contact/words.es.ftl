contact-there = allá son las { $clock }
aside-disqualified = Descartado: { $reason }
aside-until = En nutrición hasta el { $day }: { $reason }
aside-recycled = En nutrición: { $reason }
ledger-floor = Ajuste para no bajar de 0
ledger-cap = Tope de la puntuación
ledger-times = { $n ->
    [one] { $count } vez
   *[other] { $count } veces
}
ledger-at-most = tope de la regla: { $points }
ledger-fades = eran { $given }; la mitad cada { $days } días
ledger-given = eran { $given }
origin-derived = deducido
origin-imported = lista
origin-enriched = enriquecido
origin-typed = a mano
origin-said = lo dijo
line-by = { $who }
line-moved = Pasa a { $stage }
line-back = Vuelve a estar en juego en { $stage }
line-disqualified = Se descarta: { $reason }
line-recycled = Pasa a nutrición: { $reason }
line-recycled-until = Pasa a nutrición hasta el { $day }: { $reason }
line-clause = regla { $clause } (v{ $version })
