# ruff: noqa: E501 - a sentence stands on one line, to be read as one
"""Invented stories, what may truly be written of them, and sentences with one planted fault each."""

from dataclasses import dataclass, replace
from datetime import date

from modelwire_ssg.fill.gates import judge
from modelwire_ssg.model.drafting import Assignment, Connection, Draft, Finding, Offered, Paragraph, WatchDraft
from modelwire_ssg.model.settings import Permit

TODAY = date(2026, 5, 12)
NAMES = {
    "courier": ("The Orchard Courier", "Orchard Courier"),
    "nvidia": ("Nvidia", "NVIDIA"),
    "scale-ai": ("Scale AI",),
    "surge": ("Surge", "Surge AI"),
    "screenwriters": ("Screenwriters",),
    "booking": ("Booking.com",),
    "quillfeather": ("Quillfeather Labs", "Quillfeather"),
    "ftc": ("FTC", "Federal Trade Commission"),
    "tarn": ("Tarn Systems",),
}
MOAT = Offered(
    id="2026/05/11-cuda-moat",
    day=date(2026, 5, 11),
    title="The quiet moat under every accelerator",
    summary="Nvidia's CUDA libraries keep 4 million developers on its chips, which rivals have tried to copy for a decade.",
    context="Software lock-in, and not silicon, protects the margins.",
    mentions=("Nvidia",),
)
GUILD = Offered(
    id="2026/04/28-guild-vote",
    day=date(2026, 4, 28),
    title="Voice actors vote on synthetic speech clause",
    summary="Members of the Performers Alliance approved a clause on synthetic voices by 61 percent.",
    mentions=("Performers Alliance",),
)


def assignment(title: str, excerpt: str, *, day: date = date(2026, 5, 11), article: str = "") -> Assignment:
    return Assignment(
        brief="2026/05/12-story",
        title=title,
        publisher="The Orchard Courier",
        url="https://courier.example/story",
        excerpt=excerpt,
        article=article,
        day=day,
        today=TODAY,
        offered=(MOAT, GUILD),
        names=NAMES,
        tags={"labor": "", "chips": ""},
        takes={"Analyst take": "what is buried, who gains"},
        permit=Permit(policy="full", publisher="courier", quote_words=20),
    )


def told(
    *, summary: str = "", context: str = "", watch: str = "", by: date = date(2026, 11, 12), **more: object
) -> Draft:
    """Make a draft in which the connections are those whose anchors stand in *context*."""
    anchors = {
        "the CUDA piece": MOAT.id,
        "The CUDA piece": MOAT.id,
        "the piece from May 11": MOAT.id,
        "the guild vote": GUILD.id,
        "The guild vote": GUILD.id,
        MOAT.title: MOAT.id,
        GUILD.title: GUILD.id,
    }
    draft = Draft(
        summary=(summary,) if summary else (),
        context=(Paragraph(role="angle", text=context),) if context else (),
        connections=tuple(
            Connection(id=key, relation="parallels", anchor=anchor)
            for anchor, key in anchors.items()
            if anchor in context
        ),
        watch=(WatchDraft(text=watch, by=by),) if watch else (),
    )
    return replace(draft, **more)  # type: ignore[arg-type]  # any field of a draft


def codes(draft: Draft, story: Assignment) -> tuple[str, ...]:
    return tuple(finding.code for finding in judge(draft, story))


def shown(findings: tuple[Finding, ...]) -> str:
    return "; ".join(f"{finding.code}: {finding.span!r}" for finding in findings)


@dataclass(frozen=True, eq=False)
class Told:
    """A story with sentences that are true of it, and pairs of a fault's code and a sentence that has it."""

    story: Assignment
    good_summary: tuple[str, ...] = ()
    good_context: tuple[str, ...] = ()
    good_watch: tuple[str, ...] = ()
    bad_summary: tuple[tuple[str, str], ...] = ()
    bad_context: tuple[tuple[str, str], ...] = ()
    bad_watch: tuple[tuple[str, str], ...] = ()


NAME, NUMBER, DATE, QUOTE, RUN, MUCH = (
    "name-unsupported",
    "number-unsupported",
    "date-unsupported",
    "quotation-unsupported",
    "copied-run",
    "copied-much",
)

