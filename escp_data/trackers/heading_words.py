"""The words of headings, by what each says: what a column is, in what sense, or that it is unclear.

Case, full stops, hyphens and possessives say nothing, so `By when` and `by-when` are one phrase.
A phrase that means something only in company (a reason, a condition) has a role instead.
"""

from typing import Literal

from escp_data.text.places import PLACES

Means = Literal[
    "RAG", "RAG reason", "update", "evidence", "impact", "barriers", "next steps", "ref", "action",
    "lead", "due date", "revised due date", "start date", "value", "denominator", "target",
    "benchmark", "change", "note", "ethnic group", "measure", "agency", "period", "ignore", "ask",
]  # fmt: skip  # words, as a paragraph
Sense = Literal[
    "current", "previous", "forecast", "target", "cumulative", "average", "rate", "percentage",
    "none",
]  # fmt: skip  # words, as a paragraph

WHAT: dict[Means, str] = {
    "RAG": "rag|brag|ragb|rag status|brag status|rag rating|brag rating|rag score|rag colour"
    "|rag assessment|status|traffic light|traffic lights|traffic light rating|overall rag"
    "|progress rag|action rag|progress rating|overall rag rating|overall rag status|r/a/g"
    "|b/r/a/g|r/a/g/b|r/a/g rating"
    "|rag-rating|status rag|rag grade|brag score",
    "RAG reason": "rag reason|rag reasons|rag comment|rag comments|rag commentary|rag narrative"
    "|rag rationale|rag explanation|rag justification|rag status reason|rag rating reason|reason"
    "|reasons|reason for rating|reasons for rating|rationale for rating|status reason"
    "|status comment|status commentary|rag note|rag notes|reason for status|reason for colour"
    "|comment on rag|comments on rag",
    "update": "progress update|progress updates|update|updates|progress|commentary|commentaries"
    "|comments|narrative|progress made|progress report|progress narrative|progress commentary"
    "|progress comments|progress notes|progress note|progress summary|summary of progress"
    "|update on progress|position update|what we did"
    "|what we have done|what have we done|what did we do|what has been done|what was done"
    "|what has happened|what happened|actions taken|action taken|work done|work completed"
    "|work undertaken|achievements|key achievements|progress achieved|action progress"
    "|action update|update on action|progress on action|progress against action"
    "|progress against actions|progress against plan|progress since last update"
    "|quarterly update|quarterly progress|quarterly progress update|agency update"
    "|partner update|narrative update|narrative on progress|delivery update|where are we now"
    "|where we are now|where we are|activity undertaken|progress and achievements",
    "evidence": "evidence|evidence of impact|evidence of progress|supporting evidence|evidence base"
    "|evidence source|source of evidence|evidence link|link to evidence|evidence links"
    "|evidence of completion|evidence provided|evidence submitted|evidence seen|evidence file"
    "|evidence document|how do we know|supporting documents|supporting documentation"
    "|impact evidence|evidence of outcome|evidence of outcomes|evidence of delivery",
    "impact": "impact|impact rating|impact on|impact for|impact made|difference made"
    "|what difference|what difference has it made|what difference has this made"
    "|what difference have we made|what difference did it make|what difference did this make"
    "|what difference is it making|what difference does it make|difference it has made"
    "|what is the difference|what was the impact|what impact|what impact has it had"
    "|what impact has this had|what has been the impact|what is the impact|has it helped",
    "barriers": "barriers|barrier|barriers and risks|issues|risks|key risks|obstacles|challenges"
    "|blockers|constraints|difficulties|barriers to progress|risks to delivery"
    "|issues to progress|what is in the way|whats in the way|what is getting in the way"
    "|what gets in the way|what stands in the way|what is stopping us|what is preventing progress"
    "|barriers to delivery|issues arising|issues encountered|blockages|hurdles|impediments",
    "next steps": "next steps|next step|next actions|next action|next steps/actions"
    "|next actions/steps|next steps and actions|planned next quarter|plans for next quarter"
    "|plan for next quarter|actions for next quarter|actions next quarter|action next quarter"
    "|activity next quarter|priorities for next quarter|focus for next quarter"
    "|work planned next quarter|planned for next quarter|planned actions next quarter"
    "|planned activity next quarter|planned work|planned actions|planned activity"
    "|further action|further actions|further action required|further actions required"
    "|future actions|future plans|future work|forward plan|what next|what is next|whats next"
    "|what happens next|what will we do next|what we will do next|what needs to happen next"
    "|still to do|outstanding actions|remaining actions|actions outstanding|plans|next period"
    "|planned next steps|next quarter plans|next quarter actions|next quarter priorities"
    "|planned next period|key next steps",
    "ref": "ref|reference|refs|action ref|action reference|ref no|ref number|reference no"
    "|reference number|action no|action nos|action number|action id|action ref no"
    "|action ref number|plan ref|plan reference|plan action ref|ref id|unique ref"
    "|unique reference|item no|item number|item ref|action plan ref|action code|ref #|action #"
    "|plan action no|number in plan|plan no|plan number|action reference number",
    "action": "action|activity|task|tasks|what we will do|what will we do|what we are going to do"
    "|what are we going to do|what we said we would do|action description|description of action"
    "|action title|action name|action text|agreed action|action agreed|action to be taken"
    "|actions to be taken|action required|actions required|specific action|key action"
    "|smart action|what needs to be done|what do we need to do|what will be done|task description"
    "|action point|action details|action detail|detail of action|action wording|planned action",
    "lead": "lead|leads|lead agency|lead partner|lead officer|lead organisation|lead organization"
    "|lead person|lead name|lead professional|lead role|lead manager|lead service|lead body"
    "|lead practitioner|action lead|agency lead|partner lead|named lead|named officer"
    "|responsible lead|lead responsible|strategic lead|operational lead|delivery lead|owner"
    "|owners|action owner|owner role|owned by|responsible|responsible officer"
    "|responsible person|responsible agency|responsible owner|person responsible"
    "|persons responsible|officer responsible|agency responsible|responsibility|who|by who"
    "|who is responsible|who will do it|who will do this|who will lead|who leads|by whom"
    "|whose job|led by|assigned to|accountable|accountable officer|accountable lead"
    "|accountable person|accountability|allocated to|assignee|action by whom",
    "due date": "due date|due|due by|date due|deadline|deadlines|target date|by when|when"
    "|timeframe|timeframes|timescale|timescales|time frame|time scale|time scales"
    "|to be completed by|to be complete by|complete by|to be done by|due to complete"
    "|target completion date|target completion|target end date|original due date"
    "|original deadline|original target date|original timescale|original completion date"
    "|original end date|original date|initial due date|agreed due date|agreed completion date"
    "|planned completion date|planned completion|planned end date|planned finish|end date|end"
    "|finish|finish date|completion due|completion due date|completion deadline"
    "|date to be completed|date to be completed by|date for completion|deadline date|due when"
    "|required by|implementation date|delivery date|target delivery date|action due"
    "|action due date|action deadline|by what date|scheduled completion date|due for completion",
    "revised due date": "revised date|revised due|revised by when|revised timeline"
    "|new date|new deadline date|amended date|extended to|extended until|extension date"
    "|extension to|extended date|updated deadline date|rescheduled date|rescheduled to"
    "|slipped to|moved to|re-profiled date|reprofiled date",
    "start date": "start date|start|starts|date started|started|start on|planned start"
    "|planned start date|actual start date|actual start|commencement date|commencement"
    "|commenced|date commenced|begin date|begins|date begun|begun|begin|date of start"
    "|date action started|started on|action start date|beginning",
    "value": "numerator|value|values|actual|actuals|actual value|actual figure|actual number"
    "|actual performance|outturn|out-turn|how many|total number|total count|headcount|head count"
    "|number|count|counts|number of|no of|num|nos|qty|quantity|volume|numbers|our value"
    "|reported value|value reported|actual outturn",
    "denominator": "denominator|denom|cohort|cohort size|total cohort|cohort total|population"
    "|pop|population size|total population|eligible population|eligible cohort|total eligible"
    "|number eligible|number in cohort|out of|size of cohort|child population|cohort number",
    "target": "target|targets|tgt|trgt|target value|target figure|target set|stretch target"
    "|stretch|trajectory|planned trajectory|goal|aspiration|ambition|annual target"
    "|year end target|yearly target|quarterly target|local target|target level|target range"
    "|target trajectory|improvement target",
    "benchmark": "benchmark|benchmarks|benchmarking|england|eng|national|nat|nationally|london"
    "|inner london|outer london|greater london|region|regional|england and wales|uk|all england"
    "|statistical neighbours|statistical neighbour|stat neighbours|stat neighbour|stat nbrs"
    "|stat nbr|stat neigh|stat neighs|stats neighbours|stat n|statistical nbrs|sn|sns"
    "|neighbours|nearest neighbours|nearest neighbour|cipfa neighbours"
    "|cipfa nearest neighbours|cipfa|comparator|comparators|comparator group|peers|peer group"
    "|peer|most similar forces|most similar force|most similar group|similar forces|msg|msf"
    "|family group|similar areas|other areas|other boroughs|other las|sub regional|ldn|natl",
    "change": "change|changes|dot|d.o.t|direction of travel|direction|trend|trends|trend line"
    "|trendline|sparkline|+/-|-/+|±|diff|diffs|difference|variance|variances|var|variation"
    "|movement|yoy|y-o-y|year on year|qoq|q-o-q|quarter on quarter|swing|up/down|up or down"
    "|performance trend|trend arrow|arrow|trend direction"
    "|percentage point change|% point change|% pt change|pp change"
    "|ppt change|change +/-|increase/decrease|increase or decrease|rise or fall|distance to"
    "|distance from|improving or declining|better or worse|better/worse|gap to target"
    "|compared to|compared with|comparison to|comparison with|compare to",
    "note": "note|notes|caveat|caveats|footnote|footnotes|data note|data notes|remarks|remark"
    "|data quality|data quality note|data quality notes|dq note|dq notes|data quality issues"
    "|data caveats|data caveat|notes and caveats|explanatory note|explanatory notes"
    "|data comment|data comments|data quality comment",
    "ethnic group": "ethnic group|ethnic groups|ethnicity|ethnic code|ethnicity code|ethnic origin"
    "|ethnic background|ethnic category|ethnic description|ethnicity description|ethnic heritage"
    "|ethnicity group|ethnicity category|ethnic group code|ethnic group name|self-defined"
    "|self defined ethnicity|self-defined ethnic group|self-identified ethnicity|sde|sde code"
    "|self-classified ethnicity|16+1|18+1|16+1 code|18+1 code|broad ethnic group"
    "|detailed ethnic group|main ethnic group|self-reported ethnicity|ethnicity type"
    "|self declared ethnicity|ethnic group description|self-defined ethnicity code",
    "measure": "measure|measures|indicator|indicators|measure name|measure title|measure code"
    "|measure id|measure ref|measure no|measure number|measure description|indicator name"
    "|indicator code|indicator ref|indicator id|indicator no|indicator number|indicator title"
    "|indicator description|performance indicator|performance indicators|performance measure"
    "|key performance indicator|key performance indicators|kpi|kpis|kpi name|kpi code|kpi ref"
    "|kpi no|kpi number|kpi description|kpi title|kpi id|pi|pi ref|pi name|metric|metrics"
    "|metric name|code|data item|what is measured|what we measure|what are we measuring"
    "|name of measure|name of indicator|key measure|key indicator",
    "agency": "agency|agencies|organisation|organization|organisation name|agency name|partner"
    "|partners|partner agency|partner organisation|supplied by|reporting agency"
    "|reporting organisation|reporting partner|returning agency|submitting agency"
    "|submitting organisation|name of agency|name of organisation|agency reporting"
    "|organisation reporting|agency submitting|data provider|agency completing"
    "|which agency|partner name|returned by|reported by agency",
    "period": "quarter|qtr|qtrs|period|reporting period|reporting quarter|time period"
    "|period covered|data period|quarter reported|return period|reported quarter"
    "|reporting qtr|financial quarter|financial year|financial yr|fin year|fin yr"
    "|reported period|period reported|period of report|quarter of report|report quarter"
    "|report period|return quarter|quarter ending|quarter ended|period ending|period ended"
    "|period end|quarter end|reporting year",
    "ignore": "date completed|date complete|completed date|completed on|date of completion"
    "|actual completion date|actual completion|actual end date|actual finish|actual finish date"
    "|date closed|closed date|closed on|date of closure|date achieved|date finished|date signed"
    "|date signed off|sign off date|signed off on|signed off|signed off by|review date"
    "|review dates|date of review|date reviewed|reviewed on|reviewed|reviewed by|last reviewed"
    "|last review|last review date|next review|next review date|next review due|last updated"
    "|date updated|date last updated|date of update|date of last update|update date|updated on"
    "|updated by|last updated by|last updated on|last update date|date of meeting|meeting date"
    "|date raised|date added|date created|created on|created by|added by|date opened|date logged"
    "|date agreed|entered by|author|version|rank|ranks|ranking|rankings|ranked|rank out of"
    "|position in rank|quartile|decile|percentile|quintile|definition|definitions|frequency"
    "|reporting frequency|how often|polarity|good is|better when|good performance is"
    "|good to be|high or low|higher or lower is better|bigger is better|measure type"
    "|type of measure|measure definition|indicator definition|numerator definition"
    "|denominator definition|methodology|method of calculation|calculation|formula|how calculated"
    "|national rank|data owner|sort order|row no|row number|approved by|date approved|checked by",
}

