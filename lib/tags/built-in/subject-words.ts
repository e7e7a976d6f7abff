import type { Subject } from "@/lib/ml/routing/published-tags";

/**
 * Words that give a field of study away, as they stand in a dictionary; two words joined by a space are looked for side by
 * side. A word in several lists counts less in each. `basic` marks words of a first course, the others of a specialist's
 * vocabulary: what share of a prompt is of the latter says how much must be known.
 */
export const subjectWords: Record<Exclude<Subject, "Others">, string> = {
  Anthropology:
    "anthropology anthropologist ethnography kinship tribe tribal ritual hominid archaeology archaeologist artifact folklore indigenous hunter-gatherer fieldwork neolithic",
  History:
    "history historical historian century medieval ancient empire dynasty war revolution colonial king queen roman byzantine ottoman renaissance treaty napoleon hitler pharaoh civilization soviet",
  "Linguistics and language":
    "linguistics language grammar syntax phonology morpheme phoneme verb noun adjective adverb pronoun dialect translate translation vocabulary synonym antonym etymology pronunciation spelling sentence word idiom rephrase paraphrase plural tense",
  Philosophy:
    "philosophy philosopher ethics ethical moral metaphysics epistemology existentialism stoic nietzsche kant plato aristotle socrates consciousness utilitarianism deontology dilemma ontology",
  Religion:
    "religion religious bible biblical quran islam muslim christian christianity jesus god church buddhism buddhist hindu hinduism jewish judaism torah prayer pope mosque temple faith",
  Economics:
    "economics economy economist inflation gdp monetary fiscal supply demand elasticity macroeconomics microeconomics unemployment recession tariff keynesian interest subsidy currency",
  Geography:
    "geography country capital continent map river mountain border region latitude longitude population city island ocean territory topography",
  "Political science":
    "politics political government democracy election vote senate congress parliament president republican democrat conservative liberal socialism communism geopolitics diplomacy sanction ideology",
  Psychology:
    "psychology psychologist therapy anxiety depression cognitive behavior personality freud emotion emotional motivation trauma mental self-esteem stress memory attachment bias",
  Sociology:
    "sociology society social gender race racism inequality class community immigration feminism stereotype discrimination demographic ethnicity norm marginalized",
  Biology:
    "biology cell dna rna gene genetic protein evolution species microbe bacterium virus enzyme photosynthesis mitochondria ecosystem animal plant mammal bird insect chromosome mutation",
  Chemistry:
    "chemistry chemical molecule atom reaction acid periodic-table bond ion solvent oxidation catalyst molar ph titration polymer isotope benzene",
  "Earth sciences":
    "geology earthquake volcano mineral rock sediment tectonic climate weather atmosphere hurricane fossil soil groundwater meteorology glacier seismic erosion",
  Physics:
    "physics quantum relativity velocity acceleration gravity gravitational force energy momentum thermodynamics entropy electron photon wavelength magnetic particle newton mass kinetic",
  "Space sciences":
    "astronomy planet star galaxy moon mars nasa rocket satellite telescope orbit orbital asteroid comet astronaut universe cosmology nebula supernova",
  "Computer sciences":
    "code program programming python javascript java algorithm function software database sql html css api server linux compiler loop array variable debug github app website data neural network machine-learning regex json excel script class typescript rust",
  Logic:
    "logic logical riddle puzzle premise conclusion syllogism fallacy deduction inference paradox proposition truth-table reasoning brainteaser",
  "System science":
    "systems feedback cybernetics complexity optimization simulation control-theory operations-research stability dynamics emergence",
  Agriculture:
    "agriculture farm farmer crop livestock harvest irrigation fertilizer pesticide wheat cattle soil seed garden gardening pasture tillage",
  "Architecture and design":
    "architecture architect building interior design floor-plan facade furniture layout blueprint skyscraper urban font logo typography ux ui",
  Business:
    "business company startup marketing sales customer product brand revenue profit investor investment stock market finance financial budget manager management entrepreneur email resume job interview advertising shop",
  Divinity: "theology theological divinity seminary sermon scripture gospel doctrine trinity exegesis liturgy clergy eschatology",
  Education:
    "education school student teacher classroom curriculum lesson homework exam university college teach learning essay course quiz study tutor pedagogy",
  "Chemical engineering":
    "distillation reactor petrochemical refinery mass-transfer heat-exchanger unit-operations process-control crystallization fluidized",
  "Civil engineering": "bridge dam concrete structural beam road construction surveying geotechnical reinforced girder pavement culvert",
  "Electrical engineering":
    "circuit voltage current resistor capacitor transistor inductor amplifier electrical electronics arduino microcontroller diode battery signal fpga transformer",
  "Materials science and engineering":
    "alloy steel ceramic composite metallurgy crystal semiconductor nanomaterial tensile corrosion graphene annealing hardness",
  "Mechanical engineering": "engine gear torque piston turbine mechanical cad machining bearing hydraulic cnc crankshaft vibration weld",
  "Environmental studies and forestry":
    "environment environmental forest deforestation conservation biodiversity pollution sustainability renewable carbon emission recycling wildlife habitat greenhouse ecology",
  "Family and consumer science":
    "family parenting child baby marriage household wedding clothes cleaning laundry budget toddler sewing dating pet husband wife mother father",
  "Human physical performance and recreation":
    "exercise workout fitness gym muscle sport football soccer basketball tennis running yoga coach athlete game marathon swimming hiking baseball training cricket golf",
  Journalism: "journalism journalist newspaper headline reporter editorial newsroom press-release interview byline news article",
  "Media studies and communication":
    "media television tv film movie advertisement podcast broadcast youtube influencer social-media tweet instagram audience twitter tiktok publicity propaganda",
  Law: "law legal lawyer court judge contract statute plaintiff defendant constitution copyright crime criminal attorney lawsuit trial liability felony tort patent sue",
  "Library and museum studies": "library librarian museum archive catalog curator exhibit bibliography collection metadata dewey",
  "Medicine and health":
    "medicine medical doctor patient disease symptom treatment drug vaccine cancer diabetes surgery hospital health nurse diagnosis blood pain infection covid diet vitamin pregnancy nutrition medication",
  "Military sciences": "military army navy soldier weapon missile tactics battle infantry artillery warfare tank regiment bomb",
  "Social work":
    "homeless foster counseling welfare social-worker caseworker domestic-violence addiction shelter outreach at-risk rehabilitation",
  Transportation:
    "transportation car train flight airplane airport bus traffic vehicle truck bicycle subway logistics shipping aviation railway highway travel itinerary",
  "Culinary arts":
    "recipe cook cooking bake ingredient oven sauce chef dish flavor kitchen chicken soup dessert cake dinner meal restaurant food bread salad vegetarian vegan pasta spice",
  Literature:
    "novel poem poetry author literature character plot fiction shakespeare story haiku sonnet chapter narrator book writer fairy protagonist rhyme stanza limerick",
  "Performing arts":
    "music song lyrics dance theater theatre actor opera concert guitar piano band singer play musical melody chord ballet comedian album",
  "Visual arts":
    "painting painter art artist drawing sculpture photography photograph portrait canvas sketch watercolor illustration museum picasso color gallery",
  Mathematics:
    "math mathematics equation algebra calculus geometry integral derivative probability statistics theorem proof matrix fraction sum multiply divide number triangle polynomial prime solve",
  "Public administration":
    "public-policy administration municipal bureaucracy civil-service governance regulation mayor policy nonprofit zoning ordinance",
};

/** Words that need schooling beyond what an educated reader has; the rest of the lists is common knowledge. */
export const specialistWords =
  "ethnography phonology morpheme phoneme metaphysics epistemology deontology ontology elasticity keynesian macroeconomics microeconomics mitochondria enzyme chromosome oxidation catalyst molar titration polymer isotope benzene tectonic seismic meteorology quantum relativity thermodynamics entropy photon cosmology supernova algorithm compiler regex typescript rust kubernetes tensor gradient recursion pointer syllogism cybernetics stability exegesis eschatology distillation crystallization fluidized geotechnical girder resistor capacitor transistor inductor amplifier fpga metallurgy semiconductor nanomaterial tensile graphene annealing torque turbine hydraulic crankshaft statute tort plaintiff liability diagnosis pathology pharmacology receptor integral derivative theorem polynomial eigenvalue matrix topology bayesian regression variance hypothesis stochastic differential manifold asymptotic lemma covariance cytokine oncology hepatic renal etiology jurisdiction amortization derivative arbitrage econometric hermeneutics";
