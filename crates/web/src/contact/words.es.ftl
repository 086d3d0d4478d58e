contact-there = allá son las { $clock }
asleep-now = { $n ->
    [one] En { $city } es la { $clock }.
   *[other] En { $city } son las { $clock }.
}
asleep-proposed = Se propone { $at }.
asleep-at = { $n ->
    [1] a la { $clock }
   *[other] a las { $clock }
}
asleep-at-tomorrow = mañana { $at }
asleep-at-weekday = el { $weekday } { $at }
asleep-at-day = el { $day } { $at }
being-called = { $who } está llamando ahora.
aside-disqualified = Descartado: { $reason }
aside-until = En nutrición hasta el { $day }: { $reason }
aside-recycled = En nutrición: { $reason }
ledger-floor = Ajuste para no bajar de 0
ledger-cap = Tope de { -score }
ledger-times = { $n ->
    [one] { $count } vez
   *[other] { $count } veces
}
ledger-at-most = tope de la regla: { $points }
ledger-fades = eran { $given }; la mitad cada { $days } días
ledger-given = eran { $given }
origin-claimed = lo envió una página
origin-derived = deducido
origin-imported = lista
origin-enriched = enriquecido
origin-typed = a mano
origin-said = lo dijo
origin-company = de su empresa
line-by = { $who }
line-moved = Pasa a { $stage }
line-back = Vuelve a estar en juego en { $stage }
line-disqualified = Se descarta: { $reason }
line-recycled = Pasa a nutrición: { $reason }
line-recycled-until = Pasa a nutrición hasta el { $day }: { $reason }
line-visit = { $n ->
    [one] Visita: { $count } página
   *[other] Visita: { $count } páginas
}
line-mail-more = { $n ->
    [one] y { $count } paso más con ese correo
   *[other] y { $count } pasos más con ese correo
}
line-clause = regla { $clause } (v{ $version })
cause-release = Esta versión de Criba lo lee de otro modo
cause-talk = Conversación
cause-talk-by = Conversación de { $who }
cause-undone = Se deshizo: { $what }
cause-undone-by = Se deshizo: { $what } · { $who }
cause-event-by = { $what } · { $who }
place = { $at } de { $of }
previous = anterior
following = siguiente
next-step = Siguiente: { $next }
next-two-steps = Siguiente: { $next }; después: { $then }
next-calendar = Al calendario (.ics)
next-proposed = Siguiente: { $next } (paso { $n } de la { -cadence })
next-done = Hecho
next-none = Sin próximo paso
owner = Responsable
accept = Aceptar
reactivate = Volver a poner en juego
more-acts = Más acciones
act-stage = Cambiar de etapa a mano…
act-owner = Cambiar responsable…
act-join = Unir con otra ficha…
act-consent = Anotar un permiso…
act-export = Descargar todo lo que se sabe
reject-until = Vuelve el (opcional)
stage-ask = ¿A qué etapa pasa y qué se vio?
stage-to = Etapa
stage-evidence = Qué se vio
stage-evidence-asked = pide decir qué se vio
stage-evidence-missing = Falta decir qué se vio: queda en la historia con tu nombre.
stage-evidence-help = Queda en la historia con tu nombre y la cláusula.
stage-do = Cambiar de etapa
owner-ask = ¿Quién responde por este contacto?
consent-ask = Permiso de la persona
consent-purpose = Para qué
consent-given = Qué pasó
consent-gives = Lo dio, o vale
consent-withdraws = Lo retiró, o ya no vale
consent-evidence = Cómo consta: dónde, cuándo y con qué palabras
join-ask = ¿Con quién se une?
join-find = Nombre, correo o teléfono
join-search = Buscar
join-nobody = Nadie parecido. Prueba con otras palabras.
join-them = Ficha
join-do = Unir
join-with = Comparar con { $who }
join-help = Quedan los datos y la historia de las dos. Se puede deshacer y cada una vuelve a ser lo que era.
join-compare = ¿Unir con { $who }?
join-compare-help = En negrita, lo que quedará a la vista; la etapa y los puntos se calculan de nuevo con la historia de las dos.
join-look = Comparar
join-events = { $n ->
    [one] 1 hecho
   *[other] { $count } hechos
}
deed-full = Este contacto tiene ya todos los eventos que puede tener: no se anotó nada. Lo escrito sigue aquí.
deed-join-same = Ya son la misma ficha.
path = Recorrido real de etapas
path-nurture = Nutrición
path-disqualified = Descartado
path-clause = regla { $clause }
path-median = mediana { $length }
path-median-of = de { $count } parecidos
profile = Perfil
profile-more = { $n ->
    [one] Ver otro dato
   *[other] Ver otros { $count } datos
}
edit = Editar
fact-others = { $n ->
    [one] otro valor
   *[other] otros { $count } valores
}
gap = Preguntar
gap-up-to = Preguntar, hasta { $points }
persona = Persona
persona-matched = { $n ->
    [one] coincide en { $matched } de 1 rasgo
   *[other] coincide en { $matched } de { $count } rasgos
}
persona-more = Qué quiere y qué decirle
persona-goal = Quiere
persona-pain = Le duele
persona-objection = Objeta
persona-message = Decirle
consent = Consentimiento
consent-note = Anotar
consent-unknown = Sin permisos anotados. Se puede llamar donde la ley lo permite; no entra en envíos masivos.
consent-withdrawn = retirado
consent-refused = no lo dio
consent-basis = Base legal: { $basis }
basis-over = ya no vale
reach-refused = { $channel }: no
reach-yes = { $channel }: sí
reach-one-to-one = { $channel }: uno a uno, no en envíos masivos
reach-bulk = { $channel }: también en envíos masivos
reach-unknown = { $channel }: a mano donde la ley lo permita, no en envíos masivos
committee = Comité de compra
committee-all = Ver a toda la empresa
committee-none = Nadie más de su empresa todavía.
committee-missing = Falta:
committee-lacking = { $n ->
    [one] La tuvo { $n } de { $of } empresas que llegaron a { $stage }.
   *[other] La tuvieron { $n } de { $of } empresas que llegaron a { $stage }.
}
tags-segments = Etiquetas y segmentos
tags = Etiquetas
committee-found-by = Empresa de { $key }
committee-latest = última vez: { $when }
committee-tried = con contacto
committee-new = sin contactar
committee-points = { $n ->
    [one] { $count } punto
   *[other] { $count } puntos
}
write-down = Registrar
comp-note = Nota
comp-call = Llamada
comp-task = Tarea o cita
comp-other = Otro
comp-note-text = Escribe una nota; usa @ para avisar a marketing o a una persona
comp-mail-text = Qué se le escribió
comp-whatsapp-text = Qué se le escribió, o la conversación pegada
comp-whatsapp-help = Se puede pegar la conversación entera copiada de WhatsApp: cada mensaje queda con su fecha y de quién es.
comp-talk = Contestó: fue una conversación
task-what = Qué
task-text = Qué hay que hacer (opcional)
next-day = Próximo paso (opcional)
next-day-help = Si queda vacío, el siguiente de la { -cadence }.
proposed-interest = alto | medio | bajo
proposed-timeframe = ya | 1-3 meses | 3-6 meses | este año
manual-other = cambiar
manual-not-said = no se sabe
manual-when = Cuándo (si no fue hoy)
manual-why = Qué se vio o se dijo (opcional)
manual-wrong = { $name }: { $what }
history = Historia
history-parts = Partes de la historia
part-all = Todo
part-theirs = Lo que hizo
part-ours = Lo que hicimos
part-moves = Cambios de etapa
history-empty = Sin actividad registrada en esta parte.
history-more = Ver anteriores
see-clause = Ver la regla
day-today = Hoy, { $date }
day-yesterday = Ayer, { $date }
day-this-week = Estos días
day-last-week = La semana pasada
day-before = Antes
why-title = Por qué { $total }
why-agreement = Acuerdo v{ $version }
why-above = Supera el umbral de { $threshold } por { $by }.
why-below = Le faltan { $by } para el umbral de { $threshold }.
why-yesterday = Ayer tenía { $total }.
why-grade = Grado { $grade }
why-unknown = { $what } (sin dato)
why-event = { $what }, { $whence }: ver el evento
why-no-engagement = Sin actividad registrada que dé puntos
fit = Perfil
engagement = Interés
of-cap = de { $cap }
threshold = umbral { $points }
turn-ask = Si se sabe: { $ask }
turn-up = hasta { $total }
turn-silence = { $n ->
    [one] Si no hace nada en { $count } día
   *[other] Si no hace nada en { $count } días
}
turn-down = baja a { $total }
turn-down-below = baja a { $total }, no pasa
turn-next = Próximo cambio: { $when }
turn-becomes = { $total } puntos
turn-moves = pasa a { $stage }
cadence-title = { -cadence-cap }
step-call = Llamar
step-whatsapp = WhatsApp
step-email = Correo
step-meeting = { -meeting-cap }
step-visit = Visita
step-if-no-answer = { $step } si no contesta
step-log = Registrar
appointment-with = { -meeting-cap } con { $who }
event-at = Cuándo pasó
event-known-at = Cuándo se supo
event-source = Fuente
event-id = Id en la fuente
event-name = Nombre
event-also-named = Criba lo llama
event-who = Quién
event-outcome = Qué fue de él
event-void = Por qué ya no cuenta lo de antes
void-undone = Se deshizo
void-import-undone = Se deshizo la lista que lo traía
void-by-person = Lo hizo una persona, no una máquina
void-by-machine = Lo hizo una máquina, no una persona
void-reread = Sus campos se leen de otra manera
void-company = Lo que se sabía de la empresa ya no vale
event-applied = Cuenta
map-title = Qué llegó y qué quedó
map-says = Qué dice
map-came = Lo que llegó
map-became = Lo que quedó
map-why = Por qué
map-nothing = Nada
map-event = Evento
map-key-user-id = Id en el programa
map-key-anonymous-id = Navegador
map-key-previous-id = Id de antes
map-of-company = Empresa: { $what }
map-consent = Permiso: { $what }
map-colleague = Alguien de la empresa
map-passes = { $n ->
    [one] Cumple { $count } condición del acuerdo sobre personas de una empresa
   *[other] Cumple { $count } condiciones del acuerdo sobre personas de una empresa
}
map-passes-none = No cumple ninguna condición del acuerdo sobre personas de una empresa
map-cleared = (se borra)
map-said = Lo dice la fuente
map-own = Conserva su nombre
map-known = Criba conoce ese nombre
map-of-event = Es del evento
map-together = Junto con { $others }
map-added = Lo añade Criba
map-unused = { $n ->
    [one] { $count } parte no se usó
   *[other] { $count } partes no se usaron
}
map-change = Cambiar qué es lo que llega de esta fuente
map-raw = Ver lo que llegó y lo que se guardó, palabra por palabra
event-gave = Lo que dio
event-gave-nothing = No dio puntos.
event-raw = Tal como llegó
event-kept = Lo que se guardó de él
aside-machine = Lo hizo una máquina: no da puntos
signal-crawler = Lo hizo un buscador
signal-headless = Lo hizo un navegador sin nadie delante
signal-script = Lo hizo un programa
signal-mail-burst = Siguió varios enlaces del correo en segundos, como un filtro
signal-mail-trap = Siguió un enlace del correo que nadie ve, como un filtro
signal-mail-gateway = Lo abrió el filtro del correo
signal-mail-proxy = Lo abrió el servidor del correo
signal-mail-at-once = Se abrió antes de dos segundos de enviarse, como hace un filtro
signal-mail-soon = Se abrió a los pocos segundos de enviarse
signal-mail-together = Varias personas de la misma empresa lo abrieron en el mismo segundo, como hace un filtro
signal-head-request = Preguntó si el enlace existe sin abrirlo, como un filtro
signal-prefetch = Lo cargó el navegador por adelantado
signal-no-language = No dice en qué idioma lee, y un navegador lo dice
signal-image-proxy = La imagen la pidió el servidor de correo de quien lee
signal-auto-reply = Es una respuesta automática
signal-message-server = Lo dice el servidor de mensajes
signal-honeypot = Rellenó una casilla que nadie ve
signal-too-fast = Se envió en menos de un segundo
signal-never-opened = Se envió sin haber abierto el formulario
signal-judged = Alguien dijo que lo hizo una máquina
signal-judged-person = Alguien dijo que lo hizo una persona
aside-signal = { $why }: no da puntos
human-row = Quién lo hizo
human-sure = Una persona: nada hace pensar otra cosa
human-person = Más bien una persona ({ $likelihood } de 100)
human-machine = Más bien una máquina ({ $likelihood } de 100 de que fuera una persona); cuenta con más de { $min }
human-signals = Qué hace pensar en una máquina
aside-no-consent = Quien lo hizo no quiere que se le cuente: se guarda sin decir de quién
aside-too-many = Tiene ya todos los eventos que caben: se guarda y no da puntos
aside-public-key = Lo dice la clave de una página, que puede leer cualquiera: se guarda y no cuenta
aside-own-form = Lo cuenta el propio formulario de Criba: aquí se guarda y no da puntos otra vez
verdict-person = Fue una persona
verdict-machine = Fue una máquina
verdict-person-help = Contará desde ahora. Lo que ya se decidió queda como se decidió.
verdict-machine-help = Se guarda y deja de dar puntos. Lo que ya se decidió queda como se decidió.
verdict-changed = Qué ha cambiado
verdict-points = de { $before } a { $after } puntos
verdict-same = sigue en { $after } puntos
verdict-handoff = Mientras tanto pasó a { $who } ({ $when }): eso queda como está.
event-retold = Es el mismo evento contado otra vez.
event-retold-before = Cómo era antes
event-untold = Así ya no cuenta: se contó otra vez.
event-retold-after = Cómo cuenta ahora
part-do = No es esta persona: separar
part-help = Cada hecho vuelve a quien corresponde y no se juntan de nuevo solos.
part-confirm = ¿Separar? Los puntos se calculan otra vez para los dos.
event-undo-all = { $n ->
    [one] Se deshace lo que se hizo con 1 contacto.
   *[other] Se hizo con { $count } contactos a la vez, y se deshace en todos. ¿Deshacer?
}
rule-proof = La prueba
rule-no-events = Lo dice un dato de la ficha.
rule-value = «{ $value }»
rule-list = lista «{ $list }»
rule-see = Ver cómo llegó
pasted-title = Conversación pegada
pasted-count = { $n ->
    [one] Se guardará { $count } mensaje.
   *[other] Se guardarán { $count } mensajes, cada uno con su fecha.
  }
