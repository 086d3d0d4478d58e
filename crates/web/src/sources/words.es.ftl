# Fuentes.
source = Fuente
sources-text = Por dónde entra lo que hacen las personas, y si está llegando.
sources-begin = Aún no llega nada. Empezar por una:
source-add = Añadir una fuente
source-add-text = De dónde viene lo que ha de llegar.
source-state = Estado
source-last = Lo último
source-day = 24 horas
source-waiting = En espera
source-owner = Responsable
source-never = nada aún
source-nobody = nadie
source-state-works = funciona
source-state-slow = lento
source-state-stopped = detenida
source-state-expired = caducada
source-state-unused = sin estrenar
source-silent = Normalmente llega algo cada { $usual }; van { $now }.
source-expired-why = Lo que llega trae una clave que ya no vale: hay que poner la nueva donde se envía.
source-off-why = Alguien la detuvo: no se toma nada de ella.
source-off-key = Su clave se revocó: no puede enviar nada.
source-day-said = { $n ->
    [one] { $count } evento en 24 horas. Por hora: { $hours }
   *[other] { $count } eventos en 24 horas. Por hora: { $hours }
}
source-kind-key = Web o programa, con clave
source-kind-of-page = Página web, con una clave que cualquiera puede leer
source-kind-of-key = Programa, con una clave que se guarda en secreto
source-kind-hosted = Formulario de Criba
source-kind-lists = Listas que se importan
source-kind-meta = Meta Lead Ads
source-kind-whatsapp = WhatsApp Cloud API
source-kind-google-ads = Google Ads, formulario de leads
source-kind-calendly = Calendly
source-kind-calcom = Cal.com
source-kind-typeform = Typeform
source-kind-tally = Tally
source-kind-brevo = Brevo
source-kind-sendgrid = SendGrid
source-kind-mailgun = Mailgun
source-kind-postmark = Postmark
source-kind-ses = Amazon SES
source-kind-twilio = Twilio, llamadas
source-kind-aircall = Aircall
source-kind-form = Formulario HTML de una web
source-kind-json = Webhook JSON: Zapier, Make, n8n, un programa

source-name = Nombre en la dirección
source-slug-help = Minúsculas sin acento, cifras y guiones, como meta-feria. Así la llama también el Acuerdo.
source-name-key-help = Así aparece en el registro y en el Acuerdo, como web o tienda.
secret-app = Secreto de la app
secret-public-key = Clave pública
secret-signing-key = Clave de firma de webhooks
secret-certificate = Certificado, en PEM
secret-auth-token = Token de la cuenta
secret-webhook-token = Token del webhook
secret-plain = Secreto
source-secret-new = { $secret }, nuevo
source-secret-given = Lo da el proveedor; se copia de su página.
source-secret-made = Si se deja vacío, se crea uno y se muestra una vez.
source-topic = ARN del tema de SNS
source-thanks = Páginas de gracias
source-thanks-help = Una dirección por línea: las únicas a las que puede seguir quien envía el formulario.
source-make = Crear la fuente
source-kind-missing = No hay fuentes de esa clase; hay que elegir una de la lista.
source-made = Recién creado
source-made-secret = Clave o secreto
source-made-token = Token de verificación
source-once = Se muestra solo esta vez: cópialo ahora donde haga falta.
source-setup = Puesta en marcha
source-endpoint = Dirección a la que se envía
source-try = Para probarla
source-open-form = Abrir el formulario
source-came = Lo que llega
source-events = Eventos contados
source-sample = Lo último que llegó
source-contact = ver a quién
source-became = En qué se convirtió
source-map = Corresponder campos
source-waits = { $n ->
    [one] { $count } entrega
   *[other] { $count } entregas
}
source-waits-none = Nada espera: todo lo que llegó se entendió.
source-waits-text = Llegó, era suyo y no se pudo leer. Se guarda 30 días y no detiene a lo demás.
source-replay-all = Leer todo otra vez
source-replay = Leer otra vez
source-discard = Borrar
source-replayed = Se leyó otra vez: { $taken } contados, { $kept } siguen en espera.
source-secrets = Claves
source-in-force = vale
source-previous = la anterior
source-until = vale también hasta { $when }
source-ended = dejó de valer { $when }
source-end = Terminar ya
source-end-of = Terminar ya: { $what }
source-turn-text = Con otra clave no se pierde nada: durante un tiempo valen las dos.
source-while = Cuánto valen las dos
source-turn = Cambiar la clave
source-turned = Hay otra. La anterior vale hasta { $when }; mientras, pon la nueva donde se envía.
source-about = La fuente
source-called = Nombre que se muestra
source-off = Detener
source-off-text = Detenida, no se toma nada de ella; a quien envía se le dice que no existe.
source-on = Volver a tomarla
source-on-text = Está detenida: no se toma nada de ella.
source-remove = Quitar la fuente
source-remove-text = Su dirección deja de existir y se borra lo que espera. Lo que ya contó se queda.
source-remove-do = Quitar para siempre
source-done-saved = Guardado.
source-done-on = Se vuelve a tomar lo que envía.
source-done-off = Detenida: no se toma nada de ella.
source-done-ended = La anterior ya no vale.
source-done-discarded = Borrado.
source-done-asked = Guardado: lo que espera se pide ahora.
source-access = Con qué se pide a Meta
source-access-text = Meta envía solo el número de cada lead; sus respuestas se piden con el token de la página.
source-access-token = Token de la página

