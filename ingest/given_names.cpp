#include "ingest/given_names.h"

#include <string>
#include <unordered_set>

#include "graph/name_key.h"

namespace rapport {
namespace {

// 1462 names of many languages, without accents. Words that more often start the name of a thing
// (Crystal, Hope, Star) are left out.
const std::unordered_set<std::string_view>& given_names() {
  static const std::unordered_set<std::string_view> names = [] {
    std::unordered_set<std::string_view> set;
    std::string_view rest =
        "ewan eamon oddny orla roisin niamh aoife padraig seamus lucian ottoline imani zola "
        "kaveh nguyen thi farzad babak leilani keanu makoa anwar bashir idris tarek wael "
        "aaron abby abdul abdullah abdulrahman abel abigail abraham ada adam adele adeline "
        "adrian adriana adrien agata agnes agnieszka ahmad ahmed aiden aiko aileen aisha akiko "
        "akira alain alan alana albert alberto alejandra alejandro aleksander aleksandra "
        "alessandra alessandro alex alexa alexander alexandra alexandre alexis alfred ali "
        "alice alicia alina alisa alison allan allen allison alma alvaro amadou amanda amara "
        "amelia amelie amina amir amit amy ana anais anand anastasia anders andre andrea "
        "andreas andreea andrei andres andrew andrzej andy angel angela angelica angelo angus "
        "anika anil anita anja anjali ann anna annabel anne anneke anneliese annette annika "
        "anouk ansel anthony antje antoine anton antonia antonio anya arash ariana ariel arjun "
        "armando arnaud arne arnold arthur arturo arun arvid asa ashley ashok asif asta astrid "
        "atsuko aubrey audrey augustin aurelie aurora ava axel ayesha ayse ayumi barbara barry "
        "bart bartosz basil bastian beata beatrice beatriz belinda ben benedikta benjamin "
        "bernard bernd bernhard bert beth bethany betty beverly bianca bilal bill billy birgit "
        "bjorn blanca bo bob bogdan boris brad bradley brandon brenda brendan brent brian "
        "bridget brigitte britta brooke bruce bruno bryan caitlin callum camila camille "
        "candice carina carl carla carlo carlos carmen carol carole carolina caroline carolyn "
        "carrie carsten carys cassandra catalina catarina catherine cathy cecile cecilia "
        "cedric celia celine cesar chad chandra charles charlie charlotte chen cheng cheryl "
        "chiara chinedu chloe chris christa christian christiane christina christine christoph "
        "christophe christopher chuck ciara cindy claire clara clarence clarissa claude "
        "claudia claudine claudio claus clement clifford clive cody colette colin colleen "
        "connie connor conor constance corey corinna corinne cornelia cosima craig cristina "
        "curtis cynthia cyril dagmar daisuke daisy damian damien dan dana daniel daniela "
        "daniele danielle danny dario darius darren dave david dean debbie deborah debra "
        "declan deepa deepak deirdre delia denis denise dennis derek deshawn desiree devon "
        "diana diane diego dieter dietrich dilip dimitri dina dinesh dirk dmitri dmitry "
        "dolores dominic dominik dominique don donald donna dora doreen doris dorothea dorothy "
        "doug douglas duncan dustin dylan ebba eddie edgar edith edmund eduard eduardo edward "
        "edwin eileen ekaterina elaine eleanor elena eleni elias elif elin elina elisa "
        "elisabeth elise elizabeth ella ellen elliot elliott elodie elsa elsie emanuel emeka "
        "emil emilia emilie emilio emily emma emmanuel enrico enrique eric erica erik erika "
        "erin ernest ernesto erwin esra esteban estelle esther ethan etienne eugene eugenia "
        "eunice eva evan evangelos evelyn ewa fabian fabien fabio fabrice faisal farah farid "
        "farida fatima federico felicia felicity felipe felix ferdinand fernanda fernando "
        "filip finn fiona flavia flora florence florian franca frances francesca francesco "
        "francine francis francisco franco francois francoise frank franz fred freddy frederic "
        "frederica frederick frederik freya friedrich fritz fumiko gabriel gabriela gabriele "
        "gabrielle gail gareth garry gary gaurav gavin geert gemma gene genevieve geoff "
        "geoffrey georg george georges georgia georgina gerald geraldine gerard gerhard gerrit "
        "giacomo gianluca gilbert gilles gina giorgio giovanna giovanni gisela giulia giuseppe "
        "glen glenn gloria goran gordon grace graham greg gregor gregory greta gretchen "
        "grzegorz guido guillaume guillermo gunnar gunther gustav gustavo guy gwen gwendolyn "
        "hakan hakon hamid hana hanna hannah hannes hans harald hari harold harriet harrison "
        "harry haruki harvey hasan hassan heather hector heidi heike heinrich heinz helen "
        "helena helene helga helmut hendrik henning henri henriette henrik henrike henry "
        "herbert herman hermann hideo hilary hilda hiroshi holger holly horst howard hubert "
        "hugh hugo hussein iain ian ibrahim ida ignacio igor ilse imogen imran ines inga inge "
        "ingeborg ingrid ingunn inigo ioana irena irene irina iris irma isaac isabel isabella "
        "isabelle ismail istvan ivan ivana ivo jack jackie jacob jacqueline jacques jade jaime "
        "jake jakob jakub james jamie jan jana jane janet janice janine janusz jared jarek "
        "jasmin jasmine jason jasper javier jay jayden jean jeanette jeanne jeff jeffrey "
        "jelena jenna jennifer jenny jens jeremiah jeremy jerome jerry jesper jesse jessica "
        "jesus jill jim jimmy jing jo joachim joan joana joanna joanne joao joaquin jochen "
        "jody joe joel joelle johan johann johanna johannes john johnny jolanda jon jonah "
        "jonas jonathan jordan jordi jorg jorge jose josef josefina joseph josephine josh "
        "joshua joyce juan juana juanita judith judy jukka jules julia julian juliana julianne "
        "julie julien juliet juliette julio julius jun junko jurgen justin justine justyna kai "
        "kamal kamil kamila kara karen karim karin karina karl karla karolina karsten kasia "
        "kaspar katarina kate katerina katharina katherine kathleen kathryn kathy katie katja "
        "katrin katrina kavita kay kazuo keiko keith kelly ken kendra kenji kenneth kenny kent "
        "kerry kerstin kevin khadija khaled khalid kiara kieran kim kimberly kira kirk kirsten "
        "klaus knut kofi koji konrad konstantin krishna kristen kristian kristin kristina "
        "kristof kristoffer krzysztof kurt kwabena kwame kwesi kyle lakshmi lara larissa larry "
        "lars laszlo laura lauren laurence laurent lawrence layla lea leah leandro leanne lee "
        "leena leif leila leland lena lennart leo leon leonard leonardo leonie leonor leopold "
        "leroy lesley leslie leticia lewis liam lidia lieke lila lili lilian liliana lillian "
        "lily lin lina linda lindiwe linnea linus lionel lisa liz ljubica lloyd lois lola "
        "lorcan lorenz lorenzo loretta lori lothar lotte lou louis louisa louise lourdes luc "
        "luca lucas lucia luciana lucie lucien lucy ludovic ludwig luigi luis luisa luiz lukas "
        "lukasz luke lydia lynn maarten mabel maciej madeleine mads magda magdalena maggie "
        "magnus mahmoud mai maja malcolm malgorzata malik malin mandy manfred manuel manuela "
        "mara marc marcel marcela marcello marcelo marcia marcin marco marcos marcus marek "
        "maren margaret margarita margot marguerite maria mariam mariana marianne marie "
        "mariela marika marina mario marion marisa marisol marit marius marjorie mark marko "
        "markus marlene marlon marta martha martin martina marvin mary maryam masako masao "
        "mateo mateusz mathias mathieu mathilde matilda matt matteo matthew matthias matthieu "
        "maureen maurice mauricio max maxime maximilian maya megan mehmet mei melanie melinda "
        "melissa mercedes meredith mia michael michaela michal michel michela michele michelle "
        "miguel mihai mikael mike mikhail mikko mila milan milena miles milica millie milo "
        "mina mira miranda mireille miriam miroslav mitchell mohamed mohammad mohammed moira "
        "molly mona monica monika monique morgan moritz morten moses muhammad murray mustafa "
        "myra nadia nadine naomi natalia natalie nataliya natasha nathan nathaniel neha neil "
        "nella nelson nia nicholas nick nicola nicolas nicole niels nigel nikhil niklas nikola "
        "nikolai nils nina nisha nkechi noah noel noelle noemi noor nora noriko norma norman "
        "nuno nuria octavia odile ola olaf ole oleg olena olga oliver olivia olivier olle omar "
        "oriol oscar oskar osman otis otto owen pablo padma pamela paola paolo parisa pascal "
        "patricia patricio patrick patrik patty paul paula paulina pauline paulo pavel pawel "
        "pedro peggy penelope penny per percy perry petar peter petra petri petronella phil "
        "philip philipp philippa philippe phillip phoebe phyllis pia pier pierre pieter pilar "
        "piotr pooja prakash pranav preeti priti priya qing quentin quinn rachel radek radka "
        "rafael rafe raffaele raghav rahul rainer raj rajesh rajiv ralf ralph ramesh ramon "
        "rana randall randy raphael rashad rashid raul ravi ray raymond rebecca regina reiko "
        "reinhard rekha remi rena renata renate rene renee reza rhonda ricardo riccardo "
        "richard rick ricky riku rita rob robert roberta roberto robin rocio rod roderick "
        "rodney rodolfo rodrigo roger roland rolf romain roman ron ronald rory rosa rosalind "
        "rosario rose rosemary rosie ross rowan roxana roy ruairi ruben ruby rudolf rudy rui "
        "rupert russell ruth ryan sabina sabine sabrina sadia saeed saga sally salma salvatore "
        "sam samantha samir samira samuel sana sandeep sander sandra sandro sanjay santiago "
        "saoirse sara sarah sasha saskia satoshi scott sean sebastian sebastien selena selma "
        "serena serge sergei sergey sergio seth shah shane shannon sharon shaun shauna sheila "
        "shelby shelley sherry shirin shirley shreya shu sibylle sidney siegfried sietske "
        "sigmund signe sigrid sigridur silas silke silvia simon simona simone siobhan sofia "
        "sofie soledad solvei solveig sonia sonja sonya sophia sophie soren stacey stacy "
        "stanislav stanley stefan stefania stefanie steffen stella stephan stephane stephanie "
        "stephen steve steven stewart stina stuart su sue sujata sunil sunita sunniva susan "
        "susana susanna susanne suzanne sven svetlana sybil sylvia sylvie tadeusz takashi "
        "takeshi talia tamara tammy tanja tanya tara tariq tatiana tatjana taylor ted terence "
        "teresa terrence terri terry tess tessa thabo thandiwe thea thelma theo theodor "
        "theodora theodore theresa therese thibault thierry thomas thorsten tiago tiffany tim "
        "timo timothy tina tobias toby todd tom tomas tomasz tommy tomoko toni tony tora "
        "torbjorn tore torsten torvald tracey tracy travis trevor tricia trine troels tuan "
        "tyler ulf ulla ulrich ulrike uma umar urs ursula usha ute uwe valentin valentina "
        "valeria valerie vanessa vasil vasily vera verena vernon veronica veronika veronique "
        "vesna vicky victor victoria vidar vijay vikram viktor viktoria vincent vincenzo viola "
        "violet violeta virginia vito vivek vivian vladimir volker wade waldemar walter wanda "
        "wanjiru warren wayne wei wendy werner wesley wiebke wilfried wilhelm wilhelmina "
        "willem william willy wim winston wojciech wolfgang xavier ximena xin yael yan yana "
        "yann yannick yara yasmin yasmine yaw ying yoko yolanda yosef yousef youssef ysabel "
        "yuki yulia yuri yusra yusuf yvette yvonne zainab zara zdenek zeynep zhang zita zoe "
        "zofia zoltan zoran zuzana zuzanna";
    while (!rest.empty()) {
      const auto blank = rest.find(' ');
      set.insert(rest.substr(0, blank));
      rest.remove_prefix(blank == std::string_view::npos ? rest.size() : blank + 1);
    }
    return set;
  }();
  return names;
}

}  // namespace

bool is_common_given_name(std::string_view word) {
  const std::string folded = fold_accents(word);
  // "Mei-Ling", "Jean-Luc": by the first part.
  return given_names().contains(std::string_view(folded).substr(0, folded.find(' ')));
}

}  // namespace rapport