FUNDING = Told(
    assignment(
        "Quillfeather Labs raises $4.2bn to build orchard robots",
        "Quillfeather Labs, the Lisbon start-up run by Marta Oliveira, said on Monday it had raised $4.2bn from a group led by "
        "Harrow Ventures and the sovereign fund of Norway. The round values the company at $31 billion, up from $15.5 billion in "
        "March. It employs 1,240 people and plans to open a plant in Ohio by the third quarter of 2027. About 38 percent of the "
        'money goes into compute. "We would rather grow slowly than pick bruised fruit," Oliveira told reporters. The company '
        "lost 212 million euros last year. Its Pomona-2 arm harvests twelve apples a minute.",
    ),
    good_summary=(
        "Quillfeather has secured 4.2 billion dollars in fresh capital, with Harrow Ventures and Norway's sovereign fund leading.",
        "The financing puts the company's worth at $31bn, twice the figure of March.",
        "Marta Oliveira's team counts some 1,200 staff and wants an Ohio factory running by Q3 2027.",
        "More than a third of the proceeds will pay for computing power, according to the start-up.",
        "Losses came to €212m in 2025, a reminder that the machines remain costly.",
        'Oliveira defended the pace, saying she "would rather grow slowly than pick bruised fruit".',
        "Its Pomona-2 robot picks 12 apples per minute.",
        "On May 11 the start-up disclosed that its valuation had doubled.",
        "Nearly 40% of the sum is meant for chips and data centers.",
    ),
    good_context=(
        "The buried angle is capital intensity: most of what Quillfeather raised does not touch an orchard.",
        "Robotics firms now borrow the financing habits of model developers, and the bill lands on whoever needs compute.",
        "That echoes the CUDA piece from May 11, where Nvidia's software kept 4 million developers in place.",
        "Set beside the piece from May 11, the two stories show that Nvidia collects rent when hardware is scarce.",
    ),
    good_watch=(
        "Watch whether Quillfeather files for building permits in Ohio by November 12, 2026.",
        "Watch whether Harrow Ventures or another investor sells part of its stake within the next six months.",
    ),
    bad_summary=(
        (NAME, "Quillfeather has secured fresh capital, with Sequoia Capital leading the round."),
        (NAME, "Marta Oliveira and Jensen Huang presented the plan together."),
        (NAME, "The company wants a factory in Texas running soon."),
        (NAME, "Marta Sousa's team wants to hire quickly."),
        (NAME, "Zylotech supplies the cameras on the arm."),
        (NAME, "Its Pomona-3 robot picks apples quickly."),
        (NAME, "Microsoft backed the effort with cloud credits."),
        (NUMBER, "Quillfeather has secured 4.6 billion dollars in fresh capital."),
        (NUMBER, "Quillfeather has secured $4.2 million in fresh capital."),
        (NUMBER, "The financing puts its worth at $13 billion."),
        (NUMBER, "It counts 1,420 staff at present."),
        (NUMBER, "Some 83 percent of the proceeds will pay for computing power."),
        (NUMBER, "Its robot picks fifteen apples each minute."),
        (NUMBER, "Its valuation tripled within weeks."),
        (NUMBER, "Its losses reached $212 million."),
        (NUMBER, "Two-thirds of the proceeds will pay for computing power."),
        (DATE, "The start-up disclosed the deal on May 9."),
        (DATE, "It wants an Ohio factory running by Q4 2027."),
        (DATE, "The worth has doubled since January."),
        (DATE, "The start-up disclosed the deal on Thursday."),
        (DATE, "The factory should run by 2029."),
        (QUOTE, 'Oliveira said the firm "will never pick bruised fruit again".'),
        (QUOTE, "Oliveira called it “the best harvest in our history”."),
        (RUN, "It employs 1,240 people and plans to open a plant in Ohio by the third quarter of 2027."),
        (RUN, "Backers heard that the round values the company at $31 billion, up from $15.5 billion in March."),
    ),
    bad_context=(
        (NAME, "The buried angle is that Andreessen Horowitz sets the price here."),
        (NAME, "The buried angle is that Deere and its dealers lose most."),
        (NUMBER, "That echoes the CUDA piece from May 11, where Nvidia kept 6 million developers in place."),
        (DATE, "Robotics firms have borrowed this habit since 2019."),
        (QUOTE, "That makes it a case of “compute first, fruit later” economics."),
        ("link-date", "That echoes the CUDA piece from May 12, where Nvidia's software kept developers in place."),
        ("link-date", "That echoes the CUDA piece, of April 28, on Nvidia's software."),
        ("link-empty", "That echoes the piece from May 11, which dealt with something comparable."),
    ),
    bad_watch=(
        ("watch-vague", "Watch whether things change at Quillfeather."),
        ("watch-vague", "Watch how this evolves as Quillfeather opens plants."),
        ("watch-vague", "Whether Quillfeather opens a plant remains to be seen."),
        ("watch-subject", "Watch whether the technology is released more broadly."),
        ("watch-act", "Watch whether Quillfeather is comfortable with the new situation."),
        ("watch-contradiction", "Watch whether Quillfeather files for permits in Ohio by March 3, 2027."),
        ("watch-contradiction", "Watch whether Quillfeather files for permits in the next two months."),
        (NAME, "Watch whether John Deere sues the start-up."),
    ),
)