wait-field-nobody = Correo o teléfono
wait-field-no-json = Cuerpo
wait-field-no-form = Formulario
wait-field-spam = Trampa para robots
wait-field-too-fast = Tiempo de rellenado
wait-field-too-often = Demasiados seguidos
wait-field-needs-fetch = Respuestas del anuncio
wait-field-needs-confirmation = Confirmación de SNS
wait-field-full = Contacto
wait-field-shape = Forma de lo que llegó
wait-fix-nobody = Nada dice quién es. Haz que el envío lleve un correo o un teléfono y léelo otra vez, o bórralo.
wait-fix-nobody-mapped = Nada dice quién es. Di en «Corresponder campos» cuál es el correo o el teléfono y léelo otra vez.
wait-fix-no-json = No es JSON. Que el programa envíe JSON; después se borra.
wait-fix-no-form = No trae campos de un formulario. Que se envíe con method="post"; después se borra.
wait-fix-spam = Se rellenó un campo que nadie ve: casi siempre es un robot. Si era una persona, lee este otra vez.
wait-fix-too-fast = Se envió en menos de un segundo: casi siempre es un robot. Si era una persona, lee este otra vez.
wait-fix-too-often = Desde esa dirección llegaron más de 60 en un cuarto de hora. Si son de verdad, léelos otra vez; si los envía tu propio servidor, haz la fuente de clase JSON, que lleva secreto.
wait-fix-needs-fetch = Meta envía solo el número del lead; sus respuestas se piden solas con el token de la página, y otra vez si algo falla.
wait-fix-needs-confirmation = Amazon pide confirmar la suscripción; se confirma sola, y otra vez si algo falla.
wait-fix-full = El contacto ya tiene todos los eventos que caben. No hay nada que hacer aquí.
wait-fix-shape = No tiene la forma que envía este proveedor. Comprueba allí qué se envía a esta dirección.

recipe-web = Tu web
recipe-web-text = Una línea en cada página: visitas, formularios y descargas, con permiso.
recipe-web-do = Crear la clave
recipe-program = Un programa tuyo
recipe-program-text = Cualquier biblioteca de Segment o RudderStack, o una orden como esta.
recipe-program-do = Crear la clave
recipe-json = Zapier, Make, n8n
recipe-json-text = JSON como salga; los campos se reconocen en español y en inglés.
recipe-json-do = Crear el webhook
recipe-form = Un formulario de tu web
recipe-form-text = El que ya tienes: se cambia solo a dónde se envía.
recipe-form-do = Crear la dirección

source-steps-key =
    Pon la línea de abajo en cada página de la web, con la clave.
    O envía con una biblioteca de Segment o RudderStack: el host es el de esta dirección y la write key, la clave.
    Visita una página: en un segundo se ve aquí.
source-steps-hosted =
    El formulario se edita y se copia en Formularios.
    Cada envío se ve aquí al momento.
source-steps-lists =
    Las listas se traen en Importar; aquí se ve cuándo llegó la última.
source-steps-meta =
    En developers.facebook.com, abre la app y añade Webhooks, objeto Page.
    Pega la dirección y el token de verificación, y suscribe leadgen.
    En la página de Facebook, conecta la app en Acceso a clientes potenciales.
source-steps-whatsapp =
    En developers.facebook.com, abre la app, WhatsApp, Configuración.
    Pega la dirección y el token de verificación.
    Suscribe el campo messages.
source-steps-google-ads =
    En Google Ads, abre el recurso de formulario y elige entregar los leads por webhook.
    Pega la dirección y, como clave, el secreto.
    Pulsa Enviar datos de prueba: la prueba se reconoce y no cuenta.
source-steps-calendly =
    Crea la suscripción con la API de Calendly (webhook_subscriptions), con esta dirección como url.
    Da el secreto como signing_key.
    Elige invitee.created e invitee.canceled.
