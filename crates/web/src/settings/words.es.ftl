# Ajustes.
settings-people = Personas
settings-teams = Equipos y horario
settings-space = Espacio
settings-keys = Claves
settings-changes = Cambios
settings-preferences = Preferencias
settings-sessions = Sesiones
settings-undone = Deshecho: { $what }
settings-done-same = Ya estaba así; no se cambió nada.
settings-done-saved = Guardado.
settings-done-withdrawn = La invitación se retiró: el enlace ya no abre nada.
settings-done-handed = Los leads pasaron a otras manos.
settings-done-ended = La sesión se cerró.
settings-done-ended-others = Se cerraron las demás sesiones.
settings-done-password = La contraseña cambió y las demás sesiones se cerraron.
settings-done-revoked = La clave se revocó: ya no abre nada.

people-count = { $n ->
    [one] { $count } persona con sitio en el espacio
   *[other] { $count } personas con sitio en el espacio
}
people-invite = Invitar a alguien
people-forbidden = Invitar y cambiar permisos lo hace quien administra: { $who }.
people-name = Nombre
people-email = Correo
people-can = Puede
people-seen = Última vez
people-never = todavía no entró
people-you = tú
people-change = Cambiar
people-change-of = Cambiar lo que puede { $who }
people-invited = Enlaces sin usar
people-invited-help = cada uno abre una sola vez
people-until = Vence
people-by = Lo hizo
people-again = Enlace nuevo
people-withdraw = Retirar
people-withdraw-of = Retirar el enlace de { $who }
people-gone = Se fueron
people-left-at = Cuándo
people-leads = Leads
people-leads-left = { $n ->
    [one] queda { $count } a su nombre
   *[other] quedan { $count } a su nombre
}
people-leads-none = ninguno a su nombre
people-hand-over = Pasar los leads
invited-password = otra contraseña

person-can = Qué puede
person-signs = Los dos permisos de firma no van juntos, salvo en un espacio de una sola persona.
person-password = Contraseña olvidada
person-password-text = Un enlace de un solo uso con el que elige otra. Al usarlo se cierran sus sesiones.
person-password-do = Hacer el enlace
person-leaves = Se va
person-leaves-text = Sus sesiones se cierran y sus leads pasan a quien se elija.
person-leaves-you = Se cierran las sesiones y los leads pasan a quien se elija. Hace falta que otra persona administre.
person-leaves-do = Dar de baja…
can-view = Todas las páginas. Va con cualquier otro permiso.
can-work = Llamar, registrar resultados, aceptar y rechazar.
can-edit = Traer listas y cambiar datos de las fichas.
can-propose = Cambiar el acuerdo: reglas, equipos, horario, ausencias.
can-sign-marketing = Firmar el acuerdo por Marketing.
can-sign-sales = Firmar el acuerdo por Ventas.
can-administer = Personas, claves y el espacio mismo.

invite-text = No sale ningún correo: se hace un enlace de un solo uso, que vence en siete días, y se manda como se prefiera. Quien lo abre elige su nombre y su contraseña.
invite-can = Qué podrá
invite-do = Hacer el enlace
link-title = Enlace
link-place-title = Enlace para { $who }
link-password-title = Otra contraseña para { $who }
link-copy = El enlace
link-copy-do = Copiar
link-copied = Copiado
link-help = Abre una sola vez, hasta { $until }.
link-once = Se muestra solo ahora. Si se pierde, se hace otro y este deja de abrir.
link-done = Listo
link-another = Invitar a otra persona

invitation-title = Invitación
invitation-to = { $workspace } te invita a Criba
invitation-text = Con el correo { $email }. Permisos: { $can }.
invitation-name = Nombre y apellidos
invitation-new-password = Contraseña nueva
invitation-known = La que ya usas en Criba con este correo.
invitation-wrong = La contraseña no es la que este correo tiene en Criba.
invitation-do = Entrar
invitation-password = Elegir otra contraseña
invitation-password-text = Para { $email }, en { $workspace }. Las sesiones abiertas se cierran.
invitation-password-do = Guardar y entrar
invitation-spent = Este enlace ya no abre
invitation-spent-text = Se usó, se retiró o venció. Quien administra el espacio puede hacer otro en Ajustes, Personas.

