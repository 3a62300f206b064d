#include "src/rules/famous.h"

#include <string.h>

/* Our own choice, in letters and digits only, so that neither case nor what stands between words matters. None is
 * part of another: whoever takes a part of one has it all. */
const char *const famous_phrases[] = {
	/* examples of how to choose one */
	"correcthorsebatterystaple", "correctbatteryhorsestaple", "horsebatterystaplecorrect",
	"correctstaplehorsebattery", "trombonestaplebatteryhorse", "troubadortroubadour",
	"purplemonkeydishwasher", "correctdonkeybatterystaple", "elephantbananacupcake", "mydoghasfleas",
	"thisismypassword", "thisisapassword", "thisisnotmypassword", "thisismysecretpassword",
	"thisisaverylongpassword", "thisisastrongpassword", "thisisasecurepassword", "thisismypassphrase",
	"thisisapassphrase", "thepasswordispassword", "mypasswordispassword", "myvoiceismypassportverifyme",
	"whatisthepassword", "iforgotmypassword", "ihatepasswords", "pleaseletmein", "letmeinplease",
	"opensesameopensesame", "youshallnotpass", "speakfriendandenter", "changemeplease",
	"changethispassword", "enteryourpassword", "passwordmustbechanged", "fourrandomwords",
	"dicewarepassphrase", "accessdeniedaccessgranted", "trustnoonetrustnoone",
	/* exercises for fingers and filling */
	"thequickbrownfoxjumpsoverthelazydog", "thequickbrownfoxjumpedoverthelazydog",
	"packmyboxwithfivedozenliquorjugs", "sphinxofblackquartzjudgemyvow", "howvexinglyquickdaftzebrasjump",
	"nowisthetimeforallgoodmentocometotheaidoftheparty",
	"nowisthetimeforallgoodmentocometotheaidoftheircountry",
	"loremipsumdolorsitametconsecteturadipiscingelit", "allworkandnoplaymakesjackadullboy",
	/* films, series and games */
	"maytheforcebewithyou", "iamyourfatherluke", "lukeiamyourfather", "helpmeobiwankenobiyouaremyonlyhope",
	"thesearenotthedroidsyouarelookingfor", "alongtimeagoinagalaxyfarfaraway", "livelongandprosper",
	"resistanceisfutile", "toboldlygowherenomanhasgonebefore", "beammeupscotty", "spacethefinalfrontier",
	"winteriscoming", "valarmorghulisvalardohaeris", "youknownothingjonsnow",
	"oneringtorulethemalloneringtofindthem", "onedoesnotsimplywalkintomordor", "mypreciousmyprecious",
	"notallthosewhowanderarelost", "isolemnlyswearthatiamuptonogood", "expectopatronum",
	"wingardiumleviosa", "withgreatpowercomesgreatresponsibility", "toinfinityandbeyond", "iseedeadpeople",
	"houstonwehaveaproblem", "franklymydearidontgiveadamn", "hereslookingatyoukid",
	"imgoingtomakehimanofferhecantrefuse", "youcanthandlethetruth", "showmethemoney",
	"sayhellotomylittlefriend", "theresnoplacelikehome", "totoiveafeelingwerenotinkansasanymore",
	"lifeislikeaboxofchocolates", "runforrestrun", "hastalavistababy", "illbebackillbeback",
	"mynameisinigomontoyayoukilledmyfatherpreparetodie", "supercalifragilisticexpialidocious",
	"allyourbasearebelongtous", "thecakeisalie", "itisdangeroustogoalonetakethis", "doabarrelroll",
	"leeroyjenkins", "winnerwinnerchickendinner", "solongandthanksforallthefish", "theanswerisfortytwo",
	"donotpanicdontpanic", "elementarymydearwatson", "iamgrootiamgroot", "hacktheplanet",
	"shallweplayagame",
	/* books, plays, speeches, prayers */
	"tobeornottobethatisthequestion", "romeoromeowhereforeartthouromeo", "alltheworldsastage",
	"doubledoubletoilandtrouble", "friendsromanscountrymenlendmeyourears", "somethingwickedthiswaycomes",
	"itwasadarkandstormynight", "itwasthebestoftimesitwastheworstoftimes", "callmeishmael",
	"inthebeginninggodcreatedtheheavenandtheearth", "inthebeginningwastheword",
	"thelordismyshepherdishallnotwant", "ourfatherwhoartinheavenhallowedbethyname", "hailmaryfullofgrace",
	"forgodsolovedtheworld", "loveispatientloveiskind", "donotgogentleintothatgoodnight",
	"tworoadsdivergedinayellowwood", "onceuponamidnightdreary", "fourscoreandsevenyearsago",
	"asknotwhatyourcountrycandoforyou", "wethepeopleoftheunitedstates", "weholdthesetruthstobeselfevident",
	"lifelibertyandthepursuitofhappiness", "onesmallstepformanonegiantleapformankind",
	"ithinkthereforeiam", "cogitoergosum", "venividivici", "aleaiactaest", "carpediemcarpediem",
	"mementomorimementomori", "ingodwetrust", "godsavethequeen", "godsavetheking",
	"bigbrotheriswatchingyou", "warispeacefreedomisslaveryignoranceisstrength", "allanimalsareequal",
	"onceuponatime", "andtheylivedhappilyeverafter", "helloworldhelloworld",
	/* songs and rhymes */
	"maryhadalittlelamb", "twinkletwinklelittlestar", "rowrowrowyourboat", "happybirthdaytoyou",
	"jinglebellsjinglebells", "humptydumptysatonawall", "somewhereovertherainbow", "nevergonnagiveyouup",
	"hellodarknessmyoldfriend", "isthisthereallifeisthisjustfantasy", "wewillwewillrockyou",
	"wearethechampions", "allyouneedislove", "letitbeletitbe", "icantgetnosatisfaction",
	"stairwaytoheaven", "anotherbrickinthewall", "dontstopbelieving", "sweethomealabama",
	"takemetotheriver", "ohsaycanyousee", "amazinggracehowsweetthesound", "imdreamingofawhitechristmas",
	"iloveyousomuch", "iloveyouforever", "iwillalwaysloveyou",
	/* proverbs */
	"anappleadaykeepsthedoctoraway", "practicemakesperfect", "theearlybirdcatchestheworm",
	"curiositykilledthecat", "apennysavedisapennyearned", "wheninromedoastheromansdo", "knowledgeispower",
	"timeismoneytimeismoney", "honestyisthebestpolicy", "nopainnogain", "looselipssinkships",
	"rosesareredvioletsareblue",
	/* other languages */
	"dasistmeinpasswort", "ichliebedich", "meinpasswortistsicher", "jepensedoncjesuis", "lemotdepasse",
	"tequieromucho", "estaesmicontrasena",
	NULL
};

bool famous_strike(char *plain)
{
	bool struck = false;

	for (const char *const *phrase = famous_phrases; *phrase; phrase++) {
		size_t len = strlen(*phrase);
		char *at;

		while ((at = strstr(plain, *phrase)) != NULL) {
			memmove(at, at + len, strlen(at + len) + 1);
			struck = true;
		}
		if (strlen(plain) >= FAMOUS_LEAST && strstr(*phrase, plain)) {
			*plain = '\0';
			struck = true;
		}
	}
	return struck;
}
