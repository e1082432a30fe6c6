"""English words that are no names though a capital opens them, because they open a sentence.

Written for news and analysis, as stems; `is_ordinary` knows the usual endings. Words that are well-known names too
(apple, meta, oracle, target) are left out on purpose: at the start of a sentence they are taken for names.
"""

import re

from modelwire_ssg.text.words import fold, listed

_GRAMMAR = listed("""
a an the this that these those such same it its itself he him his himself she her hers herself they them their theirs
themselves we us our ours you your yours i me my mine one ones who whom whose which what whatever whichever whoever
where wherever when whenever why how however whether if unless until till although though even while whereas because
since as so than then thus hence therefore yet still and or but nor for not no never none nobody nothing nowhere both
either neither each every everyone everybody everything everywhere some someone somebody something somewhere any
anyone anybody anything anywhere all most many much more less least few fewer fewest several enough other others
another in on at by with without within from into onto upon of off to toward towards over under above below between
among amid amidst across along around about against after before behind beneath beside besides beyond despite down
during except inside outside like unlike near past per plus regarding round through throughout up versus via worth out
is are was were be been being am do does did done doing has have had having will would shall should can could may
might must ought need dare let lets here there now today tomorrow yesterday tonight once twice again ago already also
almost always altogether anyway apart aside away back else ever far forth further furthermore hardly indeed instead
just later lately maybe meantime meanwhile moreover nearly nevertheless nonetheless next often only otherwise perhaps
quite rather really seldom soon sometimes somehow somewhat too together usually very well yes yeah ok okay please
first second third fourth fifth last former latter latest two three four five six seven eight nine ten eleven twelve
twenty thirty forty fifty sixty hundred hundreds thousand thousands million millions billion billions trillion dozens
half quarter double triple zero dozen pm etc vs alike amongst whilst lest albeit notwithstanding given provided isn't
aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't it's that's
there's here's what's who's they're we're you're i'm i've we've they've let's he's she's
""")

