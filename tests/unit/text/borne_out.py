"""What of a sentence evidence does not bear out: its dates, spans of time and numbers, as they stand there."""

from modelwire_ssg.text.calendar_words import dates_said
from modelwire_ssg.text.days import spans_said
from modelwire_ssg.text.evidence import Evidence


def not_borne_out(evidence: Evidence, sentence: str) -> list[str]:
    found = [(d.start, d.end) for d in dates_said(sentence) if not evidence.has_date(d, sentence)]
    found += [(s.start, s.end) for s in spans_said(sentence) if not evidence.has_span(s, sentence)]
    numbers = evidence.numbers_in(sentence)
    found += [(n.start, n.end) for n in numbers if not evidence.has_number(n, sentence, numbers)]
    return [sentence[start:end].strip() for start, end in found]
