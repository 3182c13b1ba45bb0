"""Word lists behind the rules for names and places: what to add to when an interview is read wrongly.

A user's own list comes on top of these. They need not be whole: a name that is missing here is found by the words
around it, or by the list.
"""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


FIRST_NAMES = _words(
    """
    agneta agnes alexander alexandra alfred ali alice alva amanda amina amira anders andreas angelica anette anita ann
    anna annika anneli ann-christin ann-marie annelie anton arne arvid astrid august axel barbro beatrice bengt benjamin
    berit bertil birgit birgitta bodil britt britta camilla carin carina carl caroline catarina cecilia charlotte
    christer christian christina christoffer christopher claes daniel david desirée ebba edvin elias elin elina elisabet
    elisabeth ella ellen ellinor elsa elvira emelie emil emilia emma engla erik erika ester eva evelina fatima fatma
    felicia fredrik frida gabriel gabriella gerd gunilla gunnar gustaf gustav göran görel hanna hanne harald hassan
    hedvig helen helena helene helge henrik hilda hugo håkan ibrahim ida ingegerd ingela inger ingrid ingvar isabel
    isabell isabella isak jakob jan jenny jens jesper jessica joakim johan johanna johannes jonas jonatan jonna josef
    josefin josefine jörgen julia kajsa karin karl karolina katarina katja kent kerstin kjell klara kristian kristina
    kristoffer krister lars laura leif lena lennart leo leyla lina linda linn linnea linnéa linus lisa lisbeth louise
    lotta lovisa lucas ludvig lukas madeleine magdalena magnus maja malin marcus margareta maria mariana marianne marie
    martin martina mathias matilda mats mattias maud maryam mehmet melissa mia mikael miriam mohamed mohammed moa mona
    monica monika märta mårten natalie nathalie nils nina nora oliver olivia olle olof omar oscar oskar ove patrik
    paulina per-olof peter petra pernilla pia pontus ragnar rasmus rebecka richard rickard robert robin roger roland
    rolf ronja rune rut samira samuel sandra sara sebastian selma signe sigrid simon sofia sofie sonja staffan stefan
    stina susanne susanna sven svante tea teresa terese therese theodor thomas tilda tilde tobias tomas tommy torbjörn
    torsten tove tuva tyra ulla ulrica ulrika urban vanja veronica veronika victoria viggo viktor viktoria vilgot
    vilhelm vilma wilhelm wilma yasmin yusuf yvonne zahra zeinab åke åsa älva örjan östen
    abigail adam alan albert alison amelia amy andrea andrew angela anne anthony barbara ben bridget catherine charles
    charlie chloe claire clare colin craig daisy danielle deborah diana donna dorothy edward eleanor elizabeth ellie
    emily ethan evie fiona freya gareth gary gemma geoffrey george gillian gordon graham hannah harriet harry heather
    helen holly ian imogen isla jackie jacob jacqueline james jane janet jason jayne jennifer jeremy jim joanne john
    jonathan joseph joshua josie judith julie karen kate katherine kathleen katie keith kelly kenneth kevin kimberly
    lauren leah lesley lewis liam lily linda lucy lydia maggie margaret mary matthew megan michael michelle mohammad
    naomi natasha nathan neil nicholas nicola nicole nigel olivia pamela patricia patrick paul philip phoebe poppy
    priya rachel raymond rebecca rhys ronald ruth ryan sally samantha sarah scott sean shaun sharon sheila shirley
    simon sophia sophie stephanie stephen steven stewart stuart susan suzanne teresa theresa thomas tim timothy toby
    tracey tracy vanessa victoria wendy william yasmin zoe
    """
)
"""Common first names in Swedish and English that are no words, case-folded."""

WORD_NAMES = _words(
    """
    alf ask bo björn bror cilla dag dan disa eir embla fanny finn frej gull gun göta hans heidi hjalmar idun
    inga iris iver
    kim kurt liv lo love majken my ninni noa per pär ros rosa saga sam siv sol sten stig sune svea tage tor
    tora tove tyr
    ulf uno vera vide viola vår ylva pal ria lova sixten ture alma ava ella isa tom nelly milo malva jack
    april art august bill bob carol daisy dawn dean drew eve faith frank gene ginger grace grant guy hazel heath
    hope iris ivy jack jasmine jay jean joy june lance lee mark marina max may melody miles norm olive page pat pearl
    penny peg ray rich rob robin rod rose ruby rusty sandy sky sue summer victor violet wade ward will
    """
)
"""First names that are words too, case-folded: taken for names only where the text around them says so."""