_NOUNS = listed("""
access accident account action activist actor ad advance advantage advice adviser age agency agenda agent agreement
aid aim air alarm alternative ambition amount analysis analyst anger announcement answer anxiety app appeal appetite
applicant application approach approval architect archive area argument army arrangement array art article artist ask
aspect assault asset assistant association assumption athlete attack attempt attention attitude attorney auction
audience audit author authority auto automaker average award axis background balance ban bank banker bar bargain
barrier base basis battery battle bed beginning behavior behaviour belief benchmark benefit bet bias bid bill
biologist birth bit blame block blog blow board boat body bond book boom boost border boss bot bottleneck bottom box
boy brain branch brand breach break breakthrough bridge brief briefing broadcaster broker browser bubble budget bug
builder building bundle burden bureau business buyer cable call camera camp campaign campus candidate cap capability
capacity capital car card care career carrier case cash catalog category cause caution celebrity cell center centre
ceiling century chain chair chairman chairwoman challenge champion chance change channel chapter character charge
chart chatbot check chemical chief child children chip chipmaker choice circle citizen city civilian claim class
classroom clause client climate clinic clinician clip clock cloud club cluster coach coalition code coder coin cold
collaboration colleague collection college column combination comment commentator commission commissioner commitment
committee commodity community company companies comparison compensation competition competitor complaint compliance
component compromise compute computer concept concern concession conclusion condition conference confidence conflict
connection consensus consequence constraint consumer contact content contest context contract contractor contrast
contribution control controversy convention conversation copy copyright core corner corporation cost council counsel
count counterpart country countries couple course court cover coverage craft creation creative creator creature credit
crew crime crisis criteria critic criticism crowd cryptocurrency culture currency curriculum curve customer cut cycle
damage danger data database dataset date daughter day dayslong deadline deal dealer death debate debt decade decision
decline default defeat defect defendant defender defense defence deficit definition degree delay delegate delivery
demand demo democracy demonstration department deployment deposit depth designer desk detail developer development
device diagnosis dialogue difference difficulty dilemma diplomat direction director disagreement disaster disclosure
discount discovery discussion disease dispute disruption distance distribution district divide division doctor
doctrine document dollar donor door doubt downside downturn draft drama drive driver drone drop drug duty dynamic
earnings earth ease east economics economist economy edge edition editor education effect efficiency effort election
electricity element embrace emergency emission emphasis employee employer employment end endorsement enemy energy
enforcement engine engineer enthusiasm entity entrepreneur entry environment episode equipment equity era error
estimate ethics evaluation evening event evidence evolution example exception exchange exclusive excitement executive
exercise exit expansion expectation expense experience experiment expert explanation exploit export exposure
expression extension extent eye fabric face fact factor factory failure fair faith fall fame family fan farm farmer
fate father fault favor fear feature fee feedback feeling fellow field fight figure file film filmmaker filter finance
financing finding fine fire firm fish fix flag flaw flight floor flow focus folk follower food football force forecast
form format formula fortune forum founder foundation founding fraction frame framework fraud freedom freelancer
friction friend front frontier fuel function fund funding future gain gambling game gap gas generation generator genre
gift girl glass glimpse goal gold good goods government governor grant graph graphic ground group grower growth guard
guess guest guidance guide guideline guild habit hacker hall hand handful harm harvest hazard head headline
headquarters health heart heat height help hero highlight hint hiring history hit holder hole holiday home hope
hospital host hour house household housing human hundred hunt hurdle husband hype idea ideal identity image imagery
impact implication import importance improvement incentive incident income increase incumbent independence index
indication individual industry inference inflation influence influencer information infrastructure ingredient
initiative injury innovation input inquiry insider insight inspection inspector installation instance institution
instruction instructor instrument insurance insurer intelligence intention interaction interest interface internet
interview introduction invention inventor investigation investigator investment investor invitation island isolation
issue item jewel job journal journalism journalist journey judge judgment jury jurisdiction justice key keyboard kid
kind king kitchen knowledge lab label labor labour laboratory lack land landlord landscape language laptop law
lawmaker lawsuit lawyer layer layoff lead leader leadership league leak learner leap lecture legacy legislation
legislator lender length lesson letter level leverage liability liberal library licence license licensee life
lifestyle light limit line link list listener literature litigation live loan lobbyist location lock logic look
loophole loss lot love luck machine magazine magic magnitude mail mainstream maintenance majority maker man management
manager mandate manufacturer map margin mark market marketer marketplace mass master match material math matter
maximum mayor meaning means measure mechanism media medicine meeting member memo memory men mention menu merchant
mercy merger merit mess message method metric middle midnight military mind mine mineral minimum minister minority
minute mirror miss mission mistake mix mixture moat mode model moderation moderator moment momentum money monitor
monopoly month mood morning mother motion motive motor mountain move movement movie music musician mystery name
narrative nation nature necessity negotiation negotiator neighbor neighborhood network neuron news newcomer newsletter
newspaper newsroom night noise nonprofit norm north note notice novel novelist number nurse object objection objective
obligation observation observer obstacle occasion odds offer offering office officer official oil online onlooker
opening operation operator opinion opponent opportunity opposition option order organ organization organisation
organizer orientation origin original outage outcome outlet outline outlook output outrage outsider outsourcing
overhaul oversight overview owner ownership pace pack package page pain painter pair panel paper parent parliament
part participant participation partner partnership party pass passage passenger patch patent path patience patient
pattern pause pay paycheck payment payoff peace peak peer penalty pension people percent percentage perception
performance performer period permission permit person personnel perspective phase phenomenon philosophy phone photo
photograph photographer phrase physician physicist picture piece pilot pioneer pipeline pitch place plaintiff plan
planner plane plant plate platform play player plea pledge plenty plot podcast poet point police policy policymaker
politician politics poll pool population portfolio portion position possession possibility post potential poverty
power practice practitioner praise precedent prediction preference premise premium preparation presence present
presentation president press pressure prevention preview price principal principle print priority prison privacy
private prize problem procedure proceeding process processor procurement producer product production profession
professional professor profile profit program programme programmer progress project projection promise prompt proof
property proponent proportion proposal prosecutor prospect protection protest protester protocol prototype provider
provision psychologist public publication publicity publisher publishing purchase purpose pursuit push quality
quantity query quest question quota quotation quote race radio rail rain range rank rate rating ratio rationale reach
reaction reader reality reason rebel recall recipient recognition recommendation record recording recovery recruit
recruiter reduction reference reform refugee refusal region register registry regulation regulator rejection relation
relationship relative release relevance reliance relief religion remain remainder remark remedy reminder renewal rent
repair reply report reporter reporting representation representative reputation request requirement rescue research
researcher reserve resident resignation resistance resolution resource respect respondent response responsibility rest
restaurant restriction result retailer retention retirement retreat return revelation revenue reversal review reviewer
revision revolution reward rhetoric rich ride rider right rise risk rival rivalry river road robot robotics robocall
rocket role roll rollout roof room root roster round route routine row royalty rule ruling rumor run rush safeguard
safety salary sale salesperson sample sanction satellite saving scandal scarcity scenario scene schedule scheme
scholar school science scientist scope score scrap screen screenwriter script scrutiny sea search season seat secret
secretary section sector security segment self seller semiconductor senator sense sensor sentence sentiment separation
sequence series server service session set setback setting settlement shape share shareholder sharing shift ship shock
shop shortage shortcut shot show showdown shutdown side sight sign signal signature significance silence silicon
similarity simulation singer site situation size skeptic skepticism skill slate slowdown snapshot society software
soil solution son song sound source south space span speaker specialist specification speculation speech speed
spending spirit split spokesman spokesperson spokeswoman sponsor sport spot spread spring staff staffer stage stake
stakeholder stance standard standoff star start startup state statement station statistic status statute step stick
stipulation stock stop storage store storm story stories stranger strategist strategy stream street strength stress
stretch strike string structure struggle student studio study studies stuff style subject subscriber subscription
subsidiary subsidy substance substitute success successor suggestion suit sum summary summer summit supervision
supervisor supplier supply support supporter surface surgeon surgery surplus surprise surveillance survey survival
survivor suspicion switch symbol symptom synthesis system table tactic tale talent talk tariff task taste tax taxpayer
teacher team tech technician technique technologist technology telecom telephone television temperature tenant
tendency tension term terminal terms territory test tester testimony text theater theatre theft theme theory therapist
thing think thinker thought threat threshold ticket tie tier time timeline timing tip title toll tone tool top topic
total touch tour tourist town track trade trader tradition traffic training trainer trait transaction transcript
transfer transformation transition translation translator transparency transport trap travel traveler treatment treaty
tree trend trial tribunal trick trigger trip trouble truck trust truth try turn tweak twist type uncertainty
understanding union unit university unrest update upgrade upheaval upside usage use user utility vacation vaccine
valuation value van variable variant variation variety vehicle vendor venture verdict version veteran victim victory
video view viewer village violation violence virtue virus vision visit visitor voice volume volunteer vote voter
vulnerability wage wait wall war warehouse warfare warning waste watch watchdog water wave way weakness wealth weapon
wear weather web website wedding week weekend weight welfare west wheel whistleblower white wife will willingness win
wind window winner winter wire wisdom wish witness woman women wonder wood word work worker workflow workforce
workload workplace workshop world worry worth wound writer wrong year yield youth zone
""")

