# Lo que comparten todas las páginas.
skip = Saltar al contenido
sample-band = Datos de ejemplo. Nada sale de aquí.
sample-leave = Salir y borrar el ejemplo
sample-enter = Ver con datos de ejemplo
sample-making = Preparando el ejemplo…
nav-main = Principal
nav-phone = Principal móvil
nav-sales = Ventas
nav-both = Juntos
nav-marketing = Marketing
nav-today = Hoy
nav-contacts = Contactos
nav-agreement = Acuerdo
nav-review = Por revisar
nav-forms = Formularios
nav-sources = Fuentes
nav-sources-alarming = fuentes que mirar
nav-imports = Importar
nav-settings = Ajustes
nav-more = Más
find = Buscar o ir a…
palette = Buscar o ir a
palette-none = Nada con esas palabras.
palette-placeholder = Un nombre, una empresa, una página…
sign-out = Salir
undo = Deshacer
undo-doing = Deshaciéndolo…
link-is-copied = Enlace copiado
link-not-copied = No se pudo copiar el enlace. Está en la barra de direcciones.
due-now-soon = por vencer
due-now-late = vencido
answers-unsaved = No se guardó. Lo escrito sigue aquí: pulsa Guardar para intentarlo otra vez.
close = Cerrar
save = Guardar
hint-seen = Entendido
hint-keys = J y K pasan al contacto siguiente y al anterior.
hint-numbers = Cada número se abre y enseña de qué sale.
hint-undo = Así se deshace lo último.
cancel = Cancelar
yes = Sí
no = No
keys-title = Atajos
keys-palette = Buscar o ir a
keys-search = Buscar aquí
keys-sheet = Estos atajos
keys-next = Siguiente y anterior
keys-open = Abrir la ficha
keys-back = Volver o cerrar
keys-undo = Deshacer lo último
keys-today = Ir a Hoy
keys-contacts = Ir a Contactos
keys-agreement = Ir a Acuerdo
keys-review = Ir a Por revisar
keys-forms = Ir a Formularios
keys-sources = Ir a Fuentes
keys-imports = Ir a Importar
keys-settings = Ir a Ajustes
keys-call = Llamar
keys-whatsapp = WhatsApp
keys-mail = Correo
keys-outcome = Resultado de la llamada
keys-snooze = Posponer
keys-note = Nota
keys-why = ¿Por qué?
keys-edit = Editar
keys-task = Tarea o cita
keys-accept = Aceptar
keys-reject = Rechazar…
keys-select = Elegir o quitar
keys-extend-down = Elegir también el siguiente
keys-extend-up = Elegir también el anterior
keys-select-all = Elegir toda la página
keys-edit-row = Editar su fila
keys-confirm = Pasar a la etapa propuesta
keys-dismiss = No procede
keys-here = En esta página
keys-everywhere = En todas
keys-link = Copiar el enlace

failure-home = Ir al inicio
failure-not-found = No está aquí
failure-not-found-text = La página o el contacto no existe, o es de otro espacio de trabajo. No se perdió nada.
failure-forbidden = Falta un permiso
failure-forbidden-text = Para esto hace falta el permiso de { $can }. Quien administra el espacio puede darlo en Ajustes, Personas.
failure-stale = La página era de antes
failure-stale-text = Se abrió con otra sesión o viene de otro sitio, así que no se hizo nada. Hay que volver a abrirla y repetirlo.
failure-wrong = No se pudo hacer
failure-too-large = Es demasiado grande
failure-too-large-text = Lo que se envió pasa de lo que se acepta, así que no se guardó.
failure-busy = Hay mucho en cola
failure-busy-text = No se guardó: el disco no da abasto. Conviene probar de nuevo en un momento; nada se perdió.
failure-set-aside = Este espacio está apartado
failure-set-aside-text = El archivo de este espacio está dañado y no se escribe más en él; los demás espacios siguen. Quien lleva el servidor debe mirar qué dice «criba doctor» y traer el archivo de una copia.
failure-others = Tus otros espacios
failure-failed = Algo falló
failure-failed-text = No se pudo hacer, y no por lo que se envió. Lo guardado sigue guardado. El registro del servidor dice qué pasó.