pasted-who = ¿Quién es { $who }?
pasted-messages = { $n ->
    [one] { $count } mensaje
   *[other] { $count } mensajes
  }
pasted-when = Cuándo
pasted-speaker = Quién
pasted-text = Qué
pasted-hidden = { $n ->
    [one] Falta aquí { $count } mensaje de en medio; también se guarda.
   *[other] Faltan aquí { $count } mensajes de en medio; también se guardan.
  }
pasted-keep = Guardar la conversación
note-says = La nota dice «{ $words }». ¿Planear la llamada para el { $when }?
note-says-yes = Planear
note-says-no = No
line-list = lista «{ $list }»
act-export-file = contacto.json
appointment-file = cita.ics

act-erase = Borrar a esta persona…
erase-title = Borrar a { $who }
erase-for-good = No se puede deshacer: nadie podrá recuperarlo, tampoco quien lleva el servidor.
erase-goes = Qué se borra
erase-goes-person = Su nombre, sus correos y teléfonos, y todo lo que se sabe de ella, con las fichas que se unieron a esta.
erase-goes-events = { $n ->
    [one] Lo que dice su evento: qué hizo, qué se anotó y lo que llegó palabra por palabra.
   *[other] Lo que dicen sus { $n } eventos: qué hizo, qué se anotó y lo que llegó palabra por palabra.
}
erase-goes-lists = Sus filas en lo que se guarda de las listas, y las respuestas a programas que la nombran.
erase-stays = Qué se queda
erase-stays-counts = Los recuentos, sin nombre: cuántos eventos hubo y de qué tipo, por qué etapas pasó y con qué cláusula.
erase-stays-record = Quién lo pidió, cuándo y quién la borró.
erase-stays-others = Lo que se anotó en otras fichas: si la nombran, se dirá en cuáles.
erase-stays-backups = Las copias de seguridad que ya se hicieron; al restaurar una se borra otra vez.
erase-who = Quién lo pide
erase-by-person = La propia persona
erase-by-authority = Una autoridad
erase-by-other = Otra
erase-on = Pedido el
erase-reference = Referencia
erase-reference-help = Por dónde llegó y con qué número, sin datos de la persona: «carta, expediente 12».
erase-sure = Para confirmar, escribe «{ $who }» o { $word }
erase-word = BORRAR
erase-do = Borrar para siempre
erase-not-sure = Lo escrito no es el nombre ni la palabra; no se borró nada.
erase-who-missing = Falta decir quién lo pide; no se borró nada.
erased-title = Persona borrada
erased-by-person = Se borró a petición de la propia persona
erased-by-authority = Se borró a petición de una autoridad
erased-by-other = Se borró a petición de otra persona
erased-by-unknown = Se borró a petición
erased-when = el { $day }, por { $who }.
erased-stays = No queda nada que diga quién era. Lo que hizo sigue en los recuentos, sin nombre.
erased-reference = Referencia
erased-others = Se la nombra en lo que se anotó de otras personas; conviene mirarlo:
erased-lists = Está en listas que aún esperan y que la traerían otra vez:
doubt = Una unión puede no ser suya:
doubt-event = Ver la unión
doubt-by = se unió con otra ficha por { $value }, que también es de
doubt-part = Separar
doubt-keep = Es la misma persona
