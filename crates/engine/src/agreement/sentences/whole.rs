//! Two whole agreements as people read them.

use insta::assert_snapshot;

use super::to_text;
use crate::agreement::Language;
use crate::agreement::parse::parse;
use crate::agreement::starters::{Funnel, Starter, starter};
use crate::agreement::vocabulary::Pack;

fn read(trade: Starter, funnel: Funnel, language: Language, country: &str) -> String {
    let (document, _) = parse(&starter(trade, funnel, language, country));
    to_text(&document, &Pack::for_country(country, language))
}

#[test]
fn industry_in_spain() {
    let text = read(Starter::Industry, Funnel::WithAcceptance, Language::Es, "ES");
    assert_snapshot!(text, @r#"
    1. Etapas y definiciones

    Acuerdo de marketing y ventas · Industria y ferias. Se escribe en español; rige la hora de Madrid y los importes van en EUR.
    La lista «competencia» está vacía.
    1.1 Anónimo. Nos visita y aún no sabemos quién es. A cargo de Marketing. Cuenta como visita anónima.
    1.2 Lead. Nos dejó sus datos. A cargo de Marketing. Cuenta como lead.
    1.3 Lead cualificado por marketing (MQL). Puede comprar y ha mostrado interés. A cargo de las dos partes. Cuenta como MQL.
    1.4 Lead aceptado por ventas (SAL). Ventas lo ha visto y se hace cargo. A cargo de las dos partes. Cuenta como SAL.
    1.5 Lead cualificado por ventas (SQL). Hemos hablado: hay una necesidad, quien decide y un plazo. A cargo de Ventas. Cuenta como SQL. Para entrar hay que saber su necesidad, su papel en la compra y su plazo de compra.
    1.6 Oportunidad. Tiene una propuesta sobre la mesa. A cargo de Ventas. Cuenta como oportunidad. Para entrar hay que saber el importe de su compra.
    1.7 Cliente. Ha comprado. A cargo de Ventas. Cuenta como cliente.
    1.8 Una fila de una lista importada que cumple la condición cuenta como que el contacto pasó por el stand, en la fecha de su visita, con interés, petición de demo, plazo de compra, dinero asignado y nota. Condición: la fecha de su visita consta, su interés declarado consta o su petición de demo consta.

    2. Cualificación

    Un contacto avanza en cuanto cumple cualquiera de estas cláusulas, y puede saltarse etapas. La cláusula que lo movió queda anotada.
    2.1 Dejó sus datos. Pasa a Lead si dejó su correo, su teléfono o su móvil.
    2.2 Pidió demo o presupuesto. Pasa a MQL si pidió una demo o presupuesto, en ambos casos en los últimos 90 días.
    2.3 Puede comprar y en el stand pidió una demo. Pasa a MQL si suma al menos 20 puntos de perfil y pasó por el stand pidiendo una demo en los últimos 365 días.
    2.4 Puede decidir y lo quiere ya. Pasa a MQL si pasó por el stand con interés «alto», «alta», «A», «***», «muy alto», «caliente», «high», «medio», «media», «M», «B», «**», «tibio» o «medium» y con plazo de compra «ya», «inmediato», «urgente», «cuanto antes», «ahora», «este mes», «1 mes», «0-3 meses», «1-3 meses» o «asap» en los últimos 365 días, y además tiene la propiedad de la empresa o un puesto de dirección o participa en la decisión de compra.
    2.5 Encaja y ha mostrado interés. Pasa a MQL si suma al menos 30 puntos de perfil y al menos 30 de interés.
    2.6 Respondió a un correo con una pregunta. Pasa a MQL si respondió a un correo con una pregunta en los últimos 30 días.
    2.7 Una persona lo vio claro. Una persona de Marketing o Ventas puede pasarlo a MQL a mano, y tiene que decir qué vio.
    2.8 Lee mucho y encaja. Entra en «Por revisar», para que una persona decida si pasa a MQL, si suma al menos 20 puntos de perfil y descargó un contenido al menos 3 veces en los últimos 60 días.
    2.9 Trabaja en la competencia. No pasa a MQL ni más allá, aunque cumpla todo lo demás, si trabaja en la competencia o el texto de sus observaciones empieza por «competencia».
    2.10 Estudia o busca empleo. No pasa a MQL ni más allá, salvo que una persona lo decida, si estudia, el texto de sus observaciones empieza por «estudiante» o el texto de sus observaciones contiene «busca empleo».
    2.11 Un año sin actividad suya antes del traspaso. Vuelve de MQL a Lead si lleva 365 días sin hacer nada.

    3. Traspaso y plazos

    Se trabaja de lunes a viernes, de 09:00 a 14:00 y de 15:30 a 18:30, salvo los festivos de España.
    3.1 Vuelve a estar en juego en su fecha. Un contacto que se apartó vuelve, en su fecha, a Lead, como mucho 2 veces al año.
    3.2 Vuelve a pedir. Un contacto en Cliente empieza otra vez en Lead si pidió presupuesto o una demo, en ambos casos en los últimos 30 días.
    3.3 Al llegar a MQL, cada contacto se traspasa a Ventas. Se ofrece según la capacidad del equipo, en el orden de la lista de llamadas; espera como mucho 15 días laborables y, pasado ese plazo, vuelve a Marketing. Lo recibe, por este orden:
        – quien ya responde de la empresa, si trabaja en una empresa que ya tiene responsable;
        – el equipo Ventas, en los demás casos.
    3.4 Si pidió una demo, pidió presupuesto, escribió un mensaje o llamó por teléfono, en todos los casos en las últimas 24 horas, Ventas acepta o rechaza en 1 hora laborable y hace el primer intento en 1 hora laborable. Antes de cerrar sin respuesta hay al menos 6 intentos en 10 días laborables, por 2 canales o más, con 3 horas laborables entre uno y otro y como mucho 2 al día; después se cierra con el motivo «Sin respuesta». Al 80 % del plazo se avisa a quien lleva el contacto. Al 100 % del plazo se avisa a quien dirige el equipo. Al 150 % del plazo pasa a otra persona, como mucho 2 veces.
    3.5 En los demás casos, Ventas acepta o rechaza en 1 día laborable, hace el primer intento en 1 día laborable y tiene la primera conversación en 5 días laborables. Antes de cerrar sin respuesta hay al menos 6 intentos en 15 días laborables, por 2 canales o más, con 4 horas laborables entre uno y otro y como mucho 1 al día; después se cierra con el motivo «Sin respuesta». Al 100 % del plazo se avisa a quien dirige el equipo.
    3.6 La lista de llamadas va por este orden: las peticiones directas durante sus primeros 10 minutos, lo que está por vencer (cuando queda menos de 1/3 del plazo), lo vencido según su valor, lo que va a tiempo según su probabilidad y su valor, y los seguimientos a su hora. Tras una llamada el contacto descansa 1 hora. Solo se llama de 09:00 a 19:00, en la hora del contacto.
    3.7 Ventas. Reparte a quien tiene menos carga. Aún no tiene miembros.
    3.8 Primera llamada. Se usa si ha llegado a MQL. Cadencia: día 0, llamada; día 0, WhatsApp si nadie contesta; día 1, correo; día 3, llamada; día 6, llamada; día 10, correo. Preguntas:
        – ¿Qué quiere resolver y desde cuándo le pasa? Para hablar de su caso y no del catálogo. Anota su necesidad, con un texto.
        – ¿Para cuándo lo necesita? Para proponerle fechas que pueda cumplir. Anota su plazo de compra, con una opción: Este mes, Este trimestre, Este año o Sin fecha.
        – ¿Hay dinero asignado para esto? Para proponer algo a su medida. Anota su dinero asignado, con un importe.
        – ¿Quién más participa en la decisión y cuál es su papel? Para no dejar fuera a quien decide. Anota su papel en la compra, con un texto.

    4. Compromisos de Marketing

    4.1 MQL al mes. Cada mes, Marketing entrega al menos 30 contactos que llegan a MQL.
    4.2 Aceptados por ventas. Cada mes, al menos el 60 % de lo entregado es aceptado por Ventas. Con menos de 20 casos no hay veredicto.
    4.3 Entregados con datos completos. Cada mes, al menos el 90 % de los traspasos llega con todos los datos necesarios. Con menos de 20 casos no hay veredicto.
    4.4 Rechazos contestados. Cada mes, al menos el 90 % de los rechazos recibe respuesta de Marketing. Con menos de 10 casos no hay veredicto.

    5. Compromisos de Ventas

    5.1 Primer intento a tiempo. Cada mes, al menos el 85 % de los primeros intentos de Ventas se hace a tiempo. Con menos de 20 casos no hay veredicto.
    5.2 Intentos completos antes de cerrar. Cada mes, al menos el 90 % de los contactos que Ventas cierra sin respuesta tuvo todos sus intentos. Con menos de 20 casos no hay veredicto.
    5.3 Traspasos con respuesta. Cada mes, al menos el 95 % de los traspasos recibe a tiempo la respuesta de una persona de Ventas. Con menos de 20 casos no hay veredicto.

    6. Motivos para decir que no

    Todo rechazo lleva uno de estos motivos.
    6.1 No encaja con el perfil. Ni la empresa ni la persona pueden comprar lo que vendemos. Por ejemplo: Un particular que busca una sola unidad para su casa. Se usa al rechazar un traspaso o descartar. El contacto se descarta. Cuenta contra la calidad de lo entregado.
    6.2 Sin datos válidos. No hay teléfono ni correo que funcione. Por ejemplo: El número no existe y el correo rebota. Se usa al rechazar un traspaso o devolver un traspaso por un dato. El contacto vuelve a marketing para corregir sus datos. Cuenta contra la calidad de lo entregado.
    6.3 Duplicado o ya en gestión. Alguien del equipo ya habla con esa persona o empresa. Se usa al rechazar un traspaso. El contacto se une con el que ya existe. No cuenta en ninguna medida.
    6.4 Todavía no. Encaja y le interesa más adelante. Por ejemplo: Decide después del verano. Se usa al rechazar un traspaso o perder una oportunidad. El contacto pasa a nutrición y vuelve a los 90 días. Cuenta como no aceptado, pero no contra la calidad.
    6.5 Busca empleo, estudia o vende. Su interés no es comprar. Por ejemplo: Pide información para un trabajo de clase. Se usa al rechazar un traspaso o descartar. El contacto se descarta. Cuenta contra la calidad de lo entregado. Se aplica sin intervención de nadie si estudia, el texto de sus observaciones empieza por «estudiante» o el texto de sus observaciones contiene «busca empleo».
    6.6 Competencia. Trabaja en una empresa que vende lo mismo. Se usa al rechazar un traspaso o descartar. El contacto se descarta. Cuenta contra la calidad de lo entregado. Se aplica sin intervención de nadie si trabaja en la competencia o el texto de sus observaciones empieza por «competencia».
    6.7 Sin cobertura. Está donde hoy no podemos atender. Se usa al rechazar un traspaso. El contacto espera donde está. Cuenta como no aceptado, pero no contra la calidad.
    6.8 Pide algo que no vendemos. Necesita otra cosa; se cuenta al equipo de producto. Se usa al rechazar un traspaso, descartar o perder una oportunidad. El contacto se descarta. Cuenta como no aceptado, pero no contra la calidad.
    6.9 Otro motivo. Nada de lo anterior; se explica con una frase. Se usa al rechazar un traspaso, devolver un traspaso por un dato, descartar o perder una oportunidad. El contacto pasa a nutrición y vuelve a los 90 días. Cuenta como no aceptado, pero no contra la calidad.
    6.10 Sin respuesta. Se hicieron todos los intentos por dos canales y no contestó. Se usa al rechazar un traspaso o descartar. El contacto pasa a nutrición y vuelve a los 60 días. Cuenta como no aceptado, pero no contra la calidad.

    7. Personas

    7.1 Quien decide la compra. Encaja si tiene la propiedad de la empresa o un puesto de dirección. Quiere: «Producir más sin parar la planta» y «Saber cuánto cuesta y cuándo se amortiza». Le preocupa: «Plazos de entrega que no se cumplen» y «Averías sin recambio ni servicio cerca». Objeta: «Ya trabajamos con otro proveedor» y «Ahora no es buen momento para invertir». Qué decirle: «Visita a una instalación que ya funciona» y «Servicio y recambios con plazo por escrito».
    7.2 Quien lo usa cada día. Encaja si trabaja en producción, mantenimiento, ingeniería, calidad o logística. Quiere: «Trabajar con menos paradas y menos retrabajo». Le preocupa: «Equipos que nadie sabe reparar». Objeta: «Hay que formar a todo el turno». Qué decirle: «Demostración con su propio material».

    8. Puntuación

    El total es perfil más interés. Cada cifra se abre en las reglas que la suman.
    El perfil llega como mucho a 60 puntos.
    El interés llega como mucho a 100 puntos; lo que suma una regla pierde la mitad de su valor cada 60 días, salvo que la regla diga otra cosa.
    El grado, como A1, junta la letra del perfil y el número del interés. Perfil: A desde 40, B desde 25, C desde 10 y D desde 0. Interés: 1 desde 45, 2 desde 25, 3 desde 10 y 4 desde 0.
    8.1 Puede decidir por su cargo. Suma 20 puntos si tiene la propiedad de la empresa o un puesto de dirección.
    8.2 Es responsable de un área. Suma 10 puntos si tiene un puesto de responsabilidad.
    8.3 Participa en la decisión. Suma 15 puntos si participa en la decisión de compra.
    8.4 Dijo que no decide. Resta 5 puntos si no participa en la decisión de compra.
    8.5 Trabaja en un área que compra o usa lo que vendemos. Suma 10 puntos si trabaja en dirección general, compras, producción, mantenimiento, ingeniería, calidad o logística.
    8.6 Tiene dinero asignado. Suma 15 puntos si tiene asignado al menos 1 €.
    8.7 Estudia o está en prácticas. Resta 40 puntos si estudia.
    8.8 Su ocupación no tiene que ver con la compra. Resta 20 puntos si tiene una ocupación sin relación con la compra.
    8.9 Pasó por el stand. Suma 5 puntos por pasar por el stand, hasta 10 puntos en total. Pierde la mitad de su valor cada 180 días.
    8.10 En el stand mostró mucho interés. Suma 20 puntos por pasar por el stand con interés «alto», «alta», «A», «***», «muy alto», «caliente» o «high», hasta 20 puntos en total. Pierde la mitad de su valor cada 180 días.
    8.11 En el stand mostró algún interés. Suma 8 puntos por pasar por el stand con interés «medio», «media», «M», «B», «**», «tibio» o «medium», hasta 8 puntos en total. Pierde la mitad de su valor cada 180 días.
    8.12 En el stand pidió una demo. Suma 20 puntos por pasar por el stand pidiendo una demo, hasta 20 puntos en total. Pierde la mitad de su valor cada 180 días.
    8.13 Lo quiere ya. Suma 15 puntos por pasar por el stand con plazo de compra «ya», «inmediato», «urgente», «cuanto antes», «ahora», «este mes», «1 mes», «0-3 meses», «1-3 meses» o «asap», hasta 15 puntos en total. Pierde la mitad de su valor cada 180 días.
    8.14 Lo quiere este año. Suma 6 puntos por pasar por el stand con plazo de compra «3-6 meses», «6 meses», «este trimestre», «próximo trimestre», «este año», «Q1», «Q2», «Q3» o «Q4», hasta 6 puntos en total. Pierde la mitad de su valor cada 180 días.
    8.15 Dejó un encargo en el stand. Suma 8 puntos por pasar por el stand con una nota que contiene «presupuesto», «cotiza», «precio», «tarifa», «pide» o «urgente», hasta 8 puntos en total. Pierde la mitad de su valor cada 180 días.
    8.16 En el stand dejó claro que no compra. Resta 50 puntos por pasar por el stand con una nota que contiene «sin interés», «solo curiosea», «ya compró», pasar por el stand con una nota que empieza por «competencia» o «estudiante», hasta 50 puntos en total. Pierde la mitad de su valor cada 180 días.
    8.17 Pidió demo o presupuesto. Suma 30 puntos por pedir una demo, presupuesto o una muestra. Pierde la mitad de su valor cada 30 días.
    8.18 Escribió o llamó. Suma 10 puntos por escribir un mensaje, llamar por teléfono o responder a un correo, como mucho una vez al día y hasta 20 puntos en total. Pierde la mitad de su valor cada 30 días.
    8.19 Descargó material técnico. Suma 5 puntos por descargar un contenido, hasta 15 puntos en total.
    8.20 Miró productos. Suma 3 puntos por mirar un producto, como mucho una vez al día y hasta 9 puntos en total. Pierde la mitad de su valor cada 30 días.
    8.21 Hizo clic en un correo. Suma 2 puntos por hacer clic en un correo, como mucho una vez al día y hasta 6 puntos en total.
    8.22 Se dio de baja. Resta 10 puntos por darse de baja del boletín. Conserva su valor. Cuenta durante 180 días.

    9. Revisión

    9.1 Las dos partes revisan este acuerdo cada 90 días, la primera vez a los 30 días de entrar en vigor. Se reúnen cada 2 semanas, el martes a las 10:00. La revisión se adelanta si la parte aceptada por Ventas baja del 50 %.
    9.2 Ventas puede cambiar por su cuenta, con fecha, los equipos.
    9.3 Ventas puede cambiar por su cuenta, con fecha, los guiones.
    9.4 Ventas puede cambiar por su cuenta, con fecha, las ausencias.
    9.5 Cualquiera de las dos partes puede cambiar por su cuenta, con fecha, la lista «competencia».
    "#);
}

#[test]
fn services_in_the_united_states() {
    let text = read(Starter::Services, Funnel::Classic, Language::En, "US");
    assert_snapshot!(text, @r#"
    1. Stages and definitions

    Marketing and sales agreement · Services for companies. It is written in English; the clock is that of New York and amounts are in USD.
    The list “competitors” is empty.
    1.1 Anonymous. Visits us and we do not know yet who it is. Owned by Marketing. It counts as anonymous visit.
    1.2 Lead. Left their details. Owned by Marketing. It counts as lead.
    1.3 Marketing-qualified lead (MQL). Can buy and has shown interest. Owned by both sides. It counts as MQL.
    1.4 Sales-qualified lead (SQL). We have talked: there is a need, somebody who decides and a date. Owned by Sales. It counts as SQL. To enter it, these must be known: their need, their role in the purchase and their buying timeframe.
    1.5 Opportunity. Has a proposal on the table. Owned by Sales. It counts as opportunity. To enter it, these must be known: the amount of their purchase.
    1.6 Customer. Has bought. Owned by Sales. It counts as customer.
    1.7 A row of an imported list that meets the condition counts as the contact visiting the stand, on the date of their visit, with interest, request for a demo, buying timeframe, budget and note. Condition: the date of their visit is known, their stated interest is known or their request for a demo is known.

    2. Qualification

    A contact advances as soon as any of these clauses holds, and may skip stages. The clause that moved it is recorded.
    2.1 Left their details. Moves to Lead if they left their email, their phone or their mobile.
    2.2 Asked for a meeting or a quote. Moves to MQL if they asked for a quote, asked for a demo or booked a meeting, in all cases in the last 60 days.
    2.3 Can buy and asked at the event to be shown something. Moves to MQL if they score at least 15 points in fit and visited the stand asking for a demo in the last 180 days.
    2.4 A good fit that has shown interest. Moves to MQL if they score at least 20 points in fit and at least 30 in interest.
    2.5 Answered an email with a question. Moves to MQL if they replied to an email with a question in the last 30 days.
    2.6 A person was sure of it. A person from Marketing or Sales may move it to MQL by hand, and has to say what they saw.
    2.7 Reads a lot and is a good fit. Goes to “To review”, where a person decides whether it moves to MQL, if they score at least 20 points in fit and downloaded a piece of content at least 3 times in the last 60 days.
    2.8 Works at a competitor. Does not move to MQL or beyond, even if all the rest holds, if they work at a competitor or the text of their notes starts with “competitor”.
    2.9 Studies or looks for a job. Does not move to MQL or beyond, unless a person decides otherwise, if they are studying, the text of their notes starts with “student” or the text of their notes contains “looking for a job”.
    2.10 Six months without activity before the handoff. Goes back from MQL to Lead if they have gone 180 days without doing anything.

    3. Handoff and deadlines

    Business hours are Monday to Friday, 09:00 to 17:30, except the public holidays of the United States.
    3.1 Back in play on its date. A contact that was put aside comes back, on its date, to Lead, at most 2 times a year.
    3.2 Asks again. A contact in Customer starts again in Lead if they asked for a quote or booked a meeting, in both cases in the last 30 days.
    3.3 On reaching MQL, each contact is handed over to Sales. It is offered as the team has capacity, in the order of the call list; it waits at most 15 business days and then goes back to Marketing. It goes, in this order, to:
        – whoever already answers for the company, if they work at a company that already has an owner;
        – the team Sales, in all other cases.
    3.4 If they asked for a demo, asked for a quote, wrote a message or phoned us, in all cases in the last 24 hours, Sales accepts or rejects within 1 business hour and makes the first attempt within 1 business hour. Before closing without an answer there are at least 6 attempts over 10 business days, through 2 channels or more, with 3 business hours between one and the next and at most 2 a day; after that it is closed with the reason “No answer”. At 80% of the term the notice goes to whoever has the contact. At 100% of the term the notice goes to whoever leads the team. At 150% of the term it passes to somebody else, at most 2 times.
    3.5 In all other cases, Sales accepts or rejects within 1 business day, makes the first attempt within 1 business day and has the first conversation within 5 business days. Before closing without an answer there are at least 6 attempts over 15 business days, through 2 channels or more, with 4 business hours between one and the next and at most 1 a day; after that it is closed with the reason “No answer”. At 100% of the term the notice goes to whoever leads the team.
    3.6 The call list goes in this order: direct requests for their first 10 minutes, what is due soon (when less than 1/3 of the term is left), what is overdue by value, what is on time by probability and value, and follow-ups at their hour. After a call the contact rests for 1 hour. Calls are made only from 09:00 to 19:00, by the contact's own clock.
    3.7 Sales. Shares out to whoever has the least load. It has no members yet.
    3.8 First call. Used if they have reached MQL. Cadence: day 0, call; day 0, WhatsApp if nobody answers; day 1, email; day 3, call; day 6, call; day 10, email. Questions:
        – What do you want to solve, and since when has it been so? To talk about their case and not about the catalogue. It fills in their need, with a text.
        – When do you need it? To propose dates that can be kept. It fills in their buying timeframe, with a choice: This month, This quarter, This year or No date.
        – Is there money assigned to this? To propose something that fits. It fills in their assigned money, with an amount.
        – Who else takes part in the decision, and in which role? To leave nobody out who decides. It fills in their role in the purchase, with a text.

    4. What Marketing promises

    4.1 MQLs a month. Each month, Marketing delivers at least 30 contacts that reach MQL.
    4.2 Accepted by sales. Each month, at least 60% of what is delivered is accepted by Sales. With fewer than 20 cases there is no verdict.
    4.3 Delivered with complete data. Each month, at least 90% of the handoffs come with all the facts needed. With fewer than 20 cases there is no verdict.
    4.4 Rejections answered. Each month, at least 90% of the rejections get an answer from Marketing. With fewer than 10 cases there is no verdict.

    5. What Sales promises

    5.1 First attempt on time. Each month, at least 85% of the first attempts of Sales are made on time. With fewer than 20 cases there is no verdict.
    5.2 Attempts completed before closing. Each month, at least 90% of the contacts that Sales closes without an answer had all their attempts. With fewer than 20 cases there is no verdict.
    5.3 Handoffs answered. Each month, at least 95% of the handoffs get an answer in time from a person of Sales. With fewer than 20 cases there is no verdict.

    6. Reasons for saying no

    Every rejection carries one of these reasons.
    6.1 Does not fit the profile. Neither the company nor the person can buy what we sell. For example: Somebody who wants a single unit for their home. Used to reject a handoff or disqualify. The contact is disqualified. It counts against the quality of what was delivered.
    6.2 No valid contact details. Neither phone nor email works. For example: The number does not exist and the email bounces. Used to reject a handoff or return a handoff for a fact. The contact goes back to marketing to have its data corrected. It counts against the quality of what was delivered.
    6.3 Duplicate or already in hand. Somebody of the team is already talking to that person or company. Used to reject a handoff. The contact is joined with the one that exists. It counts in no measure.
    6.4 Not yet. A good fit that is interested later. For example: They decide after the summer. Used to reject a handoff or close a lost opportunity. The contact goes to nurture and comes back after 90 days. It counts as not accepted, but not against quality.
    6.5 Looks for a job, studies or sells. Their interest is not to buy. For example: Asks for information for a class paper. Used to reject a handoff or disqualify. The contact is disqualified. It counts against the quality of what was delivered. It applies by itself if they are studying, the text of their notes starts with “student” or the text of their notes contains “looking for a job”.
    6.6 Competitor. Works at a company that sells the same. Used to reject a handoff or disqualify. The contact is disqualified. It counts against the quality of what was delivered. It applies by itself if they work at a competitor or the text of their notes starts with “competitor”.
    6.7 Out of coverage. Is where we cannot serve today. Used to reject a handoff. The contact waits where it is. It counts as not accepted, but not against quality.
    6.8 Wants something we do not sell. Needs something else; the product team is told. Used to reject a handoff, disqualify or close a lost opportunity. The contact is disqualified. It counts as not accepted, but not against quality.
    6.9 Another reason. None of the above; explained in one sentence. Used to reject a handoff, return a handoff for a fact, disqualify or close a lost opportunity. The contact goes to nurture and comes back after 90 days. It counts as not accepted, but not against quality.
    6.10 No answer. All attempts were made by two channels without an answer. Used to reject a handoff or disqualify. The contact goes to nurture and comes back after 60 days. It counts as not accepted, but not against quality.

    7. Personas

    7.1 Who runs the company. Fits if they own the company or hold a director's position. Wants: “To grow without hiring more people than needed” and “To know what comes of what they buy”. Worries about: “Suppliers who promise and do not deliver” and “Projects that drag on”. Objects: “We already do it ourselves” and “We have no time for this”. What to say: “Cases of similar companies with figures” and “A first result within weeks”.
    7.2 Who leads the area. Fits if they hold a manager's position. Wants: “To solve one problem this quarter”. Worries about: “Has to convince the management”. Objects: “It is not only up to me”. What to say: “A summary to show to the management”.

    8. Scores

    The total is fit plus interest. Every figure opens into the rules that add up to it.
    Fit is at most 60 points.
    Interest is at most 100 points; what a rule adds loses half its worth every 30 days, unless the rule says otherwise.
    The grade, such as A1, is the letter of fit and the number of interest. Fit: A from 40, B from 25, C from 10 and D from 0. Interest: 1 from 45, 2 from 25, 3 from 10 and 4 from 0.
    8.1 Can decide by their position. Adds 20 points if they own the company or hold a director's position.
    8.2 Is responsible for an area. Adds 12 points if they hold a manager's position.
    8.3 Takes part in the decision. Adds 15 points if they take part in the buying decision.
    8.4 Has money assigned. Adds 15 points if they have at least 1 USD assigned.
    8.5 We know where they work. Adds 5 points if their company is known or their company's name is known.
    8.6 Writes from a free mail address. Takes away 3 points if they use a free mail address.
    8.7 Writes from a disposable mail address. Takes away 20 points if they use a disposable mail address.
    8.8 Studies or is an intern. Takes away 40 points if they are studying.
    8.9 Their occupation has nothing to do with the purchase. Takes away 20 points if they have an occupation unrelated to the purchase.
    8.10 Asked for a meeting or a quote. Adds 30 points for asking for a quote, asking for a demo or booking a meeting. It loses half its worth every 21 days.
    8.11 Wrote or called. Adds 12 points for writing a message, phoning us or replying to an email, at most once a day and up to 24 points in total. It loses half its worth every 21 days.
    8.12 Submitted a form. Adds 8 points for submitting a form, up to 16 points in total.
    8.13 Visited the pricing or services page. Adds 5 points for visiting a page that starts with “/prices” or “/services”, at most once a day and up to 15 points in total. It loses half its worth every 14 days.
    8.14 Downloaded a case or a guide. Adds 5 points for downloading a piece of content, up to 15 points in total.
    8.15 Attended a webinar. Adds 10 points for attending a webinar, up to 20 points in total.
    8.16 Clicked in an email. Adds 2 points for clicking in an email, at most once a day and up to 8 points in total.
    8.17 We talked at an event. Adds 8 points for visiting the stand, up to 16 points in total. It loses half its worth every 120 days.
    8.18 Showed great interest at the event. Adds 20 points for visiting the stand with interest “high”, “A”, “***”, “very high”, “hot” or “alto”, up to 20 points in total. It loses half its worth every 120 days.
    8.19 Showed some interest at the event. Adds 8 points for visiting the stand with interest “medium”, “M”, “B”, “**”, “warm” or “medio”, up to 8 points in total. It loses half its worth every 120 days.
    8.20 Asked at the event to be shown something. Adds 20 points for visiting the stand asking for a demo, up to 20 points in total. It loses half its worth every 120 days.
    8.21 Wants it soon. Adds 15 points for visiting the stand with buying timeframe “now”, “immediate”, “immediately”, “urgent”, “asap”, “this month”, “1 month”, “0-3 months” or “1-3 months”, up to 15 points in total. It loses half its worth every 120 days.
    8.22 Unsubscribed. Takes away 10 points for unsubscribing from the newsletter. It keeps its worth. It counts for 180 days.

    9. Review

    9.1 Both sides review this agreement every 90 days, the first time 30 days after it comes into force. They meet every 2 weeks, on Tuesday at 10:00. The review is brought forward if the share accepted by Sales falls below 50%.
    9.2 Sales may change alone, with a date, the teams.
    9.3 Sales may change alone, with a date, the playbooks.
    9.4 Sales may change alone, with a date, the absences.
    9.5 Either side may change alone, with a date, the list “competitors”.
    "#);
}
