//! Surnames that many have: two of them are two families', a letter apart as they may be. Rojas is
//! no slip for Rosas. Folded, without ñ.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Whether a surname is one that many have.
pub(super) fn is_common(surname: &str) -> bool {
    static SURNAMES: LazyLock<HashSet<&str>> =
        LazyLock::new(|| SURNAMES_TABLE.split_whitespace().collect());
    SURNAMES.contains(surname)
}

const SURNAMES_TABLE: &str = "
    abad acevedo acosta acuna aguado aguilar aguilera aguirre alarcon alba alcaide alcala
    alcantara alfaro alfonso aliaga almeida alonso altamirano alvarado alvarez amador amaya
    anaya andrade andreu angulo antunez aparicio aragon aranda arango araya arce arciniegas
    arellano arenas arevalo arias arjona armas arnau arranz arroyo arteaga asensio avalos avila
    ayala badia baeza ballesteros banos barba barbero barbosa barcelo barragan barrera barreto
    barrios barroso bautista becerra bello beltran benavides benitez benito bermejo bermudez
    bernal bernardo berrios blanco blasco blazquez bonet bonilla borrego bosch botella bravo
    briones brito bueno burgos bustamante bustos caballero cabello cabrera caceres calderon
    calero calle calvo camacho camara camargo campos cano canovas cantero cantu carbajal
    carbonell cardenas cardona carmona caro carpio carranza carrasco carrasquilla carrera
    carrero carretero carrillo carrion carvajal casado casanova casas castaneda castano
    castellano castellanos castello castillo castro catalan ceballos cebrian centeno cepeda
    cerda cervantes cervera chavez cifuentes cisneros cobo coll collado colon conde contreras
    corbacho cordero cordoba cordon cornejo corona coronado corral correa cortes cortez cortina
    costa cruz cubero cuellar cuenca cuesta cueva cuevas davila delgado diaz diego diez
    dominguez donoso dorado duarte duenas duque duran echeverri echeverria elias enriquez
    escalante escobar escudero espejo espin espinosa espinoza esteban esteve estevez estrada
    exposito fajardo farias feijoo felix fernandez ferreira ferrer ferrero figueroa flores
    fonseca font franco freire fuente fuentes gaitan galan galindo gallardo gallego gallegos
    galvan galvez gamboa gamez garces garcia garrido garza gascon gaspar gil gimenez gimeno
    giraldo giron godoy gomez gomis gonzales gonzalez gonzalo gordillo gracia granados grau
    guardia guerra guerrero guevara guijarro guillen gutierrez guzman haro henriquez heredia
    hernandez hernando herrador herranz herrera herrero hervas hidalgo hinojosa hoyos huaman
    huerta hurtado ibanez ibarra iglesias izquierdo jara jaramillo jimenez jorge juan juarez
    jurado lagos lara latorre lazaro leal ledesma leiva leon lillo linares llamas llorens
    llorente lobato lobo londono lopez lorente lorenzo losada lozano lucas lucero lugo luna
    luque machado macias madrid madrigal maldonado mamani manrique manzano marcano marcos marin
    marquez marrero marti martin martinez martos mas mata mateo mateos matos maya mayorga
    medina mejia mena mendez mendoza menendez merino mesa meza miguel millan miranda molina
    molinero mondragon monge montalvo montano monte montero montes montiel montoya mora moral
    morales moran morano moreno moro moya munguia munoz murcia murillo naranjo nava navarrete
    navarro navas nieto nogales novoa nunez obregon ocampo ocana ochoa ojeda olea oliva
    olivares oliveira oliver olivera olmedo olmos olvera orellana orozco orta ortega ortiz
    osorio ospina otero oviedo pacheco padilla palacios palma palomino palomo pardo paredes
    parejo parra pascual pastor patino paz pedraza pena peralta perea pereira perez pineda
    pineiro pinto pizarro pla plaza polo ponce pons porras portillo pozo prada prado prieto
    puente puentes puig pulido quesada quevedo quezada quinones quintana quintero quiroga
    quiroz quispe rabago ramirez ramon ramos rangel raya rebollo recio redondo reguera reina
    renteria requena restrepo rey reyes reyna ricardo rico riera rincon rioja rios riquelme
    rius rivas rivera rivero robledo robles roca rocha rodrigo rodriguez roig rojas rojo roldan
    roman romero romeu romo rosa rosado rosales rosario rosas rosell roura rubio rueda ruiz
    saavedra sabater saez sainz sala salas salazar salcedo salgado salinas salmeron salvador
    samper sanabria sanchez sancho sandoval sanmartin santamaria santana santiago santos sanz
    sarmiento sastre segovia segura sepulveda serna serra serrano sevilla sierra silva simon
    sola solano soler solis solorzano soria soriano sosa sotelo soto suarez tapia tejada
    tejedor tejera tello tena terron toledo toro torre torrente torres tovar trejo trujillo
    ugarte urbano urena uribe valdes valdivia valencia valenzuela valera valero valle vallejo
    valls valverde vaquero vara varela vargas vasquez vazquez vega vela velasco velasquez
    velazquez velez vera vergara vicente vidal viera vila vilar villa villalba villalobos
    villanueva villar villarreal villaverde villegas vivas yanez yepes zambrano zamora zapata
    zarate zavala zepeda zuniga zurita";
