# contacts
contacts-count = { $n ->
    [one] { $count } contacto
   *[other] { $count } contactos
}
contacts-views = Vistas
contacts-search = Nombre, empresa, correo o teléfono
contacts-order = Orden
contacts-filters = { $n ->
    [0] Filtros
    [one] Filtros ({ $count })
   *[other] Filtros ({ $count })
}
contacts-columns = Columnas
contacts-sift = Aplicar
contacts-clear = Quitar filtros
contacts-none = Nadie cumple estos filtros
contacts-none-text = Quita alguno o busca con otras palabras.
filter-any = Cualquiera
filter-segment = Segmento
filter-play = En juego
filter-quiet = Sin actividad
quiet-days = { $n ->
    [one] Desde hace { $count } día
   *[other] Desde hace { $count } días
}
tab-all = Todos
tab-mine = Míos
tab-without-step = Sin próximo paso
tab-twice = Posibles duplicados
tab-machines = Máquinas
sort-best = Los mejores primero
sort-latest = Actividad reciente
sort-newest = Los más nuevos
sort-next = Próximo paso
sort-name = Nombre
sort-company = Empresa
column-stage = Etapa
column-score = Puntos
column-grade = Grado
column-latest = Lo último
column-next = Próximo paso
column-place = Lugar
score-fit = Perfil
score-engagement = Interés
owner-mine = Yo o nadie
owner-me = Yo
step-none = Sin próximo paso
step-some = Con próximo paso
step-late = Vencido
play-open = En juego
play-aside = Apartados hasta una fecha
play-closed = Cerrados
row-aside = apartado
row-closed = cerrado
select-all = Seleccionar todos los de esta página
several-title = Con los seleccionados
several-to = Responsable
several-assign = Asignar
several-choose = Elegir…
several-to-missing = Falta elegir a quién se asignan; «Sin responsable» también se elige.
several-what-missing = No se hizo nada: cada acción tiene su botón.
several-date = Volver a ellos el
several-plan = Planear llamada
several-stage = Etapa
several-evidence-missing = Falta elegir la etapa y decir por qué: queda en la historia de cada contacto.
several-evidence = Por qué
several-move = Mover
several-edit = Editar su ficha
several-edit-one = hay varios seleccionados; para editar una ficha, deja marcado un solo contacto
several-csv = CSV de los seleccionados
several-none = no hay nadie seleccionado; marca al menos un contacto
several-unknown = no se sabe hacer «{ $what }»
whole-choose = Elegir los { $count } que cumplen el filtro
whole-too-many = El filtro deja { $count } contactos y a la vez se pueden elegir { $max }; filtra más para elegirlos todos.
sure-assign = { $n ->
    [one] ¿Asignar { $count } contacto a { $who }?
   *[other] ¿Asignar { $count } contactos a { $who }?
}
sure-nobody = { $n ->
    [one] ¿Dejar { $count } contacto sin responsable?
   *[other] ¿Dejar { $count } contactos sin responsable?
}
sure-plan = { $n ->
    [one] ¿Planear una llamada con { $count } contacto para el { $day }?
   *[other] ¿Planear una llamada con { $count } contactos para el { $day }?
}
sure-stage = { $n ->
    [one] ¿Mover { $count } contacto a «{ $stage }»?
   *[other] ¿Mover { $count } contactos a «{ $stage }»?
}
sure-changed = La lista cambió desde que se eligió: eran { $before } y ahora son { $now }.
sure-help = Se hace con todos o con ninguno, y se puede deshacer de una vez.
sure-do = { $n ->
    [one] Hacerlo con { $count }
   *[other] Hacerlo con los { $count }
}
sure-doing = Haciéndolo…
sure-back = Volver a la lista
effect-changed = { $n ->
    [one] Cambia 1.
   *[other] Cambian { $count }.
}
effect-same = { $n ->
    [one] 1 ya está así.
   *[other] { $count } ya están así.
}
effect-from-others = { $n ->
    [one] 1 deja de ser de otra persona.
   *[other] { $count } dejan de ser de otra persona.
}
effect-replaced = { $n ->
    [one] 1 ya tenía un paso, que se sustituye.
   *[other] { $count } ya tenían un paso, que se sustituye.
}
effect-back = { $n ->
    [one] 1 vuelve a una etapa anterior.
   *[other] { $count } vuelven a una etapa anterior.
}
cell-unsaved = No se guardó: sin conexión. Lo escrito sigue aquí; vuelve a guardarlo.
pages = Páginas
pages-previous = Anteriores
pages-next = Siguientes
pages-here = { $first } a { $last }
view-save = Guardar esta vista
view-name = Nombre de la vista
view-name-missing = la vista necesita un nombre con letras
view-remove = Quitar esta vista
view-remove-sure = Se quitará la vista «{ $name }» para todo el equipo; los contactos se quedan. ¿Quitar?
twice-none = No hay posibles duplicados
twice-none-text = Cuando una lista trae a alguien que se parece a otro contacto sin que sea seguro, aparece aquí para que alguien decida.
twice-text = Se parecen, pero no es seguro. Juntarlos se puede deshacer.
machines-none = Ninguna máquina ha hecho nada
machines-none-text = Aquí sale lo que llega de buscadores, programas y filtros de correo. Se guarda y no da puntos.
machines-text = Lo que hizo un buscador, un programa o un filtro de correo, y la venta que dice la clave de una página, se guarda y no cuenta. Si es de verdad de una persona, dilo: cuenta desde ahora, y se puede cambiar otra vez.
machines-when = Cuándo
machines-what = Qué hizo
machines-whose = De quién
machines-answer = Si no fue una máquina
machines-nobody = De nadie conocido
fate-new = Nuevos
fate-updated = Actualizados
fate-unchanged = Sin cambios
fate-joined = Con varias filas
fate-problem = Con algo que no se pudo leer
filter-today = En Hoy
part-waiting = Por llamar
part-rest = Por llamar, sin nada pedido
part-asked = Piden algo y esperan
part-planned = Seguimientos de hoy
part-mentioned = Te mencionan
part-reached = Contactados hoy
part-resting = Recién llamados
part-asleep = Fuera de su horario
part-in-call = En una llamada
part-blocked = No quieren llamadas
part-unreachable = Sin teléfono ni correo
part-silent = Aceptados, en silencio 30 días
contacts-file = contactos.csv
doubts = Uniones que pueden estar mal
doubts-more = Hay más, de antes: aparecen aquí al decidir estas.
doubts-text = Se unieron por un dato que luego resultó ser de varias personas. Separarlas deja a cada una con lo suyo.