COURT = Told(
    assignment(
        "Judge lets novelists' suit against Tarn Systems go ahead",
        "A federal judge in Seattle ruled on Friday that seven novelists may pursue their copyright case against Tarn Systems, "
        "maker of the Heron 3.1 language model. U.S. District Judge Alicia Brandt rejected the argument that training on pirated "
        "copies was fair use, but threw out two of five claims. The plaintiffs say 183,000 books were taken from a shadow library. "
        "Tarn could face damages of up to $150,000 per work. The Federal Trade Commission filed a brief in support of the writers. "
        'A Tarn spokesperson called the decision "disappointing but narrow". A jury trial is set for February 8, 2027. '
        "Copyright holders have brought more than 40 such cases since 2023.",
        day=date(2026, 5, 9),
    ),
    good_summary=(
        "Seven novelists can proceed with most of their claims against Tarn Systems, a Seattle judge decided.",
        "Judge Brandt did not accept that training Heron 3.1 on pirated copies is fair use.",
        "The FTC sided with the authors in a filing.",
        "Statutory damages could reach $150,000 for each book, and some 180,000 titles are at issue.",
        'Tarn described the ruling as "disappointing but narrow".',
        "On May 8, an American court kept the authors' case alive.",
        "Jurors will hear the matter on 8 February 2027.",
        "Dozens of comparable lawsuits have been filed over the past years.",
    ),
    good_context=(
        "Plaintiffs' lawyers gain the most, since a jury date concentrates minds at every developer with a similar library.",
        "The FTC's filing is the buried news: a consumer agency now treats training sets as a market question.",
        "By contrast, the guild vote of April 28 let the Performers Alliance settle the same question by contract.",
        "Settlements tend to follow once discovery opens, because internal mail is expensive to explain.",
    ),
    good_watch=(
        "Watch whether Tarn Systems appeals the ruling by November 12, 2026. That would delay the trial of February 2027.",
        "Watch whether the FTC or any of the plaintiffs files for discovery of the shadow library's records.",
    ),
    bad_summary=(
        (NAME, "Seven novelists can proceed against OpenAI, a Seattle judge decided."),
        (NAME, "A Boston judge decided that the novelists can proceed."),
        (NAME, "Judge Alsup did not accept the fair use argument."),
        (NAME, "The Authors Guild joined the novelists in court."),
        (NAME, "Training Heron 4 on pirated copies is not fair use, the court found."),
        (NAME, "The SEC sided with the authors in a filing."),
        (NAME, "Amit Mehta, the judge, threw out parts of the case."),
        (NUMBER, "Nine novelists can proceed with their case."),
        (NUMBER, "Statutory damages could reach $250,000 for each book."),
        (NUMBER, "Some 380,000 titles are at issue."),
        (NUMBER, "The court threw out 4 claims."),
        (NUMBER, "Statutory damages could reach 150,000 euros for each book."),
        (NUMBER, "Rights holders have brought more than 90 such cases."),
        (DATE, "Jurors will hear the matter on February 18, 2027."),
        (DATE, "Jurors will hear the matter in March 2027."),
        (DATE, "The court ruled on Tuesday."),
        (DATE, "Such cases have been brought since 2019."),
        (DATE, "The court ruled on 2026-05-05."),
        (QUOTE, 'Tarn described the ruling as "deeply flawed".'),
        (QUOTE, 'Tarn described the ruling as "disappointing and narrow".'),
        (QUOTE, "Tarn described the ruling as «a gift to pirates»."),
        (
            RUN,
            "The court rejected the argument that training on pirated copies was fair use, but threw out two of five claims.",
        ),
        (RUN, "According to the report, the plaintiffs say 183,000 books were taken from a shadow library."),
        (RUN, "Observers note that copyright holders have brought more than 40 such cases since 2023."),
    ),
    bad_context=(
        (NAME, "Plaintiffs' lawyers gain the most, as they did against Anthropic."),
        (NUMBER, "The guild vote of April 28 passed with 71 percent of the Performers Alliance."),
        (DATE, "Settlements tend to follow, as in the summer of 2021."),
        ("link-date", "By contrast, the guild vote of April 29 let the Performers Alliance settle it by contract."),
        ("link-empty", "By contrast, the guild vote of April 28 took another road altogether."),
        ("link-missing", "As we reported earlier, such rulings rarely stand."),
    ),
    bad_watch=(
        ("watch-vague", "Watch whether Tarn continues to matter in court."),
        ("watch-act", "Watch whether Tarn Systems stays calm and healthy."),
        ("watch-subject", "Watch whether the trend is reported on."),
        (NAME, "Watch whether Getty Images files a similar suit."),
    ),
)