permission-view = ver
permission-work = trabajar
permission-edit = editar
permission-propose = proponer
permission-sign-marketing = firmar por Marketing
permission-sign-sales = firmar por Ventas
permission-administer = administrar

weekday-brief = { $day ->
    [1] lun
    [2] mar
    [3] mié
    [4] jue
    [5] vie
    [6] sáb
   *[7] dom
}
weekday = { $day ->
    [1] lunes
    [2] martes
    [3] miércoles
    [4] jueves
    [5] viernes
    [6] sábado
   *[7] domingo
}
month = { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
}
long-date = { $weekday } { $day } de { $month }
moment-today = hoy { $clock }
moment-yesterday = ayer { $clock }
moment-tomorrow = mañana { $clock }
clock-am = a. m.
clock-pm = p. m.
moment-weekday = { $weekday } { $clock }
length-days = { $n ->
    [one] { $count } día
   *[other] { $count } días
}
ago = hace { $length }
left = Quedan { $length }
left-until = Hasta { $length }
score-label = Perfil { $fit }, interés { $engagement }
score-label-threshold = Perfil { $fit }, interés { $engagement }, umbral { $threshold }
score-word = { -score-cap }
suggested-date = «{ $words }»: el { $day }
nobody = Sin responsable

outcome-talked = Hablamos
outcome-no-answer = No contestó
outcome-booked = { -meeting-arranged-cap }
outcome-call-back = Volver a llamar…
outcome-not-yet = Todavía no…
outcome-reject = Rechazar…
outcome-voicemail = Buzón de voz
outcome-wrong-number = Número equivocado
outcome-asked-not-to-be-called = Pidió que no lo llamen
outcome-no-show = No se presentó
outcome-already-customer = Ya es cliente
outcome-called-back = Me devolvió la llamada

# Pasos siguientes.
next-call = llamada
next-meeting = { -meeting } fijada
next-task = tarea
next-whatsapp = WhatsApp
next-email = correo
next-visit = visita

# Lo que pasó, en tercera persona y sin género.
event-page = Miró { $what }
event-form-submitted = Envió el formulario { $what }
event-form-started = Empezó el formulario { $what }
event-content-downloaded = Descargó { $what }
event-video-started = Empezó a ver { $what }
event-video-completed = Vio entero { $what }
event-webinar-registered = Se apuntó a { $what }
event-webinar-attended = Asistió a { $what }
event-email-opened = Abrió el correo { $what }
event-email-clicked = Hizo clic en el correo { $what }
event-email-replied = Respondió a un correo { $what }
event-subscribed = Se suscribió { $what }
event-unsubscribed = Se dio de baja { $what }
event-message-received = Escribió por { $what }
event-call-received = Llamó { $what }
event-social-engaged = Participó en { $what }
event-met-at-event = Pasó por el stand { $what }
event-lead-ad-submitted = Dejó sus datos en un anuncio { $what }
event-meeting-booked = Reservó { -meeting } { $what }
event-meeting-held = Hubo { -meeting } { $what }
event-meeting-missed = No se presentó { $what }
event-meeting-cancelled = Canceló { -meeting } { $what }
event-quote-requested = Pidió { -quote } { $what }
event-demo-requested = Pidió una demo { $what }
event-sample-requested = Pidió una muestra { $what }
event-trial-started = Empezó una prueba { $what }
event-product-viewed = Miró el producto { $what }
event-call-made = Llamada: { $what }
event-message-sent = Le escribimos por { $what }
event-email-sent = Le enviamos un correo { $what }
event-visit-made = Visita: { $what }
event-material-sent = Le enviamos material { $what }
event-demo-given = Le dimos una demo { $what }
event-sample-sent = Le enviamos una muestra { $what }
event-reference-given = Le dimos una referencia { $what }
event-proposal-sent = Le enviamos una propuesta { $what }
event-proposal-seen = Vio la propuesta { $what }
event-note-added = Nota
event-task-added = Se planeó: { $what }
event-task-done = Se hizo lo previsto
event-handoff-assigned = Pasa a { $what }
event-handoff-unassigned = Queda sin responsable
event-opportunity-opened = Se abrió una oportunidad { $what }
event-opportunity-changed = Cambió la oportunidad { $what }
event-won = Compró { $what }
event-lost = Se perdió { $what }
event-imported = Llegó con una lista { $what }
event-joined = Se unió con otra ficha
event-browser-joined = Se le reconoce en un navegador
event-learned = Datos: { $what }
event-identified = Dijo quién es: { $what }
event-people-passed = Se supo quién de su empresa cumple lo que pide el acuerdo
event-company-told = Se supo de su empresa: { $what }
event-consent-given = Dio su permiso: { $what }
event-consent-withdrawn = Retiró su permiso: { $what }
event-consent-refused = No dio su permiso: { $what }
event-basis-stated = Base legal: { $what }
event-basis-ended = Ya no vale la base legal: { $what }
event-stage-changed = Cambio de etapa a mano
event-declined = Rechazo
event-reactivated = Vuelta al juego
event-suggestion-answered = Respuesta a una propuesta
event-voided = Se deshizo algo
event-time-passed = Pasó el tiempo
event-other = { $what }

