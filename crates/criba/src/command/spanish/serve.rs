//! `criba serve` and `criba demo` in Spanish.

use super::Spanish;

pub(super) const SERVE: Spanish = Spanish {
    name: "serve",
    about: "Sirve la aplicación web y la API",
    after: "\
Ejemplos:
  criba serve
  criba serve --data /var/lib/criba --listen 0.0.0.0:7373 --base-url https://criba.empresa.es
  CRIBA_LISTEN=0.0.0.0:7373 criba serve

Cada opción se puede dar como opción, como variable de entorno o como clave en criba.toml; si se
da dos veces, la opción va antes que la variable, y la variable antes que el archivo:

  data = \"/var/lib/criba\"
  listen = \"0.0.0.0:7373\"
  base_url = \"https://criba.empresa.es\"
  trusted_proxies = [\"10.0.0.0/8\"]",
    arguments: &[
        (
            "listen",
            "Dónde escucha; el puerto 0 toma uno libre [por defecto: 127.0.0.1:7373] [clave: \
             listen]",
        ),
        (
            "base_url",
            "Dónde la encuentra la gente, como https://criba.empresa.es; si empieza por https://, \
             las cookies solo viajan cifradas [clave: base_url]",
        ),
        (
            "store",
            "Dónde se guardan los espacios: archivos en la carpeta de datos [por defecto: sqlite] \
             [clave: store]",
        ),
        (
            "api_per_second",
            "Llamadas a la API por clave y segundo, 0: sin límite [por defecto: 600] [clave: \
             api_per_second]",
        ),
        (
            "ingest_per_second",
            "Peticiones a /v1 por clave y segundo [por defecto: sin límite] [clave: \
             ingest_per_second]",
        ),
        (
            "trusted_proxies",
            "Proxies a los que se cree cuando dicen de quién viene una petición (X-Forwarded-For, \
             Forwarded): direcciones o redes como 10.0.0.0/8, separadas por comas [por defecto: \
             ninguno] [clave: trusted_proxies]",
        ),
        (
            "allow_egress_to",
            "Servidores de la casa a los que Criba puede pedir cosas, como 10.0.0.7:8443 o \
             http://crm.interna, separados por comas; a los demás, solo si son de internet, por \
             https y el puerto 443 [por defecto: ninguno] [clave: allow_egress_to]",
        ),
        (
            "egress_certificates",
            "Certificados en PEM de quien responde por los servidores de la casa, en lugar de las \
             autoridades habituales [por defecto: ninguno] [clave: egress_certificates]",
        ),
        (
            "smtp",
            "El servidor que recoge el correo, como smtps://usuario:clave@correo.empresa.es o \
             smtp://correo.empresa.es:587 (con TLS tras el saludo; ?tls=none para uno de la casa \
             sin cifrar); necesita --mail-from y --base-url [por defecto: ninguno] [clave: smtp]",
        ),
        (
            "mail_from",
            "La dirección desde la que sale el correo [por defecto: ninguna] [clave: mail_from]",
        ),
    ],
    commands: &[],
};

pub(super) const DEMO: Spanish = Spanish {
    name: "demo",
    about: "Crea y sirve una empresa de muestra, en una carpeta propia",
    after: "\
Ejemplos:
  criba demo
  criba demo --reset
  criba demo --data /tmp/cargavia --listen 127.0.0.1:8080

Nada de ella sale de esta máquina, y no se toca ninguna carpeta más que la suya.",
    arguments: &[
        ("reset", "La crea de nuevo, hasta el momento presente"),
        ("seed", "Otra semilla cuenta otra historia"),
        ("listen", "Dónde escucha"),
    ],
    commands: &[],
};
