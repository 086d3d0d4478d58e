//! Given names that everybody takes for names of their own: of Spain, Latin America, and their
//! neighbours' and English ones that lists there hold. Two of them are two people's, however few
//! letters lie between: Juan and Juana, Sara and Lara. Folded, without ñ.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Whose name a given name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    Woman,
    Man,
    /// Guadalupe, Trinidad, Alex.
    Either,
}

/// Whose name it is; `None` where the table does not have it.
pub(super) fn sex(given: &str) -> Option<Sex> {
    static NAMES: LazyLock<HashMap<&str, Sex>> = LazyLock::new(|| {
        let mut names: HashMap<&str, Sex> = HashMap::new();
        for (table, sex) in [(MEN, Sex::Man), (WOMEN, Sex::Woman)] {
            for name in table.split_whitespace() {
                names
                    .entry(name)
                    .and_modify(|known| *known = if *known == sex { sex } else { Sex::Either })
                    .or_insert(sex);
            }
        }
        names
    });
    NAMES.get(given).copied()
}

const MEN: &str = "
    aaron abel abelardo abraham abundio adalberto adam adan adolfo adrian agapito agustin aitor
    alan albano albert alberto albino aldo alejandro alejo alex alexander alexis alfons alfonso
    alfredo alirio alonso alvaro amadeo amado amador amancio ambrosio americo anacleto
    anastasio ander anderson andoni andres andrew angel angelo anibal anselmo anthony anton
    antoni antonio antony apolinar aquiles aquilino arcadio ariel aritz armando arnaldo arnau
    arnold arnoldo arsenio arthur artur arturo asier atanasio atilio augusto aureliano aurelio
    axel baldomero baltasar bartolome basilio bautista beltran benat benedicto benigno benito
    benjamin bernabe bernardino bernardo bernat bertin beto blai blas bonifacio boris borja
    braulio brayan brian bruno bryan caetano calixto camilo candido carlos carmelo casimiro
    cayetano cecilio ceferino celedonio celestino celso cesar cesareo charles chema christian
    christopher chuy cipriano ciriaco cirilo ciro claudio clemente conrado consolacion
    constantino cornelio cosme crisanto crispin cristian cristiano cristobal cruz custodio
    damaso damian daniel danilo dante dario darwin david delfin demetrio denis dennis desiderio
    deyvi didac diego dimas diogenes dionisio domenec domingo donald donato douglas duvan eber
    edgar edgardo edilberto edison edmundo edson eduard eduardo eduin edward edwin efrain efren
    egidio ekaitz eladio eleazar eleuterio elian elias eliecer eligio elio eliseo eloy elvis
    emanuel emeterio emiliano emilio emmanuel eneko enrique enzo epifanio eric erick erik
    ernest ernesto esau esteban euclides eudes eugeni eugenio eulogio eusebio eustaquio
    evaristo evelio everardo ezequiel fabian fabio fabricio facundo faustino fausto federico
    feliciano felipe felix ferdinando fermin fernando ferran fidel filemon filiberto flavio
    florencio florentino florian fortunato francesc francis francisco franco frank franklin
    fred freddy fredy froilan fructuoso fulgencio gabino gabriel gael gaspar gaston genaro
    george gerard gerardo german geronimo gerson gervasio gilbert gilberto gines giovanni
    giovanny gonzalo gorka goyo graciano gregorio guadalupe gualberto guido guillem guillermo
    gumersindo gustavo harold harry heberto hector helio henry heraclio heriberto hermenegildo
    hermes herminio hernan hernando hilario hipolito homero honorio horacio hugo humberto iago
    ian ibai ignacio igor iker ildefonso imanol indalecio inigo inocencio ireneo isaac isaias
    isidoro isidro ismael israel itzan ivan ivo izan jacinto jack jacob jacobo jader jaime jair
    jairo james jamie jan jason javier jean jeferson jefferson jeremias jeronimo jerry jesus
    jhoan jhon jhonatan jhonny jimmy joan joao joaquin joel john johnny jokin jon jonas jonatan
    jonathan jordan jordi jorge jose josep joseph joshua josue juan julen julian julio junior
    justin justino justo juvenal juventino kenneth kevin kike koldo lalo laureano lautaro
    lazaro leandro leo leon leonardo leoncio leonel leonidas leopoldo lino lionel lisandro lluc
    lluis lope lorenzo lotario luca lucas lucho lucian luciano lucio luis lupercio macario magi
    mamerto manel manolo manuel marc marcel marcelino marcelo marcial marcio marco marcos
    mariano marino mario mark martin martiniano martxel mateo mateus matias matthew maurici
    mauricio mauro max maximiliano maximino maximo melchor melecio melquiades memo michael
    miguel miguelangel mikel milton miquel misael modesto mohamed moises moncho nacho nahuel
    nando napoleon narciso natalio natanael nazario nelson nemesio neptali nereo nestor nicanor
    nicasio nicolas nil noe noel norberto octavio odilon oier olegario oliver omar onofre
    oreste orestes oriol orlando oscar osvaldo oswaldo otilio otto ovidio pablo pacifico paco
    pancho pascual pastor patricio patrick patxi pau paul paulino pedro peio pelayo pepe pere
    perfecto perico peter phillip pio placido plinio pol policarpo porfirio primitivo prospero
    prudencio quim quintin quique rafa rafael raimon raimundo ramiro ramon randall raul raymond
    raymundo refugio regino reinaldo remigio renato rene reynaldo ricard ricardo richard
    rigoberto robert roberto robin robinson rocco rodolfo rodrigo rogelio roger rolando roman
    romeo romualdo ronald ronaldo roque rosario rosendo ruben rudy rufino ruperto ryan sabino
    salomon salvador samuel sancho sandro santi santiago santino santos saturnino saul scott
    sean sebastian segismundo segundo serafin serapio sergi sergio servando severiano severino
    sigfrido silverio silvestre silvio simon sixto socorro stalin stephen steven stiven tadeo
    tavo telmo teodoro teofilo thomas tiago timoteo timothy tirso tobias tomas tono toribio
    trinidad tristan ubaldo ulises unai urbano uriel valentin valeriano valerio vasco venancio
    vicenc vicent vicente victor victoriano victorino vidal virgilio virginio vladimir walter
    washington wenceslao wilber wilfredo wilfrido wilian william wilmer wilson xabi xabier
    xavier xoel yadir yago yahir yamil yeferson yeison yerson yoel yohan yordi zacarias zenon";