leaving-title = { $who } se va
leaving-gone-title = Los leads de { $who }
leaving-no-leads = { $who } no tiene leads abiertos a su nombre.
leaving-leads = { $n ->
    [one] { $who } tiene { $count } lead abierto a su nombre.
   *[other] { $who } tiene { $count } leads abiertos a su nombre.
}
leaving-aside = { $n ->
    [one] De ellos, { $count } está apartado y volverá.
   *[other] De ellos, { $count } están apartados y volverán.
}
leaving-heir = ¿Quién se queda con ellos?
leaving-nobody = Nadie por ahora
leaving-nobody-help = Quedan sin responsable; en Contactos se filtran y se reparten.
leaving-teams = Sigue en el acuerdo, en { $teams }. Conviene quitar su nombre allí también:
leaving-what = Sus sesiones se cierran ya. Lo que hizo queda en la historia con su nombre. Se puede deshacer desde Cambios.
leaving-you = También se cierra esta sesión.
leaving-do = Dar de baja

teams-text = Lo dice el acuerdo en vigor, y se cambia en él: cada cambio es una versión nueva, sin firmar.
teams-forbidden = Para cambiarlos hace falta el permiso de proponer, que tienen: { $who }.
teams-hours = Horario
teams-hours-change = Cambiar
teams-closed = cerrado
teams-zone = Reloj
teams-holidays = Festivos
teams-holidays-none = ninguno
teams-closed-days = Otros días cerrados
teams-none = ninguno
teams-calendars = Otros calendarios
teams-teams = Equipos
teams-teams-none = El acuerdo no nombra equipos todavía.
teams-absences = Ausencias
teams-absences-help = nadie recibe leads mientras está fuera
teams-absences-none = Nadie tiene ausencias apuntadas.
days-two = { $first } y { $last }
days-run = { $first } a { $last }
team-empty = sin nadie todavía
team-member-a-day = { $who } ({ $count } al día)
team-by-calendar = calendario «{ $calendar }»
team-change-of = Cambiar el equipo { $team }
team-new = Equipo nuevo
team-add = Añadir
team-title = Equipo { $team }
team-name = Nombre del equipo
team-name-missing = Falta el nombre del equipo.
team-pick = Cómo se reparte
pick-round-robin = por turno
pick-least-loaded = a quien tiene menos
pick-weighted = por turno, según el peso
team-overflow = Si no da abasto
team-overflow-none = espera
team-calendar = Calendario
team-calendar-none = el horario general
team-members = Quién está
team-members-help = en blanco, sin límite
team-per-day = Nuevos al día
team-open = Abiertos a la vez
team-weight = Peso
team-per-day-of = Nuevos al día de { $who }
team-open-of = Abiertos a la vez de { $who }
team-weight-of = Peso de { $who }
team-number-wrong = «{ $text }» no es un número entero mayor que cero.
team-remove = Quitar el equipo
team-is-named = Una cláusula del acuerdo da leads al equipo { $team }, así que sigue. Primero hay que cambiarla en Acuerdo.
absence-who = Quién
absence-from = Desde
absence-to = Hasta
absence-add = Apuntar
absence-days = del { $from } al { $to }
absence-past = pasó
absence-remove = Quitar
absence-remove-of = Quitar la ausencia de { $who } desde el { $from }
absence-day-missing = Faltan el primer y el último día.
absence-who-missing = Falta decir quién.
absence-backwards = El último día es anterior al primero.
hours-text = Los plazos del acuerdo corren solo en este horario.
hours-week = Cada día
hours-help = Uno o varios tramos, como 09:00-14:00, 15:30-18:30. En blanco, no se trabaja.
hours-wrong = No se entiende. Se escribe como 09:00-14:00, 15:30-18:30, en orden y sin solaparse.
holidays-help = Códigos de país o de región, separados por comas: ES es España; ES-MD, la Comunidad de Madrid.
holidays-wrong = «{ $code }» no es un código de país o región, como ES o ES-MD.
closed-help = Un día por línea, como 24/12/2026.
closed-wrong = «{ $day }» no es un día, como 24/12/2026.
calendar-title = Calendario «{ $calendar }»
calendar-new = Calendario nuevo
calendar-name-missing = Falta el nombre del calendario.
calendar-is-there = Ya hay un calendario «{ $calendar }»; elige otro nombre.
calendar-in-use = Por este calendario trabajan: { $teams }. Primero hay que darles otro en Equipos.
calendar-remove = Quitar este calendario
calendars-help = para equipos con otro horario; empiezan con el general
closed-day = Cerrar un día
closed-day-missing = Falta el día.
closed-add = Añadir el día
closed-remove-of = Quitar el { $day } de los días cerrados
feasts-title = Festivos del próximo año
feasts-help = los de los lugares elegidos
agreement-save-as = Guardar como versión { $version }
agreement-save-help = Rige al guardar, sin firmar, y se puede volver atrás. Los comentarios del YAML no se conservan.