SENSES: dict[Sense, str] = {
    "current": "current|curr|this quarter|this qtr|current quarter|current qtr|this period"
    "|current period|this return|latest|most recent|now|at present|this reporting period"
    "|current reporting period|latest quarter|latest period|newest"
    "|this quarters|in quarter|present",
    "previous": "previous|previously|prior|prev|last|last quarter|last qtr|previous quarter"
    "|previous qtr|prev quarter|prev qtr|prior quarter|prior qtr|last period|previous period"
    "|prior period|prev period|preceding quarter|preceding period|preceding|last return"
    "|last time|last meeting|at last meeting|previous meeting|at previous meeting|last month"
    "|previous month|last report|at last report|previous return|previous report|opening|initial"
    "|starting|original|former|old|ly|py|lq|pq|last year|last yr|previous year|prev year|prev yr"
    "|prior year|prior yr|preceding year|same quarter|same quarter last year|same qtr last year"
    "|same period last year|same quarter previous year|same period previous year"
    "|same quarter of last year|same period|same time last year|this time last year|same month"
    "|same month last year|last updates|previous quarters|last quarters|year before"
    "|quarter before|last reported|previously reported|a year ago|year ago|earlier",
    "forecast": "projected|projection|projections|expected|forecast|forecasts|forecasted"
    "|predicted|prediction|anticipated|likely|expected year end|forecast year end"
    "|projected year end|predicted year end|year end forecast|year end projection"
    "|anticipated year end|end of year forecast|forecast outturn|projected outturn"
    "|expected outturn",
    "cumulative": "cumulative|cumulatively|cumul|cum|cumm|running total|rolling|year to date"
    "|rolling year|moving annual total|rolling total|ytd|r12|r12m|rolling quarter|half year"
    "|half yearly|part year|qtd|mtd|mat|rolling average|to date total",
    "average": "average|averages|avg|ave|av|avrg|mean|median|averaged|aver",
    "rate": "rate|rates|ratio|crude rate|incidence|prevalence",
    "percentage": "%|percentage|percentages|percent|per cent|pct|%age|proportion|share|perc",
}
OF_ANOTHER_YEAR = ("year", "yr", "ly", "py", "same", "ago")
OF_A_TIME = ("quarter", "qtr", "period", "month", "return", "lq", "pq", *OF_ANOTHER_YEAR)
"""Parts of a phrase for another time: only these say a time's length, so they head values alone."""

