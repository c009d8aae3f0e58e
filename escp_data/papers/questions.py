"""What each figure of a paper answers: a small function for each kind of question.

Each takes the answers and what it is about, and gives the words as the screens say them, what they
measure, the period, and the upload they come from. A paper writes no figure in any other way.
"""

from collections.abc import Callable, Mapping

from escp_data.papers import evidence_questions, plan_questions
from escp_data.papers.answers import Answers
from escp_data.papers.told import Told

QUESTIONS: Mapping[str, Callable[[Answers, str], Told]] = {
    **plan_questions.QUESTIONS,
    **evidence_questions.QUESTIONS,
}
