today-list = Lista de hoy
today-detail = Siguiente contacto
today-views = Vistas
today-mine = Mi lista
today-all = Todo el equipo
today-free = Sin responsable
today-why-order = ¿Por qué este orden?
kpi-reached = Contactados hoy
kpi-waiting = Por llamar
kpi-reached-short = Contactados
kpi-waiting-short = Por llamar
kpi-without-step-short = Sin paso
kpi-without-step = Aceptados sin próximo paso
ordered-by = Ordenado con tu Acuerdo v{ $version }, sin firmar.
ordered-see = Verlo
today-first = Todavía no hay contactos.
today-first-text = Trae tu Excel y en un minuto hay lista.
today-import = Importar
today-done = Nadie a quien llamar ahora.
today-next-promise = Próximo compromiso: { $when }.
today-reactivate = Proponer a quién reactivar
today-tomorrow = { $n ->
    [one] Mañana, { $count } seguimiento.
   *[other] Mañana, { $count } seguimientos.
}
left-out = No salen ahora:
left-out-asleep = { $n ->
    [one] { $count } fuera de su horario (desde { $at })
   *[other] { $count } fuera de su horario (el primero, { $at })
}
left-out-asked = { $n ->
    [one] { $count } más que pidió algo
   *[other] { $count } más que pidieron algo
}
left-out-in-call = { $n ->
    [one] { $count } en una llamada con alguien del equipo
   *[other] { $count } en una llamada con alguien del equipo
}
left-out-resting = { $n ->
    [one] { $count } a quien se acaba de llamar
   *[other] { $count } a quienes se acaba de llamar
}
left-out-blocked = { $n ->
    [one] { $count } que no quiere llamadas
   *[other] { $count } que no quieren llamadas
}
group-now = Ahora
group-now-hint = { $count } · no esperan
group-due-soon = Por vencer
group-due-soon-hint = { $n ->
    [one] { $count } · aún llega { -on-time }
   *[other] { $count } · aún llegan { -on-time }
}
group-overdue = Vencidos
group-overdue-hint = { $count } · siguen esperando
group-on-time = { -on-time-cap }
group-on-time-hint = { $count }
group-follow-up = Seguimientos de hoy
group-follow-up-hint = { $count } · según la { -cadence }
group-mention = Te mencionan
group-mention-hint = { $count }
group-next = Sin plazo
group-next-hint = { $count } · por etapa y puntos
row-due = vence { $clock }
row-was-due = venció { $clock }
row-mention = nota
row-asleep = se propone
row-latest = última actividad
call-to = Llamar a { $who }
call = Llamar
mail = Correo
snooze = Posponer
mail-refused = Sin correos
phone-missing = Falta el teléfono
blocked-asked = Pidió que no lo llamen
blocked-withdrawn = No llamar: retiró su permiso el { $day }
blocked-refused = No llamar: dijo que no el { $day }
blocked-unknown = No llamar: dijo que no
due-before = primer intento antes de { $clock }
due-was = el primer intento vencía { $clock }
how-was-it = ¿Cómo fue?
how-hint = registra y pasa al siguiente
how-note = Nota (opcional); por ejemplo, «después de Semana Santa»
how-more = Otro resultado
reject-ask = ¿Por qué no se acepta? Marketing verá el motivo.
reject-note = Explicación (opcional)
reject-text-required = con explicación
not-yet-ask = ¿Cuándo volver a intentarlo?
not-yet-reason = Motivo
not-yet-until = Vuelve el
not-yet-do = Pasar a nutrición
later-month = En un mes, { $day }
later-quarter = En tres meses, { $day }
later-half = En seis meses, { $day }
booked-ask = ¿Para cuándo es la { -meeting }?
booked-do = Guardar la { -meeting }
call-back-ask = ¿Cuándo volver a llamar?
call-back-do = Guardar
snooze-ask = ¿Hasta cuándo se pospone?
snooze-do = Posponer
when-day = Día
when-hour = Hora
mention-waits = Una nota te menciona.
mention-seen = Visto
mention-nobody = La nota está guardada, pero nadie se llama {$who} en este equipo: no se avisó a nadie con ese nombre.
why-now = Por qué ahora
why-points = { $points } puntos
why-points-threshold = { $points } puntos, pasa con { $threshold }
why-nothing = Ninguna regla le da puntos todavía.
why-all = { $n ->
    [one] Ver el motivo
   *[other] Ver los { $count } motivos
}
expect-title = Qué esperar
expect-later = Se estima desde que pasa a MQL, por lo que fue de quienes llegaron con el mismo grado.
expect-none = { $n ->
    [one] Aún no hay historia para estimar (falta { $count } contacto parecido).
   *[other] Aún no hay historia para estimar (faltan { $count } contactos parecidos).
}
expect-between = Entre { $low } y { $high } de cada 100
expect-who = contactos que pasaron a MQL con el mismo grado llegaron a SQL.
expect-from = { $reached } de los { $of } ya cerrados, en toda la historia, con { $sure } de confianza.
expect-see = { $n ->
    [one] Ver a ese
   *[other] Ver a esos { $count }
}
asks = Por preguntar
asks-hint = o «prefiere no decir»
asks-up-to = hasta { $points }
asks-unknown = Sin dato
asks-whatsapp = Preguntar por WhatsApp
asks-worth = hasta { $points }, falta en { $missing } de { $of }
asks-decline = Prefiere no decir
latest = Lo último
latest-all = Ver historia completa
foot-move = mover
foot-call = llamar
foot-outcome = resultado
foot-open = abrir ficha
foot-more = más
foot-undo = deshacer
order-now = Lo que alguien pidió hace minutos (una demo, { -quote }, un WhatsApp), y las citas de los próximos cinco minutos.
order-due-soon = Lo que aún llega { -on-time }, el plazo más corto primero.
order-overdue = Lo que ya pasó de plazo, lo que más vale según el Acuerdo primero; donde no dice cuánto, por etapa y puntos. No hace esperar a lo que aún llega.
order-on-time = Lo que tiene plazo por delante, por lo que vale según el Acuerdo y lo a menudo que los de su grado llegan a SQL; a igualdad, por etapa, puntos y plazo.
order-follow-up = Lo previsto para hoy, a su hora.
order-mention = Contactos con una nota que te menciona.
order-next = Los demás, por etapa, puntos, perfil y última actividad.
order-left-out = Quienes están fuera de su horario van al final; donde ya hay bastantes a quienes llamar, solo se cuentan. No salen, pero se cuentan: quienes están en una llamada con alguien del equipo, a quienes se acaba de llamar, quienes no quieren llamadas y no tienen otra cosa prevista, y de quienes no se sabe ni teléfono ni correo.
done = { $who }: { $what }
done-booked = { $who }: { $what } para el { $when }
done-next = { $who }: { $what }. Siguiente: { $next }
done-several = { $n ->
    [one] { $count } contacto: { $what }
   *[other] { $count } contactos: { $what }
}
done-refused = { $who }: el acuerdo no lo permite; no se cambió nada
done-reactivated = vuelve a estar en juego
done-confirmed = confirmado
done-dismissed = no procede, sale de la lista
deed-date-wrong = «{ $date }» no es una fecha o una hora.
deed-date-past = El { $date } ya pasó; hace falta un día por venir.
deed-date-far = El { $date } queda a más de tres años; hay que revisar el año.
deed-date-missing = Falta el día.
deed-outcome-wrong = Ese resultado no existe.
deed-text-missing = Falta el texto.
deed-reason-missing = Falta elegir el motivo.
deed-reason-text = Ese motivo pide una explicación.
deed-email-wrong = «{ $email }» no parece una dirección de correo.
deed-phone-wrong = «{ $phone }» no se puede leer como teléfono; con prefijo, por ejemplo +34 612 345 678.
deed-number-wrong = «{ $text }» no es un número; por ejemplo, 12000.
deed-country-wrong = «{ $country }» no se conoce como país.
group-asleep = Fuera de su horario
group-asleep-hint = { $n ->
    [one] { $count } espera a que sea hora allí
   *[other] { $count } esperan a que sea hora allí
}
left-out-unreachable = { $n ->
    [one] { $count } sin teléfono ni correo
   *[other] { $count } sin teléfono ni correo
}
write-to = Escribir a { $who }
row-due-far = vence
row-was-due-far = venció
due-before-first = plazo del primer intento
due-was-first = venció el plazo del primer intento
deed-since = Desde que se abrió esta página se registró: { $what }. Para registrar también esto, hay que enviarlo otra vez.
today-reactivate-all = aceptados y 30 días en silencio
silent-since = sin actividad desde { $when }
silent-always = sin actividad registrada