WORD_SURNAMES = _words(
    """
    alm ask berg björk blad blom borg brink brun dahl dal ed ek fors frid gran gren hall hammar hed hjort holm hägg kull
    lilja lind ljung lund lång lövgren modig mark nord ny nyberg näs palm park quist rask ren ro roos rosén ros sand sjö
    skog skoog sköld stark sten storm strand ström sund svan svärd sten vik vinter väst wall åberg ås öst ö
    baker bell bishop black bond brooks brown butler carter church clay cook cooper cross day dean fisher ford fox gray
    green hall hill holland hunt hunter king knight lake lane little long marsh mason may mills moore north park parker
    penny pope porter price reed rice rivers rose short small smith snow stone street taylor wall ward waters webb west
    white wise wood woods young
    """
)
"""Surnames that are words too."""

PRONOUN_NAMES = _words("hans inga my per vår dag sam will may mark can art pat")
"""Names that so often open a sentence as words that even a verb after them says little."""

SURNAME_ENDINGS = (
    *("sson", "sdotter", "qvist", "kvist", "ström", "gren", "lund", "berg", "dahl", "stedt", "blom", "borg"),
    *("mark", "holm", "löf", "feldt", "skiöld", "hjelm"),
)
"""Endings that make a capitalised word a likely surname where another name stands before it."""

MUNICIPALITIES = _words(
    """
    ale alingsås alvesta aneby arboga arjeplog arvidsjaur arvika askersund avesta bengtsfors bjurholm bjuv bollebygd
    bollnäs borgholm borlänge borås botkyrka boxholm bromölla bräcke burlöv båstad danderyd degerfors dorotea eda
    ekerö eksjö emmaboda enköping eskilstuna eslöv essunga fagersta falkenberg falköping falun filipstad finspång
    flen forshaga färgelanda gagnef gislaved gnesta gnosjö gotland grums grästorp gullspång gällivare gävle göteborg
    götene habo hagfors hallsberg hallstahammar halmstad hammarö haninge haparanda heby hedemora helsingborg
    herrljunga hjo hofors huddinge hudiksvall hultsfred hylte hällefors härjedalen härnösand härryda hässleholm
    högsby hörby höör jokkmokk järfälla jönköping kalix kalmar karlsborg karlshamn karlskoga karlskrona karlstad
    katrineholm kinda kiruna klippan knivsta kramfors kristianstad kristinehamn krokom kumla kungsbacka kungsör
    kungälv kävlinge köping laholm landskrona laxå lekeberg leksand lerum lessebo lidingö lidköping lindesberg
    linköping ljungby ljusdal ljusnarsberg lomma ludvika luleå lycksele lysekil malmö malung malå mariestad markaryd
    mellerud mjölby mora motala mullsjö munkedal munkfors mölndal mönsterås mörbylånga nacka nordanstig nordmaling
    norrköping norrtälje norsjö nybro nykvarn nyköping nynäshamn nässjö ockelbo olofström orsa orust osby oskarshamn
    ovanåker oxelösund pajala partille perstorp piteå ragunda robertsfors ronneby rättvik sala salem sandviken sigtuna
    simrishamn sjöbo skara skellefteå skinnskatteberg skurup skövde smedjebacken sollefteå sollentuna solna sorsele
    sotenäs staffanstorp stenungsund stockholm storfors storuman strängnäs strömstad strömsund sundbyberg sundsvall
    sunne surahammar svalöv svedala svenljunga säffle säter sävsjö söderhamn söderköping södertälje sölvesborg tanum
    tibro tidaholm tierp timrå tingsryd tjörn tomelilla torsby torsås tranemo tranås trelleborg trollhättan trosa
    tyresö täby töreboda uddevalla ulricehamn umeå uppsala uppvidinge vadstena vaggeryd valdemarsvik vallentuna
    vansbro varberg vaxholm vellinge vetlanda vilhelmina vimmerby vindeln vingåker vårgårda vänersborg vännäs
    värmdö värnamo västervik västerås växjö ydre ystad åmål ånge åre årjäng åsele åstorp åtvidaberg öckerö ödeshög
    örebro örkelljunga örnsköldsvik östersund österåker östhammar övertorneå överkalix älvdalen älvkarleby älmhult
    älvsbyn ängelholm öland gimo hallonbergen rinkeby tensta rosengård angered bergsjön hammarkullen biskopsgården
    dalarna värmland norrbotten västerbotten jämtland hälsingland gästrikland uppland södermanland östergötland
    småland blekinge skåne halland bohuslän dalsland västmanland närke ångermanland medelpad
    birmingham bradford bristol cambridge cardiff coventry derby dublin dundee edinburgh glasgow hull leeds leicester
    liverpool london manchester newcastle norwich nottingham oxford plymouth portsmouth sheffield southampton
    sunderland swansea york brighton exeter belfast aberdeen
    """
)
"""Swedish municipalities and provinces, and some larger English-speaking towns, case-folded."""