_OTHERS = listed("""
abandon absent absorb abstract abundant accelerate accept accompany accomplish accord accurate accuse achieve acquire
act active actual adapt add addition additional address adequate adjacent adjust administer admit adopt adult advanced
adverse advertise advise advocate affect afford afraid agree ahead algorithmic allege allow alone alter amazing
ambitious amend ample amplify ancient angry announce annual anonymous anticipate antitrust anxious apparent appear
apply appoint appropriate approve arbitrary argue arise arrange arrest arrive artificial ascribe assemble assert
assess assign assist associate assume assure attach attend attract attribute automate automatic available avoid aware
awful bad bare basic bear beat beautiful become beg begin behave belong best better big biometric black blanket blind
blue bold borrow bother bought bound brave bright bring broad broken brought build built burn busy buy calculate calm
came cancel capable capture careful carry cast catch caught cautious cease central certain characterize cheap chief
choose chose cite civil claimed classic clean clear clearly clever climb close closed coax cognitive collapse collect
collective combine come comfortable command commercial commit common communicate comparable compare compel compete
competitive compile complain complete complex complicate comply compose comprehensive comprise conceal concede
conceive concentrate conclude concrete conduct confer confirm confront confuse congressional connect conscious
consecutive consequential conservative consider considerable consist consistent consolidate constant constitute
construct consult consume contain contemporary contend continue contrary contribute controversial convene conventional
convert convey convince cool cooperate cope corporate correct corresponding costly craft crash crawl create credible
criminal critical cross crucial crude cultural curb curious current custom daily dangerous dark dead deaf dear
decentralized decide declare decrease dedicate deem deep defend define deliberate deliver democratic demonstrate deny
depart depend deploy derive describe deserve design desirable desire desperate detect determine develop devote differ
different difficult digital direct disappear disclose discover discuss dismiss displace display dissolve distinct
distinguish distribute diverse divide domestic dominant dominate dormant downstream dozen draw drawn drew dried driven
due dump durable duplicate dwindle eager early earn easy eat economic edit educate effective efficient elaborate
elderly elect electric electronic elegant elevate eligible eliminate elite else embed emerge emphasize employ empower
empty enable enact encounter encourage endure enforce engage enhance enjoy enormous ensure enter entertain entire
entitle entrench equal equip equivalent erase erode escalate escape especially essential establish ethical evaluate
eventual everyday evident exact exaggerate examine exceed excellent excess excessive exclude execute exempt exhaust
exist exotic expand expect expensive expire explain explicit explode explore expose express extend external extra
extract extraordinary extreme face facial facilitate fail faint fake familiar famous fast fatal favorable feasible
federal feed feel fell felt female few fierce final financial find finish fiscal fit flat flawed flee flexible float
fly fold follow foolish forbid foreign foresee forget forgive formal forward foster found fragile frank free freeze
frequent fresh frustrate fulfill full fun fundamental furious fuse gather gave general generate generative generic
gentle genuine get giant give given glad global go gone got govern grab gradual grand graphic grasp grateful grave
gray great green grew grim gross grow guarantee guilty habitual handle happen happy hard harmful harsh hasten hate
heal healthy hear heard heavy held helpful herald hesitate hidden hide high higher highest hire historic historical
hold hollow holistic honest hostile hot huge humble hungry hurt hybrid hyperscale identical identify idle ignore ill
illegal illustrate imagine immediate immense imminent immune impair implement implicit imply impose impossible impress
impressive improve inaccurate include inclusive incorporate incredible incur independent indicate indirect industrial
inevitable infer inform inherent inherit initial initiate inject injure inner innocent insert insist inspect inspire
install institute insufficient insure intact integral integrate intellectual intend intense interact interested
interesting interim internal international interpret interrupt intervene intimate introduce invade invest investigate
invisible invite invoke involve isolate jail join joint judicial jump junior just keen keep kept kill knew know known
large largely larger last late later latent launch lawful lay lean learn leave led left legal legitimate lend less lie
lift light likely limited linear linger liquid listen literal little load lobby local lock long longer longstanding
lose lost loud low lower lucrative mad made main maintain major make male malicious manage manual many marginal marine
marked massive mature maximize mean meaningful measure mechanical medical meet memorable mental mere merge met micro
mid mild minimal minimize minor misleading missing mitigate mixed mobile moderate modern modest modify modular
monetary monthly moral mount multiple municipal murky mutual naive narrow national native natural neat necessary
negative negotiate net neural neutral new newly nice noble nominal normal notable noteworthy notify novel nuclear
numerous obey object observe obtain obvious occasional occupy occur odd offline offshore old older omit onboard
ongoing onstage open operate opaque oppose opposite optimistic optional oral ordinary organic organize orderly
originate outdated outright outstanding overall overcome overdue overlook overseas oversee overtake overturn overwhelm
owe own paid painful parallel partial particular passive patchy peaceful peculiar pending perceive perfect perform
permanent permissive perpetual persist personal persuade pertinent pessimistic physical pick pivotal plain plausible
plead pleasant please plug political poor popular portable portray pose positive possess possible postpone pour
powerful practical precarious precede precious precise predict predictable prefer preliminary premature prepare
prescribe preserve presume pretend prevail prevent previous primary prime prior privileged probable proceed proclaim
procure produce productive profitable profound prohibit prolong prominent promote prompt prone proper propose
proprietary prosecute prospective protect proud prove provide provoke prudent psychological publish pull punish pure
pursue put qualify quantify quick quiet quit radical raise ramp random rapid rare rational raw ready real realistic
realize reap rear rebuild recede receive recent reckon reclaim recognize recommend reconsider recover red redefine
redesign reduce redundant refer refine reflect refuse regain regard regional regret regular regulate regulatory rein
reinforce reject relate relax relay relevant reliable reluctant rely remarkable remember remind remote remove render
renew reopen repeat replace replicate represent reproduce repurpose require resale resemble resent reshape resign
resist resolve respectively respond responsible restore restrain restrict restructure resume retain retire retract
retrain reveal reverse revise revive rewrite rid rigid rigorous ripe rival robust rough royal ruin rural sad safe said
sat satisfy save saw say says scarce scared scatter sceptical scramble scrape secure see seek seem seen segregate
seize select sell semi send senior sensible sensitive separate serial serious serve settle severe shallow shape sharp
shed sheer shelve shine shoot short shrink shut shy sick significant similar simple simplify simultaneous single sit
skip sleep slight slim slip slow small smart smash smooth snap soar sober social soft sold sole solid solve sooner
sophisticated sorry sort sour spare spark speak special specific spell spend spent spill spin spontaneous spur stable
stack stagnant stamp stand standalone staple stark static statistical stay steady steal steep steer stem stern stiff
stimulate stood straight strain strange strategic streamline strengthen stretch strict striking strip strong
structural stubborn stuck stun sturdy subject submit subsequent substantial subtle succeed successful successive
sudden sue suffer sufficient suggest suitable super superb superior supervise supplement suppose suppress sure surpass
surprising surrender surround survive suspect suspend sustain swap sweeping swift swing symbolic synthetic systematic
tackle tailor take taken tangible tap teach tear technical technological tell temporary tempt tend tense tentative
terrible terrific thank theoretical thick thin thorough thrive throw tight tighten tiny tire told tolerate took tough
toxic trace traditional trail train transform transient translate transmit transparent treat tremendous trim triple
trivial troll tropical true trusted tuck tumble tune turbulent typical ubiquitous ugly ultimate unable unaware
uncertain unclear undercut undergo underground underlie underlying undermine underscore understand understandable
understate undertake undisclosed unfair unfold uniform unify unilateral unique universal unknown unlawful unleash
unlikely unlimited unlock unpaid unpopular unprecedented unpredictable unresolved unsafe unstable unusual unveil
unwilling upbeat upcoming upend uphold uplift upper upset upstream upward urban urge urgent used useful useless usual
utilize utter vague vain valid valuable vanish vary vast verbal verify vertical viable vibrant vicious vigorous
violent viral virtual visible visual vital vivid vocal volatile voluntary vulnerable walk wander want warm warn wary
wash weak weaken wealthy weary weekly weigh weird welcome went wet whole wholesale wide widen widespread wild willing
wipe wired wise withdraw withhold withstand worldwide worn worried worse worst worthwhile worthy would-be wrap wreck
write written wrote yearly yearslong yellow yesterday young younger
""")