treatment-title = Cómo se trata a quien se escribe
treatment-help = Con ello empiezan los mensajes de WhatsApp que propone Criba. En la ficha de cada contacto se puede elegir otro.
treatment-usual = Como es usual en el país: { $usual }
value-treatment-tu = de tú
value-treatment-usted = de usted
value-treatment-vos = de vos
treatment-wrong = no se conoce ese trato; elige tú, usted o vos
treatment-as-all = Como a los demás: { $usual }
preferences-text = Solo cambian estas páginas para ti.
preferences-name = Nombre y apellidos
preferences-zone = Reloj
preferences-zone-space = El del acuerdo
preferences-language = Idioma
preferences-language-space = El del acuerdo
preferences-theme = Aspecto
theme-system = Como el sistema
theme-light = Claro
theme-dark = Oscuro
preferences-work = Al trabajar
preferences-shortcuts = Atajos de una tecla
preferences-shortcuts-help = J, K, L, 1 a 6… Con ellos apagados, todo sigue a mano con botones.
preferences-twelve = Reloj de 12 horas
preferences-twelve-help = 3:30 p. m. en vez de 15:30.
preferences-compact = Filas juntas
preferences-compact-help = Caben más contactos en la pantalla.
preferences-stay = Quedarse en el contacto tras cada resultado
preferences-stay-help = Si no, se pasa al siguiente.
setup-title = Para que funcione solo
setup-done-of = { $done } de { $of }
setup-form = Conectar un formulario
setup-form-help = Con una clave, la web cuenta lo que hace cada persona y nadie tiene que importar.
setup-invite-sales = Invitar a ventas
setup-invite-marketing = Invitar a marketing
setup-invite-help = El acuerdo es de los dos equipos; cada uno ve lo que hace el otro.
setup-sign = Firmar el Acuerdo v{ $version }
setup-sign-help = Mientras llega la firma, se puede leer y cambiar entre los dos equipos.
setup-holidays = Poner los festivos
setup-holidays-help = Los plazos no cuentan los días en que nadie trabaja.
setup-step-done = hecho
setup-step-open = falta
setup-step-to-come = por llegar
setup-who = Lo hace { $who }.
setup-hide = Ocultar esta lista
zone-america = América
zone-atlantic = Atlántico
zone-europe = Europa
zone-pacific = Pacífico
zone-wrong = No hay ningún reloj con ese nombre.

sessions-text = Dónde está abierta esta cuenta. Una sesión sin uso se cierra sola a los 30 días.
sessions-where = Dónde
sessions-seen = Último uso
sessions-since = Desde
sessions-this = esta
sessions-end = Cerrar
sessions-end-of = Cerrar la sesión de { $what } abierta { $since }
sessions-end-others = Cerrar las demás
session-on = { $browser } en { $system }
session-unknown = Navegador desconocido
password-title = Cambiar la contraseña
password-present = Contraseña de ahora
password-wrong = No es la contraseña de ahora.
password-do = Cambiar
password-help = Las demás sesiones se cierran.