WORD_PLACES = _words(
    "ed kil lund mark vara berg boden strand sala trosa flen nora bara ale eda kinda köping derby hull"
)
"""Places among them, and beside them, that are words or names of other things too."""

NO_NAMES = _words(
    """
    vi jag du ni han hon hen de dom det den ja nej jo men och så då nu sen sedan där här när om att för på i en ett alla
    många vissa inte också fast därför ibland ofta vad vem vilken hur varför min mitt mina din ditt dina vår vårt våra
    deras hans hennes man mamma pappa mor far mormor farmor morfar farfar barn barnet förälder föräldrar moderator
    intervjuare samordnare kurator barnmorska sjuksköterska bvc bmm mvc bhv bb bup fc iva ivo sfi lss hvb soc
    socialtjänsten socialtjänst socialstyrelsen försäkringskassan arbetsförmedlingen skatteverket
    migrationsverket polisen regionen
    kommunen landstinget staten riksdagen regeringen facebook instagram google teams zoom sms youtube whatsapp word
    excel covid corona pandemin gud jesus internet netflix skype swish bankid ica coop ikea systembolaget
    sverige norge danmark finland island europa tyskland england frankrike spanien italien polen ryssland ukraina syrien
    irak iran afghanistan somalia eritrea etiopien turkiet kina indien thailand usa norden skandinavien afrika asien
    svenska svensk engelska engelsk arabiska arabisk somaliska persiska dari tigrinja turkiska kurdiska polska finska
    tyska franska spanska ryska måndag tisdag onsdag torsdag fredag lördag söndag måndagar tisdagar onsdagar torsdagar
    fredagar lördagar söndagar januari februari mars april maj juni juli augusti september oktober november december jul
    julen påsk påsken midsommar nyår advent lucia sommaren hösten vintern våren eu fn un nhs gp
    the it we they he she you and but so then that this there here if when what my our i a in on at yes no mum dad
    mother father her his their monday tuesday wednesday thursday friday saturday sunday january february march june
    july sweden norway denmark britain uk ireland scotland wales england europe english swedish arabic polish god
    christmas easter ramadan eid moderator interviewer participant speaker
    """
)
"""Capitalised words that identify nobody."""

HEADS = _words(
    """
    projektet projekt modellen metoden skolan skola förskolan förskola friskolan gruppen gruppens teamet familjen
    gården gård fritidsgården kyrkan kyrka församlingen centralen familjecentralen familjecentral vårdcentralen
    vårdcentral mottagningen biblioteket sjukhuset sjukhus lasarettet lasarett akuten kliniken hemmet hem huset hus
    området område dalen skogen parken torget gatan vägen bron sjön bo bor borna bon bornas kommun kommunen bygden
    trakten regionen föreningen stiftelsen fonden satsningen samarbetet samverkan nätverket mötet kontoret enheten
    verksamheten dagen dagarna träffen träffarna chefen rektorn mamman pappan barnen barn familjer familjerna
    föräldrar föräldrarna tanten killen tjejen resan vistelsen tiden åren ungarna eleverna lärarna
    """
)
"""Words that names are compounded with: Vansbroprojektet, Annagruppen."""

DERIVED = _words("are aren arna arnas ares bo bor borna bon bons bornas bos iska isk")
"""Endings that make people of a place: stockholmare, vansbroborna."""

