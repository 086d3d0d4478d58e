form-send = Enviar
form-optional = opcional
form-choose = Elegir…
form-decline = Prefiero no decir
form-trap = No escribas aquí
form-thanks = Gracias. Ya lo tenemos.
form-one-more = Una pregunta más, si quieres:
form-nothing-more = No hace falta que escribas nada más: con lo que ya dijiste basta.
form-somebody-else = ¿Eres otra persona? Empezar de cero
form-wrong = { $n ->
    [one] No se envió: hay { $count } respuesta que corregir. Lo demás se conserva.
   *[other] No se envió: hay { $count } respuestas que corregir. Lo demás se conserva.
}
form-wait = No se envió: desde aquí llegaron muchos formularios seguidos. Se conserva lo escrito; vuelve a enviarlo en { $length }.
form-no-files = No se envió: este formulario no recibe archivos. Tus respuestas siguen aquí: envíalas sin el archivo, y di en el texto cómo lo mandarás.
form-no-form = No se envió: aquí llega lo que envía un formulario, no JSON ni otra cosa. Un programa cuenta lo que pasa por /v1/track.
form-too-large = No se envió: es demasiado texto. Acórtalo y envíalo otra vez.
form-confirm-title = Confirma lo que aceptas
form-confirm = Confirmar
form-link-unknown = Este enlace no vale
form-link-unknown-text = Puede que el correo lo haya cortado. Cópialo entero desde el correo y ábrelo otra vez, o rellena de nuevo el formulario y te llegará otro.
form-link-form = Ir al formulario
form-confirmed = Confirmado
form-confirmed-text = Gracias. Puedes cambiar de idea cuando quieras.
forms-text = Cada formulario pregunta primero lo que más pesa en la decisión, y nunca lo que ya se sabe.
forms-none = Aún no hay formularios. Elige uno para empezar; luego se cambia todo.
forms-begin = Empezar con uno hecho
forms-make = Crear «{ $name }»
forms-name = Nombre
forms-name-help = Así lo nombra el Acuerdo: «envió el formulario …».
forms-seen = Vistas
forms-sent = Envíos
forms-done = De quienes lo ven, lo envían
forms-unseen = nadie lo ha visto aún
forms-completed-few = { $sent } de { $seen }, pocos datos
forms-completed = { $sent } de { $seen } (entre { $low } y { $high } de cada 100)
forms-questions = { $n ->
    [one] { $count } pregunta
   *[other] { $count } preguntas
}
forms-machines = { $n ->
    [one] y { $count } de una máquina, que no cuenta
   *[other] y { $count } de máquinas, que no cuentan
}
forms-worth = falta en { $missing } de { $of } personas × { $points } puntos (cláusula { $clauses })
forms-worth-few = falta en { $missing } de { $of } personas, pocos datos × { $points } puntos (cláusula { $clauses })
forms-worth-nobody = hasta { $points } puntos (cláusula { $clauses }); aún no hay personas en las que falte
forms-worth-none = no da puntos con el Acuerdo en vigor
forms-worth-visit = se pregunta siempre, al final
forms-version = Versión { $version }
forms-saved-by = la guardó { $who }, { $when }
forms-saved = Guardado. Quien lo abra ve ya esta versión.
forms-unsaved = No se guardó; lo escrito sigue aquí. Hay que corregir:
forms-wrong-questions = Pregunta { $number }: { $said }
forms-wrong-consents = Permiso { $number }: { $said }
forms-visible = Preguntas a la vez
forms-language = Idioma si no se sabe el de quien lee
forms-es = español
forms-en = inglés
forms-title = Título
forms-intro = Entrada
forms-button = Botón
forms-asks = Preguntas
forms-asks-text = En este orden se hacen: primero cómo responderle, después lo que más pesa. Cada respuesta vale las personas en que falta por los puntos que puede dar.
forms-add = Añadir una pregunta
forms-label = Pregunta
forms-why = Por qué se pregunta
forms-id = Dato que guarda
forms-about = De qué habla
forms-about-person = de la persona
forms-about-company = de su empresa
forms-about-visit = de esta visita (siempre)
forms-kind = Cómo se responde
forms-kind-text = una línea
forms-kind-email = correo
forms-kind-phone = teléfono
forms-kind-choice = elegir una
forms-kind-yes-no = sí o no
forms-kind-number = número
forms-kind-long = varias líneas
forms-choices = Opciones, una por línea
forms-required = obligatoria
forms-remove = quitar al guardar
forms-consents = Permisos
forms-consents-text = Cada cambio de estas palabras es un texto nuevo con su número; lo aceptado con los anteriores se conserva.
forms-notice = Quién usa los datos y para qué
forms-purpose = Canal o fin
forms-consent-text = Lo que acepta
forms-add-consent = Añadir un permiso
forms-double = Cuenta cuando lo confirma desde un enlace.
forms-thanks = Al enviar
forms-thanks-text = Gracias
forms-thanks-url = O ir a esta página (a WhatsApp, con https://wa.me/ y el número)
forms-goes-on = Hacer una pregunta más, que se puede dejar
forms-save = Guardar la versión { $version }
forms-only-sees = Aquí se puede ver; para cambiarlo hace falta el permiso de editar.
forms-preview = Lo que ve
forms-view = { $n ->
    [1] quien llega por primera vez
    [2] quien ya dio correo y cargo
   *[3] quien vuelve por tercera vez
}
forms-hidden = Va con el envío, sin que se vea:
forms-place = Ponerlo en la web
forms-script = Con script
forms-plain = Sin script
forms-pending = Por confirmar
forms-pending-text = Criba no tiene con qué enviar correo: hay que hacer llegar el enlace.
forms-to-confirm = enlace para confirmar
forms-confirmed = confirmado
forms-texts = Textos que se han aceptado
forms-text-number = Texto { $number }, desde { $when }
forms-before = Versiones anteriores
forms-back = Volver a la { $version }
forms-double-mail = El enlace le llega por correo.
forms-double-none = Criba no tiene con qué enviar correo (faltan smtp, mail_from y base_url en los ajustes del servidor): el enlace sale aquí, en «Por confirmar».
forms-pending-mail = Cada uno recibió el enlace por correo; aquí se ve si llegó a salir.
forms-mail-waiting = correo en camino
forms-mail-later = el correo se intenta otra vez { $when }: { $why }
forms-mail-sent = correo enviado
forms-mail-failed = el correo no salió: { $why }
forms-mail-uncertain = no se sabe si el correo llegó: { $why }
forms-mail-again = Enviar otra vez
mail-confirm-subject = { $name }: confirma lo que aceptas
mail-confirm = Alguien escribió esta dirección en un formulario de { $name } y aceptó:
mail-how = Para confirmarlo, abre el enlace y pulsa «Confirmar»:
mail-open = Abrir y confirmar
mail-not-you = Si no fue cosa tuya, no hagas nada: sin confirmar no cuenta.
forms-unstarted = nadie lo ha empezado aún
forms-left-few = { $left } de { $started }, pocos datos
forms-left = { $left } de { $started } (entre { $low } y { $high } de cada 100)
forms-abandoned = De quienes lo empiezan, lo dejan
forms-qualified = MQL
forms-qualified-help = MQL: personas que llegaron por el formulario, o que lo fueron al enviarlo, con el Acuerdo en vigor. Que alguien empieza lo dice su navegador; sin script no se sabe.
forms-left-here = { $n ->
    [one] { $count } persona lo dejó aquí
   *[other] { $count } personas lo dejaron aquí
}