_MORE = listed("""
juror jurors pledge breakup caregiver clinicians copyright lawful chipmakers hyperscaler hyperscalers silicon wafer
foundry foundries trainee annotators labeler startup upstart onlookers pundit detractor naysayer proponents insiders
outsiders loser losers underdog winner spotlight backlash blowback fallout ripple ripples upshot takeaway caveat
caveats nuance subtext asymmetry irony paradox puzzle corollary hallmark watershed inflection turning proof pricing
uptake churn throughput latency bandwidth inference pretraining finetuning fine-tuning tokenizer weights open-source
open-weight closed-source guardrails guardrail alignment jailbreak jailbreaks red-teaming deepfake deepfakes watermark
watermarks provenance licensing royalties bargaining arbitration injunction subpoena indictment acquittal plaintiff
appellate discovery filing filings docket damages statutory punitive antitrust monopolist shareholder earnings
guidance buyback buybacks dividend valuation bookings backlog capex opex payroll headcount undergraduates graduates
pupils librarians nurses radiologists surgeons pharmacists lawyers paralegals accountants coders translators
illustrators animators novelists authors voice-over musicians photographers editors fact-checkers moderators commuters
drivers couriers cyclists pedestrians farmers growers fishermen miners electricians plumbers carpenters detainees
refugees migrants immigrants tenants homeowners ratepayers taxpayers households parents teenagers teens toddlers grid
grids substation reactor reactors turbine turbines coolant cooling aquifer drought wildfire hurricane flood quake
satellites orbit launchpad spacecraft telescope baseline ballot beauty behemoth blueprint bookkeeping breadth buzz
bystander camaraderie cameo cascade catalyst caution chatter chokepoint clampdown clarity clash classmate classmates
cleanup clearance clerk clue coercion commonality comeback commotion compassion composer confusion congestion
consternation container contagion contender crackdown cushion dashboard deadlock deception decree delusion denial
dependence dependency dependencies deterrent dexterity diligence diplomacy dispatch drawback drawbacks duel echo
empathy enigma envy equilibrium ethos euphoria excerpt expertise failsafe feat firewall fixture flagship flashpoint
foothold footage footprint forerunner fragmentation gateway gridlock grievance groundwork hardship hardware headwind
headwinds hegemony heist hindsight hobbyist hostage hub hurdles hysteria imbalance impasse impetus inertia influx
insecurity instability integrity intermediary intermediaries intrigue intuition jargon juggernaut kickback kiosk
knockoff lawmaking layperson leeway legitimacy liaison likelihood litmus livelihood livelihoods logistics longevity
lookalike loyalty malware marathon mantra mediator mediation microcosm middleman milestone milestones mindset misstep
mockery morale moratorium myth newsstand niche nuisance oddity offset offshoot oligarch onslaught optimism ordeal
outcry outlay outlier outreach overlap overreach oversupply override paradigm paranoia patchwork payout payouts perk
persona pessimism pivot plateau playbook plight portrayal postmortem premium presence pretext prominence prowess proxy
quagmire quirk rebound recourse redress referendum regime remit repercussion repository resilience restraint rift
roadblock roadmap sabotage safeguards savings scapegoat scrutiny setback shakeup shortfall showcase shutdowns sideline
skirmish slump smartphone smokescreen snag solidarity spate spillover spinoff stalemate standpoint stigma stopgap
stronghold subset subtlety surcharge surveillance symmetry synergy tailwind tally template testbed testament theorem
toolkit toolmaker trajectory tranche traction tradeoff trade-off treasure trove truce turmoil turnaround turnover twin
ultimatum undertone uptick uproar upswing vacuum vendetta vigilance vigor void volatility vow walkout warranty
watchword wealth whim windfall workaround worldview yardstick zeal accusing acknowledging adhering advancing aging
aiming alleging arguing barring boasting bolstering bypassing calling citing claiming confronted convinced cornered
courting criticizing dubbed echoing eyeing facing fearing flanked fueled fuelled gone hailing hampered hoping inked
insisting joining keeping lacking leaning leaving lifting looming looking mounting nudging owing pairing pegged
pitched poised pressed prodding pushing putting quoting racing reaching reeling rooted seeking seizing selling sensing
setting shedding shifting shying sidestepping signing slated speaking spearheaded spooked spurred squeezed staking
stopping stung summoned taking talking tapping targeting tasked touting trailing tying undeterred underscoring using
vowing waiting walking weighing winning wooing writing ask asked begged bets built did does drew found getting gotten
made makes met pays put runs sat saw sees sends sets showed shown stands tells thinks took wants wrote absent akin
albeit alongside anew aplenty ashore askew astray atop awhile barely beforehand belatedly breaking chiefly curiously
elsewhere en ex forthwith fro halfway hereby inasmuch insofar likewise long-term short-term low-cost high-end midway
namely nonstop nowadays offhand overnight secondhand thereafter thereby underfoot unlike upfront whereby
wholeheartedly buried hidden overlooked overt covert tacit telling untold unspoken unstated veiled
""")