ASKS: dict[str, tuple[str, ...]] = {
    "rating|ratings|score|overall rating|assessment|judgement|grade": ("RAG", "impact"),
    "colour|color|light|overall status|delivery status|project status|implementation status"
    "|action status|status of action|progress status|completion status|position|action state"
    "|state": ("RAG",),
    "on track|on target|is it on track|are we on track|on schedule|complete|completed|done"
    "|achieved|met|complete y/n|completed y/n|yes/no|y/n|yes or no|finished|delivered|closed"
    "|is it complete|has it been completed|action complete|action completed|% complete"
    "|percentage complete|percent complete": ("RAG",),
    "open/closed|closed/open|open or closed|live/closed|open|active|live": ("ignore",),
    "confidence|confidence level|confidence of delivery|delivery confidence|assurance"
    "|assurance level|quality": ("RAG",),
    "risk level|risk score|likelihood|severity|residual risk": ("RAG", "ignore"),
    "risk|issue": ("barriers",),
    "concerns|problems|worries|what are we worried about|delays": ("barriers",),
    "outcome|outcomes|intended outcome|intended outcomes|desired outcome|success measure"
    "|success measures|success criteria|outcome measure|measure of success"
    "|how will we know|how we will know|outcomes achieved|so what|learning": ("impact", "update"),
    "result|results|performance|score achieved": ("value", "impact"),
    "equality|equalities|equality and diversity|edi|eia": ("impact", "ignore"),
    "plan|planned": ("next steps", "target"),
    "next quarter|next qtr|to do|planned activities|upcoming": ("next steps",),
    "mitigation|mitigations|mitigating action|mitigating actions|mitigating": (
        "next steps",
        "barriers",
    ),
    "no|nr|#|id": ("ref", "value"),
    "our ref|own ref|local ref|internal ref|our reference|local reference|agency ref|priority ref"
    "|rec no|rec ref|recommendation no|recommendation number|risk ref|objective ref|objective no"
    "|urn|case ref|case no|case number": ("ref", "ignore"),
    "description|title|name|detail|details|item|summary": ("action", "measure"),
    "actions|objective|objectives|recommendation|recommendations|key actions": (
        "action",
        "next steps",
    ),
    "priority|priorities|priority area|strategic priority|theme|workstream|group|subgroup"
    "|sub group": ("ignore",),
    "comment|general comments|further comments|other comments|additional comments"
    "|any other comments|additional information|further information|other|context|highlights"
    "|highlight|points to note": ("update", "note"),
    "explanation|rationale|justification|why|exceptions|exception report": ("RAG reason", "update"),
    "completed by|filled in by|form completed by|return completed by": ("due date", "ignore"),
    "completion date|completion|completed by date|milestone|milestones|timeline": (
        "due date",
        "ignore",
    ),
    "date|dates": ("due date", "period", "ignore"),
    "target by|target by date": ("due date", "ignore"),
    "year|yr|month|fy|as at|as of|as at date|academic year|school year|term|week|date of data"
    "|reporting month|data as at|snapshot date|data date|in month": ("period",),
    "total|totals|grand total|subtotal|sub total|sum|overall total|overall": ("value", "ignore"),
    "baseline|base line|baselines|baseline value|baseline figure|starting point": (
        "value",
        "ignore",
    ),
    "base": ("denominator", "value"),
    "n": ("value", "denominator"),
    "of which|of whom|of these|of those|excluding|excl|includes": ("ignore",),
    "figure|figures|our figure|local figure": ("value",),
    f"{PLACES}|local|our|us|ours|la|borough|local authority|our area": ("value",),
    "data": ("value", "measure", "evidence"),
    "threshold|tolerance|standard|tolerances|aim|desired|target/actual": ("target",),
    "gap|performance gap|comparison|comparative": ("change", "benchmark"),
    "source|data source|sources": ("ignore", "note"),
    "kind|type|category": ("ignore", "measure"),
    "officer-defined ethnicity|officer defined|officer-defined|officer observed"
    "|observed ethnicity|observed|perceived ethnicity|perceived|ode|ic code|ic codes|ic"
    "|police ethnicity|visual ethnicity|officer perceived ethnicity|apparent ethnicity"
    "|officer identified ethnicity|nationality|heritage|race|religion|language"
    "|country of birth|first language": ("ethnic group", "ignore"),
    "service|team|department|school|school name|provider|setting|directorate|site": ("agency",),
    "this year|current year|this month|current month|year end|end of year|year end position": (
        "value",
    ),
    "contact|contact officer|role|sponsor|sro|officer|manager|job title|supported by"
    "|contributors|support": ("lead",),
    "cost|costs|budget|funding|resources|resource": ("ignore",),
}

