//! Given names that are the same name: short forms, and the same name in another language of
//! Spain. Folded; the first of a row stands for all.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The name that stands for a given name and its short forms; the name itself where it has none.
#[must_use]
pub(super) fn canonical(given: &str) -> &str {
    static NAMES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        // The first row that has a form decides.
        let forms = ROWS.iter().rev().flat_map(|row| row.iter().map(|form| (*form, row[0])));
        forms.collect()
    });
    NAMES.get(given).copied().unwrap_or(given)
}

const ROWS: &[&[&str]] = &[
    &["jose", "pepe", "pep", "josep", "chepe", "joxe", "xose", "pepito"],
    &[
        "francisco",
        "paco",
        "fco",
        "curro",
        "pancho",
        "kiko",
        "quico",
        "francesc",
        "cisco",
        "patxi",
        "fran",
        "frasco",
        "farruco",
        "xisco",
        "frank",
    ],
    &["maria", "mª", "ma", "mariquita", "mari", "miren", "m"],
    &["manuel", "manolo", "manu", "lolo", "manel", "manolito"],
    &["antonio", "toño", "toni", "antoni", "tono", "anton", "tony"],
    &["ignacio", "nacho", "iñaki", "ignasi", "iñigo", "nachito"],
    &["jesus", "chus", "chuy", "suso", "txus"],
    &["josemaria", "chema", "josemari", "txema"],
    &["luis", "lucho", "lluis", "koldo", "luisito"],
    &["juan", "joan", "jon", "xoan", "juanito", "jan", "juancho", "john"],
    &["juan jose", "juanjo"],
    &["juan manuel", "juanma"],
    &["juan antonio", "juanan"],
    &["juan carlos", "juanca"],
    &["jose maria", "chema"],
    &["jose manuel", "josema"],
    &["jorge", "jordi", "george", "xurxo", "coque"],
    &["javier", "javi", "xavier", "xavi"],
    &["rafael", "rafa", "rafel", "fali"],
    &["santiago", "santi", "chago", "yago", "tiago"],
    &["alejandro", "alex", "ale", "jandro", "sandro", "alejo", "alexandre", "alexander"],
    &["alejandra", "alexandra", "jandra"],
    &["alberto", "beto", "berto"],
    &["roberto", "robert", "rober", "bob", "rob", "robbie"],
    &["enrique", "quique", "kike", "enric", "henry"],
    &["eduardo", "edu", "lalo", "guayo", "eduard", "edward"],
    &["guillermo", "memo", "guille", "willy", "guillem", "william", "bill", "will"],
    &["gonzalo", "gonza", "chalo", "gon"],
    &["fernando", "fer", "nando", "ferran"],
    &["federico", "fede", "frederic"],
    &["miguel", "miki", "mike", "miquel", "mikel", "michael", "migue"],
    &["miguel angel", "micky"],
    &["pedro", "pere", "perico", "peru", "peter", "periko"],
    &["pablo", "pau", "paulo", "paul", "pablito"],
    &["carlos", "carles", "charly", "charlie", "carlitos", "charles"],
    &["vicente", "vicent", "chente", "vicen"],
    &["joaquin", "quino", "joaquim", "ximo", "chimo", "kino"],
    &["jaime", "jaume", "jimmy", "james", "jim"],
    &["andres", "andreu", "andy", "ander", "andrew"],
    &["ramon", "moncho", "mon", "ramonet"],
    &["ricardo", "ricard", "richard", "ricky", "rick", "richi"],
    &["daniel", "dani", "dan", "danny"],
    &["david", "davi", "dave"],
    &["sergio", "sergi", "checo"],
    &["sebastian", "sebas", "chano", "seba"],
    &["cristobal", "tobal", "cristo", "cristofol"],
    &["bartolome", "bartomeu", "tolo", "bartolo"],
    &["gabriel", "gabi", "gabo", "biel"],
    &["nicolas", "nico", "nicolau"],
    &["tomas", "tomy", "thomas", "tom"],
    &["leonardo", "leo", "leonard"],
    &["leandro", "lean"],
    &["matias", "mati"],
    &["mateo", "mateu", "matthew", "matt"],
    &["martin", "marti", "tincho"],
    &["facundo", "facu"],
    &["agustin", "agus", "tin", "agusti"],
    &["emilio", "emili", "milo"],
    &["gerardo", "gerard", "gera"],
    &["gustavo", "gus", "tavo"],
    &["hector", "tito"],
    &["salvador", "salva", "chava", "boro"],
    &["ruben", "rubencho"],
    &["raul", "rulo"],
    &["rodrigo", "rodri", "ro"],
    &["adrian", "adri"],
    &["alvaro", "alvarito"],
    &["arturo", "artur", "turo", "arthur"],
    &["alfonso", "fonso", "poncho", "alfons", "al fonso"],
    &["alfredo", "fredo", "fredi", "alfred", "fredy"],
    &["benjamin", "benja", "ben", "min"],
    &["esteban", "esteve", "estevan", "stephen", "steve"],
    &["felipe", "felip", "pipe", "philip", "phil"],
    &["gregorio", "goyo", "gregori"],
    &["isidro", "isidre", "chiro"],
    &["lorenzo", "loren", "llorenç", "llorenc"],
    &["maximiliano", "maxi", "max"],
    &["marcelo", "chelo"],
    &["mariano", "nano"],
    &["oscar", "osqui"],
    &["rogelio", "roger"],
    &["victor", "vitor", "vic"],
    &["xabier", "xabi"],
    &["dolores", "lola", "loli", "dolors", "lolita"],
    &["concepcion", "concha", "conchi", "conchita", "concepcio", "chita"],
    &["rosario", "charo", "chayo", "charito", "roser"],
    &["carmen", "carmela", "menchu", "carme", "mamen", "carmiña", "maricarmen", "karmele"],
    &["guadalupe", "lupe", "lupita"],
    &["pilar", "pili", "piluca", "maripili", "pilarin"],
    &["mercedes", "merche", "merce", "meche"],
    &["isabel", "isa", "chabela", "maribel", "isabela", "elisabeth", "bel", "elizabeth", "liz"],
    &["josefa", "pepa", "fina", "josefina", "pepi", "chepa"],
    &["francisca", "paca", "paqui", "paquita", "fanny", "francesca"],
    &["antonia", "toña", "toñi"],
    &["manuela", "manoli", "manola"],
    &["teresa", "tere", "maite", "teresita", "mayte", "tesa"],
    &["maria teresa", "maite", "mayte", "maritere"],
    &["maria jose", "majo", "mariajo"],
    &["maria luisa", "marilu", "marisa"],
    &["maria isabel", "maribel"],
    &["maria carmen", "mamen", "maricarmen", "mari carmen"],
    &["montserrat", "montse", "monse"],
    &["inmaculada", "inma", "macu"],
    &["consuelo", "consu"],
    &["encarnacion", "encarna", "encarni"],
    &["remedios", "reme", "remei"],
    &["milagros", "mila", "mili"],
    &["asuncion", "asun", "chon"],
    &["ascension", "ascen"],
    &["esperanza", "espe"],
    &["begoña", "bego"],
    &["beatriz", "bea", "betty", "beatriu"],
    &["cristina", "cris", "tina", "kris", "cristi"],
    &["susana", "susi", "su", "susan"],
    &["silvia", "silvi", "sylvia"],
    &["sonia", "soni"],
    &["sofia", "sofi", "chofi"],
    &["veronica", "vero"],
    &["victoria", "vicky", "toya", "viki"],
    &["virginia", "virgi"],
    &["patricia", "patri", "pati", "paty", "patty"],
    &["margarita", "marga", "mague", "margarida", "margaret"],
    &["monica", "moni"],
    &["natalia", "nati", "natalie"],
    &["raquel", "raque", "rachel"],
    &["rebeca", "rebe", "rebecca"],
    &["graciela", "chela", "gra"],
    &["gabriela", "gaby"],
    &["fernanda", "nanda"],
    &["daniela"],
    &["carolina", "caro", "carol"],
    &["catalina", "cata", "catherine", "caterina", "cathy"],
    &["valentina", "vale", "valen"],
    &["valeria"],
    &["lourdes", "lurdes", "lulu"],
    &["elena", "helena", "nena", "ellen"],
    &["leticia", "leti", "lety"],
    &["lucia", "luci", "llucia", "lucy"],
    &["julia", "juli"],
    &["angela", "angelines", "gelines"],
    &["angeles", "angels", "geles", "nines"],
    &["ana", "anita", "anna", "ane", "ann", "anne"],
    &["andrea", "andre"],
    &["amparo", "amparito", "empar"],
    &["alicia", "ali", "alice"],
    &["adela", "adelita"],
    &["esther", "ester", "estercita"],
    &["eugenia", "geni", "uge"],
    &["eva", "evita"],
    &["itziar", "itxiar"],
    &["nuria", "nur"],
    &["olga", "olgui"],
    &["paula", "pauli"],
    &["rocio", "chio"],
    &["rosa", "rosi", "rosita", "rose"],
    &["ximena", "jimena", "xime"],
    &["yolanda", "yoli"],
    &["katherine", "kate", "kathy", "katie"],
    &["joseph", "joe", "joey"],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_stand_for_their_names() {
        for (short, name) in [
            ("pepe", "jose"),
            ("lola", "dolores"),
            ("iñaki", "ignacio"),
            ("jordi", "jorge"),
            ("kike", "enrique"),
            ("bob", "roberto"),
            ("zoe", "zoe"),
        ] {
            assert_eq!(canonical(short), canonical(name), "{short}");
        }
        assert_ne!(canonical("luis"), canonical("luisa"));
        assert_ne!(canonical("ana"), canonical("eva"));
    }

    #[test]
    fn rows_do_not_overlap_but_on_purpose() {
        // A form of two names stands in the row where it is likelier; compounds may share theirs.
        let single = ROWS.iter().flat_map(|row| row.iter()).filter(|form| !form.contains(' '));
        let mut seen: Vec<&str> = Vec::new();
        for form in single {
            let of = ROWS.iter().filter(|row| row.contains(form) && !row[0].contains(' ')).count();
            assert!(of <= 1, "{form} stands for {of} names");
            seen.push(form);
        }
        assert!(seen.len() > 300);
    }
}