# Lo mismo donde nadie dijo de qué se trataba y la frase quedaría en el aire.
bare-page = Miró una página
bare-content-downloaded = Descargó un documento
bare-video-started = Empezó a ver un vídeo
bare-video-completed = Vio un vídeo entero
bare-webinar-registered = Se apuntó a un seminario web
bare-webinar-attended = Asistió a un seminario web
bare-message-received = Escribió un mensaje
bare-social-engaged = Participó en redes sociales
bare-product-viewed = Miró un producto
bare-message-sent = Le escribimos

# Rasgos de la ficha.
trait-full-name = Nombre
trait-name = Nombre
trait-first-name = Nombre de pila
trait-last-name = Apellidos
trait-email = Correo
trait-phone = Teléfono
trait-mobile = Teléfono móvil
trait-job-title = Cargo
trait-job-level = Nivel
trait-job-area = Área
trait-company = Empresa
trait-city = Ciudad
trait-region = Región
trait-country = País
trait-postal-code = Código postal
trait-address = Dirección
trait-language = Idioma
trait-treatment = Trato
trait-source = Origen
trait-list = Lista
trait-notes = Observaciones
trait-interest = Interés en el stand
trait-wants-demo = Quiere demo
trait-timeframe = Plazo
trait-budget = Dinero asignado
trait-need = Necesidad
trait-role = Papel en la compra
trait-amount = Importe
trait-visit-date = Fecha de la visita
trait-visited-at = Fecha de la visita
trait-visit-time = Hora de la visita
trait-owner = Responsable
trait-second-last-name = Segundo apellido
trait-middle-name = Segundo nombre
trait-attendee-status = Estado en el evento
trait-do-not-call = No llamar
trait-do-not-email = No escribir por correo
trait-do-not-contact = No contactar (Lista Robinson)
trait-consent-general = Permiso para escribirle
trait-consent-email = Permiso por correo
trait-consent-phone = Permiso por teléfono
trait-consent-whatsapp = Permiso por WhatsApp
trait-legal-basis = Base legal para contactar
trait-website = Web
trait-industry = Sector
trait-employees = Personas en la empresa
trait-revenue = Facturación
trait-tax-id = Identificación fiscal
trait-national-id = Documento
trait-email-domain = Dominio
trait-decisor = Decide

value-job-level-owner = propietario o socio
value-job-level-director = dirección
value-job-level-manager = responsable de área
value-job-level-staff = técnico o empleado
value-job-level-student = estudiante
value-job-level-none = sin relación
value-job-area-general = dirección general
value-job-area-marketing = marketing
value-job-area-sales = ventas
value-job-area-purchasing = compras
value-job-area-operations = operaciones
value-job-area-production = producción
value-job-area-maintenance = mantenimiento
value-job-area-engineering = ingeniería
value-job-area-quality = calidad
value-job-area-logistics = logística
value-job-area-technology = tecnología
value-job-area-finance = finanzas
value-job-area-people = personas