STUDY = Told(
    assignment(
        "Nurses overrule hospital AI one time in three, study finds",
        "Researchers at the University of Utrecht followed 312 nurses in nine Dutch hospitals for 18 months and found that they "
        "overrode a sepsis warning tool in 34% of alarms. The study, published in the Journal of Clinical Warnings, says the "
        "software made by Medisign missed 61 cases between 2023 and 2025. False alarms fell from 22 percent to 11 percent after "
        'staff could see the reasons. "Explanations are not a luxury," said lead author Dr. Anouk de Wit. The European Union '
        "will require such explanations from 2 August 2026. Medisign, which serves about 4,500 wards, disputed the numbers.",
        day=date(2026, 5, 12),
    ),
    good_summary=(
        "Nurses in nine hospitals in the Netherlands ignored a third of the warnings from a sepsis detector, Utrecht scholars report.",
        "Over a year and a half, 312 caregivers were observed while they worked with Medisign's product.",
        "False alarms were halved once the tool showed its reasoning.",
        'Anouk de Wit, who led the work, argues that explanations are "not a luxury".',
        "EU rules that take effect on August 2 will make such reasons mandatory.",
        "The vendor contests the findings.",
        "The program overlooked 61 patients from 2023 to 2025.",
    ),
    good_context=(
        "What sits beneath the headline is a procurement problem: hospitals bought alerts and got arguments.",
        "Vendors that can explain themselves gain, while black boxes become harder to sell to European wards.",
        "Clinicians are doing unpaid quality control, and the log of their refusals is a precious training set.",
        "None of this touches the chip story directly; nothing in the archive does.",
    ),
    good_watch=(
        "Watch whether Medisign publishes its own figures by November 12. That would move the argument to data.",
        "Watch whether any hospital, in the Netherlands or elsewhere, suspends the tool in the coming months.",
    ),
    bad_summary=(
        (NAME, "Nurses in nine hospitals in Belgium ignored warnings."),
        (NAME, "Epic Systems built the detector used by the caregivers."),
        (NAME, "The study appeared in The Lancet this month."),
        (NAME, "Anouk Jansen, who led the work, argues for explanations."),
        (NAME, "The World Health Organization welcomed the findings."),
        (NUMBER, "Nurses ignored 43% of the warnings."),
        (NUMBER, "Over two years, the caregivers were observed at work."),
        (NUMBER, "Some 321 caregivers were observed at work."),
        (NUMBER, "The vendor serves roughly 7,500 wards."),
        (NUMBER, "False alarms fell to five percent."),
        (NUMBER, "The tool was tested in ninety hospitals."),
        (NUMBER, "The program overlooked 61 percent of patients."),
        (DATE, "EU rules take effect on August 12."),
        (DATE, "EU rules take effect in September 2026."),
        (DATE, "The program was watched from 2021 onward."),
        (QUOTE, "The lead author said “hospitals must switch it off”."),
        (QUOTE, "The lead author warned that 'nobody checks the machine' at night."),
        (RUN, "They found that they overrode a sepsis warning tool in 34% of alarms across hospitals."),
        (RUN, "False alarms fell from 22 percent to 11 percent after staff could see the reasons, it says."),
    ),
    bad_context=(
        (NAME, "What sits beneath is a fight between Philips and its customers."),
        (NUMBER, "Clinicians spend 45 minutes a shift on unpaid quality control."),
        (DATE, "Hospitals bought such alerts in 2017 and got arguments."),
        ("link-date", "The earlier piece from May 3 made the same point."),
    ),
    bad_watch=(
        ("watch-vague", "Watch how the relationship between nurses and software evolves."),
        ("watch-contradiction", "Watch whether Medisign publishes its figures by December 2027."),
        (NAME, "Watch whether Siemens withdraws its tool from wards."),
    ),
)