REASONS = (
    "reason|reasons|why|explain why|please explain why|say why|explain|explanation|rationale"
    "|justification|justify|reason for|reasons for|why is it|why is this|why is the action"
    "|why it is"
    "|please explain|details|comment|comments|commentary|narrative|state why|give reasons"
    "|give reason|please state why|explain reason|explain reasons|what is the reason|cause"
)
CONDITIONS = (
    "if not green|not green|if red|if amber|if off track|off track|if not on track|not on track"
    "|if delayed|delayed|if behind|behind|behind schedule|if behind schedule|red|amber|if not"
    "|if not complete|not complete|not completed|if not completed|if overdue|overdue"
    "|if red or amber"
    "|not achieved|if not achieved|when red|where red|where amber|when amber|if slipped"
    "|slippage|for slippage|delay|for delay|for delays|rated red|rated amber|is red|is amber"
    "|not met|if not met|at risk|if at risk|off target|if off target|if rated|rated"
)
REVISED = "revised|amended|new|updated|extended|rescheduled|re-profiled|reprofiled|changed|moved"
NOUNS = (
    "children|child|childs|childrens|young people|young person|children and young people|cyp"
    "|yp|pupils|cases"
    "|families|episodes|incidents|children and families|them|these|people|girls and boys"
)
UNITS = "days|weeks|months|hours|working days|minutes|day|week"
FILLERS = (
    "the|of|for|in|on|a|an|at|is|it|has|have|been|made|please|please state|brief|short"
    "|embed|embedded|hyperlink|hyperlinks|link|links|attach|attached|attachment|attachments|insert"
    "|attach or link|link or attach|url|free text|optional|mandatory|drop down|dropdown|select"
    "|please select|choose|from list|select from list|dd/mm/yyyy|dd/mm/yy|d/m/y|see key"
    "|see guidance"
    "|max 200 words|partnership|safeguarding|so far|your|bullet points|see below|see note|e g"
    "|abridged|shortened|in brief"
)
TOWARDS = "from|since|to|between|against|on|with|over|vs|v|versus|from last|compared"
TO_DATE = "to date|so far|date to"
JOINERS = "and|or|/|&|,|vs|v|versus|inc|incl|including|with|plus|;|+|then"
