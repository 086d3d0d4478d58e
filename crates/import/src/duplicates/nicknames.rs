//! Given names that are the same name: short forms, and the same name in another language of
//! Spain or in English. A short form may stand for several: Dani is Daniel's and Daniela's, who are
//! two all the same. Folded, without ñ.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A short form, by what it may stand for, the likeliest first.
static FORMS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut forms: HashMap<&str, Vec<&str>> = HashMap::new();
    for (name, written) in rows() {
        for form in written.split_whitespace() {
            forms.entry(form).or_default().push(name);
        }
    }
    // Some are names of their own as well, as Fredy and Álex are.
    for (form, names) in &mut forms {
        if ALSO_NAMES.contains(form) {
            names.push(form);
        }
    }
    forms
});

/// Every name that a given name may be; the name itself where it is no short form.
pub(super) fn meanings(given: &str) -> impl Iterator<Item = &str> {
    let listed = FORMS.get(given).map_or(&[][..], Vec::as_slice);
    listed.iter().copied().chain(listed.is_empty().then_some(given))
}

/// The likeliest name that a given name stands for.
pub(super) fn canonical(given: &str) -> &str {
    meanings(given).next().unwrap_or(given)
}

/// Whether two given names may be one.
pub(super) fn may_be_same(a: &str, b: &str) -> bool {
    a == b || meanings(a).any(|one| meanings(b).any(|other| one == other))
}

/// Whether a given name is a short form of others.
pub(super) fn is_short_form(given: &str) -> bool {
    FORMS.contains_key(given)
}

/// The short forms of a name.
pub(super) fn forms_of(name: &str) -> impl Iterator<Item = &'static str> {
    static OF: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
        let mut of: HashMap<&str, Vec<&str>> = HashMap::new();
        for (name, written) in rows() {
            of.entry(name).or_default().extend(written.split_whitespace());
        }
        of
    });
    OF.get(name).map_or(&[][..], Vec::as_slice).iter().copied()
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    ROWS.lines().filter_map(|row| row.trim().split_once(": "))
}

const ALSO_NAMES: &[&str] = &[
    "alex", "anton", "carmela", "carol", "carola", "ester", "fanny", "freddy", "fredy", "helena",
    "isabela", "jan", "josefina", "leo", "lola", "magda", "maite", "marisa", "max", "mayte",
    "mila", "milo", "pau", "roger", "sandro", "sandy", "susan", "tiago", "yago",
];