CHIPS = Told(
    assignment(
        "Nvidia delays Vega-R server as export rule bites",
        "NVIDIA will ship its Vega-R servers in late October instead of July, two people familiar with the matter said, after the "
        "Commerce Department tightened rules on memory exports to China. The delay affects orders worth 6.8 billion dollars, among "
        "them 20,000 racks for Booking.com and the cloud unit of Samsung Electronics. Each rack draws 130 kilowatts. Chief executive "
        "Jensen Huang told analysts in Taipei that demand is 2.5 times supply. Shares fell 4.1% to $212.40 on Wednesday. Rival AMD "
        "gained 3 percent. The company had forecast revenue of $78bn to $80bn for the quarter.",
        day=date(2026, 5, 7),
    ),
    good_summary=(
        "Nvidia is pushing back its Vega-R servers from July to October because of tighter limits on memory sales to China.",
        "Orders of $6.8bn are affected, Samsung's cloud business and Booking.com among the buyers.",
        "Huang put demand at two and a half times what the firm can supply.",
        "The stock lost 4% on May 6, while AMD rose.",
        "Guidance had stood between 78 and 80 billion dollars for the quarter.",
        "One rack needs 130 kW of power.",
    ),
    good_context=(
        "Delays hurt hyperscale buyers least, since they can wait; smaller clouds sign whatever contract is left.",
        "The CUDA piece of May 11 explained why customers stay: 4 million developers know Nvidia's libraries.",
        "So a late product costs Nvidia months, not clients, which is the definition of a moat.",
        "AMD's small gain suggests that traders see it the same way.",
    ),
    good_watch=(
        "Watch whether AMD announces a large server order from a Vega-R customer by November 12, 2026.",
        "Watch whether the Commerce Department grants an export license to any of the memory makers in the next six months.",
    ),
    bad_summary=(
        (NAME, "Nvidia is pushing back its Blackwell servers."),
        (NAME, "Orders from Oracle are affected by the delay."),
        (NAME, "Lisa Su told analysts that demand exceeds supply."),
        (NAME, "The firm blamed limits on memory sales to Vietnam."),
        (NAME, "Intel gained while Nvidia lost ground."),
        (NAME, "Huang spoke in Singapore about the delay."),
        (NUMBER, "Orders of $8.6bn are affected."),
        (NUMBER, "Booking.com ordered 2,000 racks."),
        (NUMBER, "The stock lost 14% after the news."),
        (NUMBER, "One rack needs 310 kW of power."),
        (NUMBER, "Huang put demand at four times supply."),
        (NUMBER, "Guidance had stood between 87 and 90 billion dollars."),
        (NUMBER, "Shares closed at $221.40 after the news."),
        (DATE, "The servers slip from July to December."),
        (DATE, "The stock lost ground on Friday."),
        (DATE, "The servers are now expected in 2028."),
        (QUOTE, 'Huang said demand is "off the charts".'),
        (
            RUN,
            "The Commerce Department tightened rules on memory exports to China, and the delay affects orders worth 6.8 billion dollars.",
        ),
        (
            MUCH,
            "Buyers learned that AMD told analysts in Paris that demand is 2.5 times supply and shares fell 4.1% to $212.40 on Wednesday.",
        ),
    ),
    bad_context=(
        (NAME, "Delays hurt CoreWeave most, since it cannot wait."),
        (NUMBER, "The CUDA piece of May 11 explained why Nvidia keeps 9 million developers."),
        ("link-date", "The CUDA piece of May 10 explained why Nvidia keeps its developers."),
        ("link-date", "The CUDA piece of May 2025 explained why Nvidia keeps its developers."),
        (QUOTE, "Traders call this the “forever moat” of the industry."),
    ),
    bad_watch=(
        ("watch-vague", "Watch whether AMD gains momentum by November."),
        ("watch-subject", "Watch whether demand is reported to exceed supply."),
    ),
)

STORIES = (FUNDING, COURT, STUDY, CHIPS)