INTRODUCING = _words(
    """
    heter hette kallas döptes heta mamma mamman pappa pappan mormor farmor morfar farfar syster systern bror brodern
    dotter dottern son sonen sambo sambon man mannen make maken fru frun hustru moster faster morbror farbror kusin
    kusinen svärmor svärfar kollega kollegan kollegor chef chefen rektor rektorn barnmorska barnmorskan sköterska
    sköterskan sjuksköterska sjuksköterskan bvc-sköterskan barnsköterskan läkare läkaren doktor doktorn kurator kuratorn
    psykolog psykologen samordnare samordnaren socialsekreterare socialsekreteraren handläggare handläggaren pedagog
    pedagogen förskollärare förskolläraren lärare läraren vaktmästaren grannen granne väninna vän vännen kompis
    kompisen präst prästen diakon diakonen tolk tolken familjebehandlare familjebehandlaren
    familjen barn barnet bebis bebisen partner partnern fröken herr professor pojken flickan tvillingarna storasyster
    lillebror lillasyster storebror exmake exman särbo gudmor fadder
    named called mum mother father dad sister brother daughter husband wife aunt uncle cousin colleague manager midwife
    son partner child baby boy girl professor sir nephew niece cousin grandmother grandfather nan grandad
    nurse doctor teacher headteacher friend neighbour neighbor counsellor psychologist dr mr mrs ms miss prof
    """
)
"""Words after which a capitalised word is likely a person's name."""

SPEAKING = _words(
    """
    sa säger sade ringde ringer kom kommer berättade berättar jobbar jobbade tyckte tycker frågade frågar svarade
    brukar brukade skrev mejlade hälsade flyttade slutade började visade hjälpte lovade tog gick går sprang skrattade
    said says asked told rang called came works worked thinks thought helped wrote moved left
    """
)
"""Verbs after which, rather before which, a person stands."""

CENTRES = _words(
    """
    familjecentral familjecentralen fc förskola förskolan vårdcentral vårdcentralen bvc hälsocentral hälsocentralen
    skola skolan gymnasiet mottagningen fritidsgården kyrkan församlingen
    """
)
"""Words after which a capitalised word is likely the name of a centre: familjecentralen Kvarnbacken."""

CENTRE_ENDINGS = (
    *("skolan", "förskolan", "friskolan", "familjecentral", "familjecentralen", "vårdcentral", "vårdcentralen"),
    *("projektet", "gymnasiet", "kyrkan", "sjukhus", "sjukhuset", "lasarett", "lasarettet", "hälsocentral"),
    *("hälsocentralen", "fritidsgård", "fritidsgården"),
)
"""Endings of single words that name a centre: Kvarnbacksskolan."""

NO_CENTRES = _words(
    """
    grundskolan förskolan friskolan folkhögskolan folkhögskola högskolan specialskolan särskolan musikskolan
    kulturskolan simskolan föräldraskolan söndagsskolan pilotprojektet projektet familjecentral familjecentralen
    vårdcentral vårdcentralen gymnasiet kyrkan sjukhuset lasarettet hälsocentralen hälsocentral fritidsgården skolan
    barnsjukhuset universitetssjukhuset länssjukhuset babyskolan språkförskolan samverkansprojektet forskningsprojektet
    utvecklingsprojektet hela montessoriförskolan uteförskolan
    """
)
"""Such words that name none."""

CENTRES_ENGLISH = _words("centre center school nursery hospital surgery clinic road street lane avenue close church")
"""English words that end the name of a centre or a street: Oakfield Children's Centre."""

BEFORE_PLACES = _words("region norra södra östra västra stora lilla nya gamla north south east west great old new")
"""Words after which a surname that is a word is rather part of a place: Region Öst."""

PREPOSITIONS = _words("i från till utanför nära kring runt genom mot in from near outside around at")
"""Words after which a capitalised word inside a sentence may be a place."""

STREETS = ("gatan", "gata", "vägen", "väg", "gränd", "gränden", "stigen", "torget", "allén", "allé", "backe", "plan")
"""Endings of Swedish street names."""

STREETS_ENGLISH = _words("road street lane avenue close crescent terrace drive gardens court way grove row")
"""English words that end the name of a street."""