source-steps-calcom =
    En Cal.com, abre Ajustes, Webhooks, Nuevo.
    Pega la dirección y el secreto.
    Deja marcadas las reservas: creada, cambiada, cancelada y terminada.
source-steps-typeform =
    En Typeform, abre el formulario, Connect, Webhooks, Add a webhook.
    Pega la dirección.
    En Edit, Secret, pega el secreto y activa el webhook.
source-steps-tally =
    En Tally, abre el formulario, Integrations, Webhooks, Connect.
    Pega la dirección.
    En Add signing secret, pega el secreto.
source-steps-brevo =
    En Brevo, abre Transactional o Contacts, Settings, Webhooks, Add.
    Pega la dirección seguida de / y el secreto, porque Brevo no firma.
    Elige los eventos: entregado, abierto, clic, rebote, baja.
source-steps-sendgrid =
    En SendGrid, abre Settings, Mail Settings, Event Webhook.
    Pega la dirección y activa Signed Event Webhook.
    Copia la Verification Key que muestra: es la clave pública de aquí.
source-steps-mailgun =
    En Mailgun, abre Send, Webhooks, Add webhook.
    Pega la dirección en cada evento que interese.
    La clave de firma está en esa misma página: HTTP webhook signing key.
source-steps-postmark =
    En Postmark, abre el servidor, el stream, Webhooks, Add webhook.
    Pega la dirección y activa Basic auth con el usuario y la contraseña del secreto (usuario:contraseña).
    Elige los eventos.
source-steps-ses =
    En SNS, crea una suscripción HTTPS del tema a esta dirección.
    En SES, envía las notificaciones de entrega, rebote y queja a ese tema.
    La suscripción se confirma sola: solo si es de ese tema, y nunca hacia otra dirección.
source-steps-twilio =
    En Twilio, abre el número, Voice, Call status changes.
    Pega la dirección con HTTP POST.
    El token de la cuenta se copia de la consola.
source-steps-aircall =
    En Aircall, abre Integrations, Webhook, Install.
    Pega la dirección y elige call.ended.
    El token del webhook se ve al abrirlo.
source-steps-form =
    Cambia action del formulario por esta dirección y pon method="post".
    Los campos se reconocen por su nombre; con un campo oculto _form se dice cuál es.
    Envía uno de prueba: aquí se ve en qué se convierte.
source-steps-json =
    En Zapier, Make o n8n, añade una acción que envíe un POST con JSON a esta dirección.
    Pon el secreto en la cabecera X-Criba-Secret, o al final de la dirección tras una /.
    Envía uno de prueba y mira aquí cómo se leyó cada campo.

fields-text = A la izquierda, lo que envía; a la derecha, lo que es. Lo que no se toca se adivina por su nombre.
fields-none = Aún no llegó nada. Envía una prueba: aquí se ve cada campo y se dice qué es.
fields-event = Cada envío es
fields-event-guessed = lo que diga él mismo; si no dice nada, un formulario enviado
fields-theirs = Su campo
fields-guessed = adivinado
fields-said = decidido
fields-preview = Ver cómo queda
fields-becomes = Esto sería
fields-event-name = Evento: qué pasó
fields-event-at = Evento: cuándo pasó
fields-event-product = Evento: producto
fields-event-topic = Evento: tema
fields-event-campaign = Evento: campaña
fields-event-content = Evento: contenido
fields-event-format = Evento: formato
fields-event-page = Evento: página
fields-event-form = Evento: formulario
fields-event-cta = Evento: llamada a la acción
fields-event-asset = Evento: archivo o recurso
fields-event-amount = Evento: importe
source-done-mapped = Guardado: así se lee desde el próximo envío.
source-done-retold = Contado otra vez.
source-done-untold = Todo está como estaba.
names-title = Qué es cada evento
names-text = Cada nombre con que lo cuenta y lo que es para el acuerdo. El nombre se queda como vino: el otro va al lado y las condiciones valen con cualquiera de los dos.
names-none = Aún no llegó ningún evento con nombre. Puedes decir abajo qué será uno.
names-theirs = Su nombre
names-is = Es
names-is-of = Qué es «{ $name }»
names-alone = solo su nombre
names-other = Otro nombre, que aún no llegó
names-events = { $n ->
    [0] aún ninguno
    [one] { $count } de los últimos
   *[other] { $count } de los últimos
}
source-done-named = Guardado: así se entiende desde el próximo envío.
past-title = Lo que llegó antes
past-text = Lo que dices de una fuente vale desde el próximo envío. Lo que ya llegó se guarda tal como vino y se puede leer otra vez con lo que dices ahora.
past-looked = { $n ->
    [one] Se ha leído otra vez { $count } evento.
   *[other] Se han leído otra vez los últimos { $count } eventos.
}
past-differ = { $n ->
    [0] Todos se leen igual.
    [one] { $count } se leería de otro modo.
   *[other] { $count } se leerían de otro modo.
}
past-nobodys = { $n ->
    [one] { $count } ya no diría de quién es y se queda como está.
   *[other] { $count } ya no dirían de quién son y se quedan como están.
}
past-at-once = Se cuentan { $count } cada vez, los más recientes primero.
past-examples = Algunos de los que cambian
past-event = Evento
past-field = Campo
past-is = Ahora
past-becomes = Sería
past-do-text = Cada uno deja de contar como era y se cuenta como es, en el momento en que ocurrió. Lo que ya se decidió queda como se decidió. Se puede deshacer.
past-do = Contarlos otra vez
past-doing = Contando…
past-last = { $n ->
    [one] { $who } contó otra vez { $count } evento ({ $when }).
   *[other] { $who } contó otra vez { $count } eventos ({ $when }).
}
past-undo = Dejarlos como estaban