keys-text = Con ellas otros programas leen y escriben en este espacio. Solo se guarda su huella.
keys-forbidden = Hacer y revocar claves lo hace quien administra: { $who }.
keys-none = Ningún programa tiene clave todavía.
key-name = Para qué es
key-name-hint = Formulario de la web
key-name-missing = Falta decir para qué es, para saber después cuál revocar.
key-kind = Abre
key-api = la API
key-can = Con una clave de la API se ve todo, y además se puede
key-metrics = las cifras del servidor, nada más
key-source = la entrada de eventos
key-page = la entrada de eventos, desde una página web
key-page-help = La clave de una página la puede leer cualquiera: lo que diga de ventas, pérdidas y alias se guarda y no cuenta.
key-without-outcomes = de una página: sin ventas, pérdidas ni alias
key-unknown = nada: la hizo otra versión
key-make = Hacer la clave
key-made = La clave
key-once = Se muestra solo ahora. Si se pierde, se hace otra y se revoca esta.
key-hint = Empieza por
key-made-at = Hecha
key-used = Último uso
key-never = sin usar
key-unnamed = sin nombre
key-revoke = Revocar
key-revoke-of = Revocar la clave { $name }…
key-revoke-sure = El programa que la usa dejará de entrar al momento. No se puede deshacer.
key-revoke-do = Sí, revocar

space-forbidden = El nombre y el país los cambia quien administra: { $who }.
space-name = Nombre del espacio
space-name-wrong = Hace falta un nombre, de { $count } caracteres como mucho.
space-country-help = Decide las palabras, los formatos y cómo se leen los teléfonos de las listas que se traigan desde ahora.
space-zone = Reloj del acuerdo
space-zone-help = Los plazos y los días se cuentan con él. Se cambia en el acuerdo, con una versión nueva sin firmar.
space-sample = Datos de ejemplo
space-sample-text = Una empresa inventada con dieciocho meses de historia, aparte de este espacio. Al salir se borra.
space-backup = Copia de seguridad
space-backup-text = Una orden en la máquina del servidor copia todo tal como está, sin pararlo:
space-backup-folder = copia-de-hoy
space-backup-help = La carpeta tiene que ser nueva. Conviene llevarla a otra máquina y probar de vez en cuando «criba restore».

changes-text = Lo que se cambió en Personas, Claves y Espacio. Lo que se cambia en el acuerdo está en
changes-none = Nada se ha cambiado todavía.
changes-undone = deshecho { $when }
changes-undo-of = Deshacer: { $what }
trace-invited = Se invitó a { $who }: { $can }.
trace-withdrawn = Se retiró el enlace de { $who }.
trace-password = Se hizo un enlace para otra contraseña de { $who }.
trace-came-in = { $who } entró con su enlace.
trace-permissions = { $who } puede { $became } (antes: { $was }).
trace-left-none = { $who } se fue; no tenía leads abiertos.
trace-left-to = { $n ->
    [one] { $who } se fue y { $count } lead pasó a { $heir }.
   *[other] { $who } se fue y { $count } leads pasaron a { $heir }.
}
trace-left = { $n ->
    [one] { $who } se fue y { $count } lead quedó sin responsable.
   *[other] { $who } se fue y { $count } leads quedaron sin responsable.
}
trace-key-made = Se hizo la clave «{ $name }».
trace-key-revoked = Se revocó la clave «{ $name }».
trace-source-made = Se creó la fuente «{ $name }».
trace-source-removed = Se quitó la fuente «{ $name }».
trace-source-off = Se detuvo la fuente «{ $name }».
trace-source-on = Se volvió a tomar la fuente «{ $name }».
trace-source-rotated = Se cambió la clave de la fuente «{ $name }».
trace-source-mapped = Se cambió la correspondencia de la fuente «{ $name }».
trace-space = El espacio pasó de { $was } a { $became }.
anonymous-title = Meses que se guarda a quien no se conoce
anonymous-help = De quien solo se conoce el navegador, contados desde lo último que hizo. Después queda solo en recuentos por mes, fuente y página. Con 0 no se olvida a nadie.
anonymous-wrong = Los meses van de 0 a { $count }.
anonymous-folded = { $n ->
    [one] Ya es recuento { $count } persona, con { $events } de sus eventos.
   *[other] Ya son recuento { $count } personas, con { $events } de sus eventos.
}