const WOMEN: &str = "
    abigail abril ada adela adelaida adelia adelina adoracion adriana africa agata agatha agnes
    agueda agustina aida ailen aimar aina ainara ainhoa ainoa aitana alba alberta aldana
    alegria alejandra alejandrina alessandra alex alexa alexandra alexia alice alicia alida
    alina alix allison alma almudena aloma alondra altagracia amada amaia amalia amanda amapola
    amaya ambar amber amelia america amina amparo amy ana anabel anabella anahi anais analia
    anastasia andrea andreina andressa ane angela angeles angelica angelina angels angie
    angustias anita ann anna anne annie anselma antonella antonia antonieta anunciacion araceli
    aracely arantxa aranzazu ariadna ariana ariel arlet arlette armida ascension ashley
    assumpta astrid asun asuncion athenea aurea aurelia aurora ausencia avelina azahara azucena
    barbara beatriz begona belen belinda belkis benedicta benita berenice bernarda bernardina
    berta bertha bethany betina betsabe betsy betty bianca bibiana blanca blasa bonifacia
    brenda briana brigida brigitte brisa brittany camelia camila candela candelaria candida
    caridad carina carla carlota carme carmela carmen carmina carol carola carolina casandra
    casilda catalina catherine cayetana cecilia celeste celia celina cesarea charlotte charo
    chelo chloe christina cinta cintia clara claribel clarisa claudia claudina clea clelia
    clementina cleo cleofe cloe clotilde concepcion concha conchi consolacion constanza
    consuelo cora coral coralia cordelia corina covadonga cristal cristiana cristina cruz
    custodia cynthia dafne daisy dalia dalila damaris dana daniela daria dayana debora deborah
    delfina delia demetria denis denise desiree diana digna dina dionisia dolores domenica
    dominga domitila donna dora doris dorotea dulce dulcenombre edelmira edith edna eduarda
    edurne eileen elba elena eleonor eleonora elia eliana elida elisa elisabet elisabeth
    elisenda elizabeth ella ellen elodia eloisa elsa elvia elvira ema emelina emilia emiliana
    emily emma encarna encarnacion engracia enriqueta erendira erica ericka erika ermelinda
    ernestina esmeralda esperanza estefani estefania estela estella ester esther estibaliz
    estrella etelvina eudosia eufemia eufrasia eugenia eulalia eva evangelina evelia evelin
    evelyn fabiana fabiola fanny fatima faustina fe febe federica felicia feliciana felicidad
    felicitas felipa felisa fermina fernanda fidela filomena fiona fiorella flavia flor flora
    florencia florentina florinda fortuna francesca francisca frida fuensanta gabriela gala
    garazi gema gemma genesis genoveva georgina geraldine gertrudis gilda gina ginebra giovanna
    gisela giselle gladis gladys glenda gloria grace gracia graciela gregoria greta gricel
    griselda guadalupe guillermina guiomar haizea haydee heather hebe heidi helen helena helga
    heloisa hermelinda herminia hermosinda hilda hildegarda honorata honorina hortensia iara
    ida idalia idoia ignacia ileana iluminada imelda imma immaculada ines ingrid inma
    inmaculada iraida irantzu irati irene iria irina iris irma isabel isabela isabella isadora
    isaura isidora isis isolina itsaso itxaso itziar ivana ivette ivonne izaro jacinta
    jackeline jacqueline jan jana jane janet janeth jaqueline javiera jazmin jeanette jenifer
    jennifer jenny jesica jessica jesusa jhoana jimena joan joana joanna joaquina jocelyn
    johana johanna jordana jorgelina josefa josefina josune jovita joyce juana juanita judit
    judith julia juliana julieta julissa julita june justa justina karen karin karina karla
    karol katherine kathleen katia katty keila kelly kenia kiara kimberly lady laia laila lara
    larisa laura lauren laurentina lea leandra leidy leila leire lena leocadia leonela leonides
    leonor leonora leovigilda leslie leticia lia libertad lida lidia liduvina ligia lila lilia
    lilian liliana lina linda lis lisa lisbeth lissette livia liz lizbeth lizeth loida lola
    loli lolita lorea loreley lorena lorenza loreto lorraine lourdes lucero lucia luciana
    lucila lucinda lucrecia lucy luisa luisina lupe lurdes luz lydia mabel macarena macaria
    macrina madison mafalda magali magaly magda magdalena maia maialen maider maika mailen
    maira maitane maite malena mallory malvina manoli manuela mar mara maravillas marcela
    marcelina marcelle marcia marga margaret margarita maria mariam mariana marianela
    mariangeles maribel maricarmen maricela maricruz marie mariela marilu marilyn marina marisa
    marisel marisela marisol maritza marixa marlen marlene marleny marta martha martina
    martiria mary maryam matilde maura mavi maxima maximina maya mayra mayte meghan melania
    melanie melany melba melina melinda melisa melissa mercedes merche meritxell mia micaela
    michelle mila milagro milagros mildred milena mireia miren mireya miriam mirna mirta mirtha
    modesta moira monica monika monserrat montse montserrat morena mylene myriam nadia nadine
    nagore nahia nahiara nahikari naiara naira nancy naomi narcisa natacha natalia natalie
    natalina natasha nathalie natividad nayara nayeli nazaret nazareth nekane nelida nelly
    nerea nereida nicolasa nicole nidia nieves nilda nina nines ninoska noa noel noelia noemi
    nohemi nona nora norberta norma nuria obdulia oceane octavia odalys odette odila ofelia
    ohiana olaia olalla olga olimpia olinda oliva olivia ona oneida orfelina oriana ornella
    otilia ottavia paloma pamela pancha paola paqui pastora patricia patrizia patrocinio paula
    paulina paz pepa perla petra petronila pia piedad pierina pilar pili presentacion primitiva
    priscila priscilla prudencia pura purificacion queralt rachel rafaela raimunda ramona
    raquel rebeca rebecca refugio regina reina reinalda reme remedios renata rene reyes reyna
    rhina ricarda rita roberta robin rocio romina ronda rosa rosalba rosalia rosalinda rosalva
    rosana rosangela rosanna rosario rosaura rose roselia rosenda roser rosetta rosi rosina
    rosita rosmery rosy roxana ruby rufina ruth sabela sabina sabrina sagrario salome salud
    salvadora samanta samantha sandra sandy sara sarah sarai saray sebastiana selena selene
    serafina sergia severina sharon sheila shirley sierra silvana silvia silvina simona simone
    sira socorro sofia sol solange solangel soledad sonia sonsoles sophia soraya stefania
    stella stephanie susan susana susanna susi suyapa sylvia tabita tamara tania tara tatiana
    teodora teofila tere teresa thais thalia tiffany tomasa toni toribia triana trini trinidad
    tulia ulrica urania ursula uxue valentina valeria valery vanesa vanessa vega venus vera
    veronica vicenta vicky victoria victorina violeta virginia virtudes visitacion viviana
    wanda wendy xenia ximena xiomara yadira yael yaiza yajaira yamila yamile yanet yaneth
    yanina yanira yara yasmin yasmina yazmin yeimy yeni yenny yesenia yesica yesid yessica
    yoana yocasta yohana yolanda yoli yuliana yulieth yulissa yurena yuridia zahara zaida zaira
    zara zenaida zenobia zoe zoila zoraida zulema zulma";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_whose_they_are() {
        for (name, expected) in [
            ("juan", Some(Sex::Man)),
            ("juana", Some(Sex::Woman)),
            ("guadalupe", Some(Sex::Either)),
            ("begona", Some(Sex::Woman)),
            ("rikcy", None),
        ] {
            assert_eq!(sex(name), expected, "{name}");
        }
    }

    #[test]
    fn names_are_as_names_are_compared() {
        for name in MEN.split_whitespace().chain(WOMEN.split_whitespace()) {
            assert!(name.bytes().all(|byte| byte.is_ascii_lowercase()), "{name}");
        }
    }
}
