"""What each worked verdict says: the short form, and the full one."""

WORDS = {
    "1": (
        "The gap narrowed",
        "The gap narrowed: the rate of Black children was 2.15 times that of White children "
        "in 2023-24 and is 1.37 times in 2025-26. Both rates fell, from 19.0 to 10.6 per "
        "1,000 Black children and from 8.8 to 7.8 per 1,000 White children. If nothing had "
        "changed, at most about one look in 20 would show so much. It rests on 150 and 84 "
        "Black children, 119 and 105 White children.",
    ),
    "1b": (
        "No clear change",
        "No clear change: the rate of Black children was 2.15 times that of White children in "
        "2023-24 and is 1.37 times now. Both rates fell, from 19.0 to 10.6 per 1,000 Black "
        "children and from 8.8 to 7.8 per 1,000 White children. With these counts even equal "
        "rates could have been missed. It rests on 150 and 84 Black children, 119 and 105 "
        "White children.",
    ),
    "2": (
        "The gap widened",
        "The gap widened: the rate of Asian children was 0.86 times that of White children in "
        "2023-24 and is 0.38 times in 2025-26. The rate fell from 12.5 to 6.5 per 1,000 Asian "
        "children and rose from 14.5 to 16.9 per 1,000 White children. If nothing had "
        "changed, at most about one look in 20 would show so much. It rests on 75 and 39 "
        "Asian children, 196 and 228 White children.",
    ),
    "3": (
        "No clear change",
        "No clear change: the rate of Black children was 1.93 times that of White children in "
        "2023-24 and is 1.80 times in 2025-26. The rate fell from 26.8 to 26.7 per 1,000 "
        "Black children and rose from 13.9 to 14.8 per 1,000 White children. A ratio of 1.19 "
        "or nearer to 1 would have shown about four times in five. It rests on 212 and 211 "
        "Black children, 188 and 200 White children.",
    ),
    "4": (
        "Too few children to say",
        "Too few to say: the rate of Black children was 1.14 times that of White children in "
        "2023-24 and is 0.64 times in 2025-26. The rate fell from 1.8 to 1.1 per 1,000 Black "
        "children and rose from 1.6 to 1.8 per 1,000 White children. One of the four counts "
        "is under 10. It rests on 14 and 9 Black children, 21 and 24 White children.",
    ),
    "4b": (
        "Too few children to say",
        "Too few to say: the rate of Black children was 1.44 times that of White children in "
        "2023-24 and is 1.20 times in 2025-26. The rate fell from 4.8 to 4.2 per 1,000 Black "
        "children and rose from 3.3 to 3.5 per 1,000 White children. Even a halving could "
        "have been missed. It rests on 38 and 33 Black children, 45 and 47 White children.",
    ),
    "5": (
        "No clear change, but it turned round",
        "No clear change in the gap, but it turned round (more likely before, less likely now):"
        " the rate of Black children was 1.45 times that of White children in 2023-24 and is "
        "0.66 times in 2025-26. Both rates fell, from 22.4 to 10.0 per 1,000 Black children and"
        " from 15.5 to 15.2 per 1,000 White children. With these counts even equal rates could "
        "have been missed. It rests on 177 and 79 Black children, 209 and 205 White children.",
    ),
    "6": (
        "No clear change",
        "No clear change: the rate of Black children was 1.10 times that of White children in "
        "2023-24 and is 1.10 times in 2025-26. Both rates rose, from 13.2 to 14.1 per 1,000 "
        "Black children and from 11.9 to 12.7 per 1,000 White children. The ratio was already "
        "near 1 at the baseline, so a decrease could hardly show. It rests on 104 and 111 "
        "Black children, 161 and 172 White children.",
    ),
    "7": (
        "No clear change",
        "No clear change: the rate of suspensions of Black pupils was 1.85 times that of "
        "White pupils in 2023-24 and is 1.42 times in 2025-26. Both rates fell, from 53.4 to "
        "38.4 per 1,000 Black pupils and from 28.8 to 27.0 per 1,000 White pupils. A ratio of "
        "1.06 or nearer to 1 would have shown about four times in five. It rests on 422 and "
        "303 suspensions of Black pupils, 389 and 365 of White pupils, which vary 2.7 times "
        "as much as single events would.",
    ),
    "8": (
        "The gap narrowed",
        "The gap narrowed: the rate of Black children was 2.29 times that of White children "
        "in 2023-24 and is 1.25 times in 2025-26. Both rates fell, from 18.0 "
        "to 7.0 per 1,000 Black children and from 7.9 to 5.6 per 1,000 White children. If "
        "nothing had changed, at most about one look in 20 would show so much. It rests on "
        "142 and 55 Black children, 106 and 75 White children.",
    ),
    "9": (
        "The gap narrowed",
        "The gap narrowed: the rate of searches of Black children was 1.98 times that of "
        "White children in 2023-24 and is 1.48 times in 2025-26. Both rates fell, from 77.8 "
        "to 54.7 per 1,000 Black children and from 39.3 to 37.0 per 1,000 White children. It "
        "holds unless more than 81% of the searches of unknown ethnicity were of Black "
        "children. It rests on 615 and 432 searches of Black children, 531 and 500 of White "
        "children, which vary 1.8 times as much as single events would.",
    ),
    "10": (
        "No clear change",
        "No clear change: the rate of suspensions of Black pupils was 1.19 times that of "
        "White pupils in 2022/23 and is 0.94 times in 2023/24. The rate fell from 38.2 to "
        "32.1 per 1,000 Black pupils and rose from 32.1 to 34.0 per 1,000 White pupils. The "
        "ratio was already near 1 at the baseline, so a decrease could hardly show. It rests "
        "on 420 and 360 suspensions of Black pupils, 610 and 640 of White pupils, taken to "
        "vary twice as much as single events.",
    ),
}