/// A name, and how else it is written or said.
const ROWS: &str = "
    abelardo: lalo
    adolfo: fito dolfo
    adrian: adri adria
    adriana: adri
    agustin: agus agusti tincho
    agustina: agus
    alberto: beto berto tito albert
    alejandra: ale alex jandra alexandra alexa
    alejandro: ale alex jandro sandro alejo alexandre alexander alexandro
    alfonso: fonso poncho alfons foncho
    alfredo: fredo fredi fredy freddy alfred
    alicia: ali alice licha
    almudena: almu
    alvaro: alvarito varo
    amparo: amparito empar
    ana: anita anna ane ann anne annie
    ana belen: anabelen
    ana isabel: anabel
    ana maria: anamari anamaria
    andrea: andre andy
    andres: andreu andy ander andrew andre
    angela: angie angelita angelines gela
    angeles: angels geles nines angelines angelitas
    angel: gelo angelito
    antonia: toni tona
    antonio: toni tony tono anton antoni tonin tonio tonito
    armando: mando
    arturo: artur turo arthur
    ascension: ascen
    asuncion: asun chon assumpta susi
    aurelio: yeyo
    aurora: aurori
    barbara: barbie
    bartolome: bartomeu tolo bartolo
    beatriz: bea betty beatriu beti
    begona: bego
    benito: beni
    benjamin: benja ben benji mincho
    bernardo: nardo berni bernat
    blanca: blanqui
    carlos: carles charly charlie carlitos charles carlo
    carmen: carmela menchu carme mamen carmina maricarmen karmele carmencita camucha carmelita
    carolina: caro carol carola
    catalina: cata catherine caterina cathy katalina
    cecilia: ceci chila
    celia: chela
    cesar: cesarin
    christopher: chris
    claudia: clau claudita
    concepcion: concha conchi conchita concepcio chita conxa
    constanza: coti cony coni connie
    consuelo: consu chelo
    cristian: cris chris christian
    cristina: cris tina kris cristi christina cristy
    cristobal: tobal cristo cristofol
    daniel: dani dan danny danielito
    daniela: dani danny danielita
    david: davi dave
    diego: dieguito
    dolores: lola loli dolors lolita lole
    domingo: mingo txomin domenec
    eduardo: edu lalo guayo eduard edward eddie eddy
    elena: helena ellen lena leni nena
    elisa: eli
    elisabet: eli elisabeth elizabeth ely beth
    eloisa: elo
    emilia: emi emily
    emilio: emili milo emi
    emiliano: emi
    encarnacion: encarna encarni
    enrique: quique kike enric henry quiquin
    ernesto: neto ernest
    esperanza: espe
    esteban: esteve estevan stephen steve teban
    estefania: estefi fani stefy
    esther: ester estercita
    eugenia: geni uge kena maru
    eugenio: geni eugeni
    eva: evita
    ezequiel: eze
    facundo: facu
    federico: fede frederic lico
    felipe: felip pipe philip phil felipito
    fernanda: fer nanda ferni
    fernando: fer nando ferran fercho ferni fern
    florencia: flor flopy flo
    francisca: fran paca paqui paquita fanny francesca pancha panchita paquitina kika
    francisco: paco fco curro pancho kiko quico francesc cisco patxi fran farruco xisco frank paquito
    gabriel: gabi gabo biel gaby gabito
    gabriela: gabi gaby gabita
    gerardo: gerard gera
    gilberto: beto gil
    gloria: yoya
    gonzalo: gonza chalo gon gonzo
    graciela: chela gra grace chelita
    gregorio: goyo gregori greg
    guadalupe: lupe lupita lupis
    guillermina: guille mina
    guillermo: memo guille willy guillem william bill will billy willie
    gustavo: gus tavo gustavito
    hector: tito ector
    hernando: nando
    humberto: beto tito
    ignacia: nacha ignasia
    ignacio: nacho inaki ignasi inigo nachito natxo
    inmaculada: inma macu imma immaculada
    isabel: isa chabela maribel isabela elisabeth bel elizabeth liz chabe ysabel isabelita chavela
    isidro: isidre chiro
    israel: isra
    jaime: jaume jimmy james jim
    javier: javi xavier xavi xabier xabi jabi
    javiera: javi
    jennifer: jenny jeny
    jeronimo: jero
    jesus: chus chuy suso txus chucho jesusin
    joaquin: quino joaquim ximo chimo kino quincho
    jonathan: jonatan jhonatan johnny jony
    jorge: jordi george xurxo coque koke
    jose: pepe pep josep chepe joxe xose pepito pepin josito joseph joe joey
    jose alberto: josal
    jose antonio: josean josan joseantonio
    jose carlos: joseca
    jose luis: joselu pepelu joseluis joselo
    jose manuel: josema josemanuel
    jose maria: chema josemari txema josemaria
    jose miguel: josemi
    jose ramon: joserra
    josefa: pepa fina josefina pepi chepa pepita
    josefina: pepa fina pepita chepina
    juan: joan jon xoan juanito jan juancho john juanin
    juan antonio: juanan
    juan carlos: juanca
    juan francisco: juanfran
    juan ignacio: juanito juani juancho
    juan jose: juanjo
    juan luis: juanlu
    juan manuel: juanma
    juan miguel: juanmi
    juan pablo: juanpa juampa
    juan pedro: juanpe
    juana: juani juanita
    julia: juli
    julian: juli
    juliana: juli
    julio: juli julito
    katherine: kate kathy katie katy
    laura: lauri laurita lau
    leandro: lean
    leonardo: leo leonard leito
    leonel: leo
    leopoldo: polo
    leticia: leti lety
    lorena: lore lorenita
    lorenzo: loren llorenc lencho
    lourdes: lurdes lulu
    lucas: luca
    lucia: luci llucia lucy lucita
    luis: lucho lluis koldo luisito luisin luisma luigi louis
    luis alberto: luisal
    luis fernando: luisfer
    luis manuel: luisma
    luis miguel: luismi
    luisa: lucha luisita
    macarena: maca
    magdalena: magda malena lena
    manuel: manolo manu lolo manel manolito manuelito nolo manny
    manuela: manoli manola manu manolita
    marcela: chela marce
    marcelo: chelo marce
    marcos: marc mark marco
    margarita: marga mague margarida margaret margui mago maggie
    maria: mariquita mari miren m mary marie
    maria angeles: mariangeles
    maria asuncion: marisun
    maria belen: mabel
    maria carmen: mamen maricarmen
    maria cristina: maricris
    maria de los angeles: mariangeles
    maria dolores: marilo mariola
    maria elena: malena marilena
    maria esther: mariester
    maria eugenia: maru maruja marugenia
    maria fernanda: mafe mafer
    maria ines: marines
    maria isabel: maribel marisa
    maria jesus: machus chus maje
    maria jose: majo mariajo cote mariajose
    maria luisa: marilu marisa malu
    maria luz: mariluz
    maria pilar: maripili mapi
    maria rosa: marirosa
    maria sol: marisol
    maria soledad: marisol
    maria teresa: maite mayte maritere marite
    maria victoria: mavi marivi
    mariano: nano
    maribel: mari
    mario: marito
    marta: martha martita
    martin: marti tincho
    mateo: mateu matthew matt teo
    matias: mati mathias
    mauricio: mauro mauri
    maximiliano: maxi max
    maximo: maxi max
    mercedes: merche merce meche merceditas merchi
    micaela: mica
    miguel: miki mike miquel mikel michael migue miguelito
    miguel angel: micky miguelangel
    milagros: mila mili milagro milagritos
    monica: moni moniquita
    montserrat: montse monse monserrat
    natalia: nati natalie naty
    natividad: nati
    nicolas: nico nicolau nick
    nieves: nievitas
    norberto: beto
    nuria: nur
    octavio: tavo
    olga: olguita
    oscar: osqui oscarin
    pablo: pau paulo paul pablito
    patricia: patri pati paty patty patrizia pato
    patricio: pato patrick
    paula: pauli pau paulita
    paulina: pauli pau
    pedro: pere perico peru peter periko pedrito peyo
    pilar: pili piluca maripili pilarin pilarica pilarcita
    purificacion: puri
    rafael: rafa rafel fali rafita rafi
    rafaela: rafi
    ramon: moncho mon ramonet monchi raymon
    ramona: moncha
    raquel: raque rachel raqui
    raul: rulo raulito
    rebeca: rebe rebecca becky
    remedios: reme remei
    ricardo: ricard richard ricky rick richi richie
    roberto: beto robert rober bob rob robbie berto bobby
    rocio: chio ro
    rodolfo: fito rudy rodo
    rodrigo: rodri ro
    rogelio: roger
    rosa: rosi rosita rose rosie rosy
    rosa maria: rosamari
    rosario: charo chayo charito roser rosi chari
    ruben: rubencho
    salvador: salva chava boro chavo
    samuel: samu sam
    sandra: sandy sandri
    santiago: santi chago yago tiago santy
    sara: sari sarita sarah
    sebastian: sebas chano seba
    sergio: sergi checo checho
    silvia: silvi sylvia
    socorro: coco
    sofia: sofi chofi sophia sophie
    soledad: sole
    sonia: soni
    susana: susi susan suse susanita
    teresa: tere maite teresita mayte tesa teresina teresin
    tomas: tomy thomas tom tommy tomasito
    trinidad: trini
    valentina: vale valen tina
    valentin: valen
    valeria: vale
    veronica: vero
    vicente: vicent chente vicen vicenc
    victor: vitor vic vico
    victoria: vicky toya viki vicki vicqui
    vicenta: vicen
    violeta: viole
    virginia: virgi vicky
    ximena: jimena xime jime
    yolanda: yoli yola
    zacarias: zaca
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_stand_for_their_names() {
        for (short, name) in [
            ("pepe", "jose"),
            ("lola", "dolores"),
            ("inaki", "ignacio"),
            ("jordi", "jorge"),
            ("kike", "enrique"),
            ("bob", "roberto"),
            ("pancha", "francisca"),
            ("dani", "daniela"),
            ("dani", "daniel"),
            ("chelo", "consuelo"),
            ("mavi", "maria victoria"),
            ("fredy", "alfredo"),
            ("zoe", "zoe"),
        ] {
            assert!(may_be_same(short, name), "{short}");
        }
        for (one, other) in [("luis", "luisa"), ("ana", "eva"), ("daniel", "daniela")] {
            assert!(!may_be_same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn rows_are_as_names_are_compared() {
        for (name, forms) in rows() {
            for form in forms.split_whitespace().chain([name]) {
                assert!(
                    form.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' '),
                    "{form}"
                );
            }
        }
        assert!(FORMS.len() > 400);
    }
}
