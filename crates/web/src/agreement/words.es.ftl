# El acuerdo, para leer.
agreement-title = Acuerdo, versión { $version }
agreement-version = versión { $version }
agreement-in-force = Rige desde { $since }, por { $by }. Sin firmar.
agreement-was-in-force = Rigió desde { $since }, por { $by }. Sin firmar.
agreement-versions = Historial
agreement-download = Descargar YAML
agreement-download-of = YAML de la versión { $version }
agreement-file = acuerdo-v{ $version }.yaml
agreement-sections = Secciones
agreement-changes = { $n ->
    [one] { $count } cambio
   *[other] { $count } cambios
}
agreement-changes-against = { $n ->
    [one] { $count } cambio frente a la v{ $version }
   *[other] { $count } cambios frente a la v{ $version }
}
agreement-no-changes-against = Se lee igual que la v{ $version }
agreement-done = Rige la versión { $version }, sin firmar.
agreement-see-changes = Ver qué cambió
agreement-go-back = Volver a la versión { $version }
agreement-not-in-force = Esta versión ya no rige; la { $version } es la que manda. Lo que esta juzgó, juzgado queda.
agreement-see-in-force = Ver la que rige
agreement-nothing = Nada todavía.
agreement-state = Cómo está
agreement-state-in-force = La v{ $version } rige
agreement-state-past = La v{ $version } ya no rige
agreement-unsigned = sin firmar
agreement-unsigned-help = Hasta que ambas partes firmen, cada versión guardada entra en vigor con el clic de una persona, con su número, y no cambia más.
agreement-signs = Firma { $who }
agreement-propose = Proponer otro texto…
agreement-propose-forbidden = Hace falta el permiso de proponer. Quien administra el espacio puede darlo en Ajustes, Personas.
agreement-put-back = Poner este texto en vigor
agreement-put-back-sure = El texto de la versión { $version } pasará a regir como versión { $next }, sin firmar. ¿Seguir?
agreement-put-back-help = Pasará a regir como versión { $next }; la historia de la { $version } sigue donde está.
agreement-compare-in-force = Comparar con la v{ $version }
agreement-versions-title = Historial del acuerdo
agreement-versions-text = Cada versión que rigió, con lo que cambió. Ninguna desaparece: cada decisión cita la suya.
agreement-column-version = Versión
agreement-column-from = Desde
agreement-column-until = Hasta
agreement-column-by = Por
agreement-column-changes = Qué cambió
agreement-column-text = Texto
agreement-now = rige hoy
agreement-first = La primera
changes-title = Versión { $new } frente a la { $old }
changes-whole = Texto final
changes-against = Comparar con
changes-compare = Comparar
change-added = Nueva
change-removed = Se quita
change-was = Era la { $number }
change-moved = Cambia de sitio; era la { $number }
change-rewritten = Se escribe de otro modo y se lee igual
propose-title = Proponer otro texto
propose-text = El texto se comprueba entero y se compara con la versión { $version } antes de que nada cambie.
propose-file = Archivo YAML
propose-file-help = El que se descargó de aquí, cambiado; o uno propio. Si se elige un archivo, va antes que lo pegado.
propose-paste = O pegado
propose-start = Empezar por el texto de la versión { $version }
propose-kept = Lo escrito se conserva hasta salir de la página.
propose-models = O empezar por un modelo
propose-models-help = Acuerdos completos para un sector, con la moneda, el horario y los feriados del país. Se lee y se compara antes de ponerlo en vigor.
propose-trade = Sector
propose-funnel = Etapas
propose-model = Ver este modelo
propose-check = Comprobar
propose-nothing = No hay nada que comprobar: falta elegir un archivo o pegar el texto.
propose-not-text = El archivo no es texto UTF-8. Conviene guardarlo como YAML en UTF-8 y volver a traerlo.
propose-overtaken = Entretanto entró en vigor la versión { $version }. No se cambió nada; abajo está la comparación con ella.
propose-errors = { $n ->
    [one] El texto tiene { $count } error, así que no puede regir. Lo escrito está debajo.
   *[other] El texto tiene { $count } errores, así que no puede regir. Lo escrito está debajo.
}
propose-warnings = { $n ->
    [one] { $count } aviso
   *[other] { $count } avisos
}
propose-same = Dice lo mismo que la versión { $version }: no hay nada que poner en vigor.
propose-good = Sin errores. Frente a la versión { $version }:
propose-problems = Lo que hay que mirar
propose-changes = Qué cambia frente a la versión { $version }
propose-force = Poner en vigor la versión { $version }
propose-force-help = Sin firmar. Lo decidido hasta ahora queda como está.
problem-error = Error
problem-warning = Aviso
problem-place = línea { $line }, columna { $column }
