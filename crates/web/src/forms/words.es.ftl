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
form-no-files = No se envió: este formulario no recibe archivos. Escribe aquí lo que necesitas.
form-too-large = No se envió: es demasiado texto. Acórtalo y envíalo otra vez.
form-confirm-title = Confirma lo que aceptas
form-confirm = Confirmar
form-confirmed = Confirmado
form-confirmed-text = Gracias. Puedes cambiar de idea cuando quieras.