cost = Coste
cost-text = Lo que cuesta, periodo a periodo, y lo que costó cada lead suyo que Ventas aceptó entonces.
cost-period = Periodo
cost-amount = Importe
cost-accepted = Leads aceptados
cost-each = Por lead aceptado
cost-none = sin dato
cost-from = Desde
cost-to = Hasta
cost-currency = Moneda
cost-change-of = Cambiar el coste de { $period }
cost-dates-wrong = Faltan las dos fechas del periodo; hay que escribirlas.
cost-amount-wrong = El importe no es un número; hay que escribirlo como 1.250,50.
contents = Contenidos
contents-text = Lo que las personas miran, y de qué trata. Lo que se dice aquí acompaña a cada evento sobre ello desde entonces.
contents-full = Se llegó al máximo de { $max } contenidos: lo nuevo cuenta, pero no entra en esta lista. Borra los que no importen.
contents-add = Añadir un contenido
contents-say = De qué trata
contents-none = Aún no se ha visto nada. En cuanto alguien visite una página o abra un correo, aparece aquí.
contents-find = Buscar
contents-shown = { $shown } de { $all }, los más vistos primero
content = Contenido
content-times = Veces
content-last = Última vez
content-about = De qué trata
content-unsaid = sin decir
content-topic = Tema
content-product = Producto
content-journey-stage = Etapa del viaje
content-format = Formato
content-cta = Llamada a la acción
content-page = página
content-file = archivo
content-video = vídeo
content-webinar = seminario
content-mail = correo
content-say-of = Cambiar de qué trata { $id }
content-delete-of = Borrar { $id } de la lista
fields-nobody = Nada dice quién es: elige qué campo es el correo o el teléfono.
source-revoke = Revocar una clave, en Ajustes
sources-further = Las siguientes
source-ignored = Lo que llega y no se cuenta
source-ignored-text = Llega bien firmado, pero no dice nada de nadie o es de una clase que Criba no toma. No hay que hacer nada; si sobra, quítalo donde se configura el envío.
source-ignored-kind = «{ $kind }»: de una clase que Criba no toma
source-ignored-others = de otras clases
source-ignored-topic-ended = el tema de SNS se dio de baja
source-ignored-topic-tried = una prueba del tema de SNS
source-ignored-leg = un tramo de otra llamada
source-ignored-hidden-number = un número oculto, o ninguno
source-ignored-tried-again = un correo que el proveedor volverá a intentar
source-ignored-nothing-written = nada que alguien escribiera
source-ignored-put-off = una cita aplazada: cuenta la fecha nueva
source-ignored-not-of-a-page = no es de una página
source-ignored-trial-lead = un lead de prueba
source-ignored-nobody-missed = no dice quién faltó a la cita
source-ignored-auto-reply = una respuesta automática
source-ignored-file = un archivo: los formularios no los reciben, y quien lo envió lo sabe
source-left-out = { $n ->
    [one] Un evento no se tomó.
   *[other] { $n } eventos no se tomaron.
}
source-left-last = El último, { $when }: { $why }.
source-left-unknown = no es ninguna llamada del protocolo; revisa su «type»
source-left-nobody = no dice de quién; hace falta userId o anonymousId
source-left-no-event = no dice qué pasó; hace falta «event»
source-left-too-large = pesa más de 32 KB
source-left-too-deep = tiene demasiados niveles, unos dentro de otros
source-left-nowhere = es de alguien que se borró o que no existe
source-left-full = la cuarentena está llena y lo más antiguo se fue; revísala y vuelve a pedirlo a quien lo envió