# Suffixes that make ordinary words; names that end so (Sterling, Samsung, Anthropic, Genesis) must stay names.
_ADVERB = re.compile(r"[a-z]{4,}(?:ly|wise|wards?)\Z")
_LONG = re.compile(
    r"[a-z]{3,}(?:ations?|ments?|ness(?:es)?|ility|ivity|ality|ologists?|izing|ising|ification|"
    r"fulness|lessness|utory|atory|[a-z]ous|[a-z]ible|[a-z]ical|[a-z]ional|[a-z]less|[a-z]ful|[a-z]{2}ists?|[a-z]ive|ability|ibility|ships?|holders?|makers?|workers?|owners?|ologies|ology|aceutical)\Z"
)
_ENDINGS = ("s", "es", "ed", "ing", "er", "ers", "or", "ors", "est", "ly", "al", "ally", "ity", "ness", "ion")
_PREFIXES = (
    "un",
    "re",
    "non",
    "pre",
    "over",
    "under",
    "out",
    "mis",
    "dis",
    "co",
    "anti",
    "super",
    "sub",
    "inter",
    "multi",
)
_KNOWN = _GRAMMAR | _NOUNS | _OTHERS | _MORE


def is_ordinary(word: str) -> bool:
    """Say whether *word* is an English word, whatever its case; hyphened words go by all their parts."""
    folded = fold(word).removesuffix("'s").removesuffix("'")
    return all(_is_known(part) for part in folded.split("-") if part)


def is_function_word(word: str) -> bool:
    """Say whether *word*, written with one capital at most, belongs to the grammar: "By", "With", not "IT"."""
    return word[1:] == word[1:].lower() and fold(word) in _GRAMMAR


def _is_known(word: str) -> bool:
    if word in _KNOWN or word.isdigit():
        return True
    if _ADVERB.match(word) or _LONG.match(word):
        return True
    if any(_stem_known(word, ending) for ending in _ENDINGS):
        return True
    return any(len(word) > len(p) + 3 and word.startswith(p) and _is_inflected(word[len(p) :]) for p in _PREFIXES)


def _is_inflected(word: str) -> bool:
    return word in _KNOWN or any(_stem_known(word, ending) for ending in _ENDINGS)


def _stem_known(word: str, ending: str) -> bool:
    if not word.endswith(ending) or len(word) - len(ending) < 2:
        return False
    stem = word[: -len(ending)]
    if len(stem) >= 3 and (stem in _KNOWN or stem + "e" in _KNOWN):
        return True
    if stem.endswith("i") and stem[:-1] + "y" in _KNOWN:
        return True
    return len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in _KNOWN