country-ar = Argentina
country-bo = Bolivia
country-br = Brasil
country-cl = Chile
country-co = Colombia
country-cr = Costa Rica
country-cu = Cuba
country-de = Alemania
country-do = República Dominicana
country-ec = Ecuador
country-es = España
country-fr = Francia
country-gb = Reino Unido
country-gt = Guatemala
country-hn = Honduras
country-ie = Irlanda
country-it = Italia
country-mx = México
country-ni = Nicaragua
country-pa = Panamá
country-pe = Perú
country-pr = Puerto Rico
country-pt = Portugal
country-py = Paraguay
country-sv = El Salvador
country-us = Estados Unidos
country-uy = Uruguay
country-ve = Venezuela

property-page = Página
property-campaign = Campaña
property-path = Ruta
property-url = Dirección
property-title = Título
property-form = Formulario
property-topic = Tema
property-format = Formato
property-cta = Llamada a la acción
property-journey-stage = Momento de la compra
property-text = Texto
property-medium = Medio
property-referrer = De dónde venía
property-fields = Campos
property-event-name = Feria o evento
property-wants-demo = Quiere una demo
property-channel = Por dónde
property-minutes = Minutos
property-mail = Asunto del correo
property-question = Traía una pregunta
property-network = Red
property-kind = Cómo
property-social-engaged-kind = Qué hizo
property-asset = Material
property-content-downloaded-asset = Documento
property-webinar-attended-asset = Seminario web
property-reference-given-asset = Cliente o caso de referencia
property-product = Producto
property-outcome = Cómo fue
property-amount = Importe
property-currency = Moneda
property-expires = Vale hasta
network-linkedin = LinkedIn
network-instagram = Instagram
network-facebook = Facebook
network-x = X
network-youtube = YouTube
network-tiktok = TikTok
network-other = otra red
kind-comment = un comentario
kind-like = un «me gusta»
kind-share = compartió algo
kind-follow = empezó a seguir
kind-mention = una mención
kind-connection = aceptó la conexión
kind-video = por videollamada
kind-visit = en una visita
kind-call = por teléfono
kind-demo = en una demo
channel-instagram = Instagram
channel-facebook = Facebook
channel-telegram = Telegram
channel-phone = teléfono
channel-whatsapp = WhatsApp
channel-email = correo
channel-sms = SMS
channel-chat = chat
channel-linkedin = LinkedIn
channel-web = la web
consent-email = correo
consent-phone = llamada
consent-whatsapp = WhatsApp
consent-newsletter = boletín
consent-profiling = { -score } y reglas
consent-sms = SMS
basis-contract = contrato o cliente
basis-legitimate-interest = interés legítimo
greeting-ask = { $treatment ->
    [usted] ¿Tiene un momento?
    [vos] ¿Tenés un momento?
   *[tu] ¿Tienes un momento?
}
greeting = Hola, { $who }. Soy { $me }, de { $company }. { greeting-ask }
greeting-nobody = Hola, soy { $me }, de { $company }. { greeting-ask }
greeting-company = Hola, { $who }. Un saludo de { $company }. { greeting-ask }
greeting-company-nobody = Hola, un saludo de { $company }. { greeting-ask }
only-sees = Aquí puedes ver, pero no anotar. Trabajan los contactos: { $who }. El permiso lo da { $admin }.
only-sees-alone = Aquí puedes ver, pero no anotar. El permiso lo da { $admin }.
undone = Deshecho. { $who }: { $what }
undone-several = { $n ->
    [one] Deshecho en { $count } contacto: { $what }
   *[other] Deshecho en { $count } contactos: { $what }
}
moment-day-today = hoy
moment-day-yesterday = ayer
moment-day-tomorrow = mañana
nav-today-waiting = por atender hoy
