"""Labels as agencies might write them, made up for the tests: each with its one right reading.

A line is `label | reading | name`; the reading is a broad group, Unknown or ask. Of `ask`, the name
is what a question should offer first, where anything is worth offering.
"""

EXAMPLES = """
    White Scottish | White | White British
    WWEL | White | White British
    White - Northern Irish | White | White British
    wsco | White | White British
    White Croatian | White | Any other White background
    Turkish/Turkish Cypriot | White | Any other White background
    Greek / Greek Cypriot | White | Any other White background
    White: Polish | White | Any other White background
    White - Other | White | Any other White background
    WGRK: Greek | White | Any other White background
    Poles | White | Any other White background
    Irish Travellers | White | Traveller of Irish heritage
    Gypsy / Traveller | White |
    White: Gypsy or Irish Traveller | White | Gypsy or Irish Traveller
    Gypsy and Roma | White | Gypsy or Roma
    British (White) | White | White British
    WBRI - White - British | White | White British
    White pupils | White |
    Mixed/Multiple: White and Asian | Mixed | White and Asian
    Mixed White and Black African | Mixed | White and Black African
    White & Asian | Mixed | White and Asian
    Black Caribbean and White | Mixed | White and Black Caribbean
    Any other Mixed or multiple ethnic background | Mixed | Any other Mixed background
    Mixed race | Mixed |
    Black and Chinese | Mixed | Any other Mixed background
    White and any other Asian background | Mixed | White and Asian
    White and Asian (Mixed) | Mixed | White and Asian
    Indian or British Indian | Asian | Indian
    British Pakistani | Asian | Pakistani
    Asian - Any other Asian background | Asian | Any other Asian background
    Indian/Pakistani | Asian |
    Sri Lankan Tamil | Asian | Any other Asian background
    Nepali heritage | Asian | Any other Asian background
    Mirpuri Pakistani | Asian | Pakistani
    Hong Kong Chinese | Asian | Chinese
    Other ethnic group: Chinese | Asian | Chinese
    Indian (Asian or Asian British) | Asian | Indian
    Bangladeshis | Asian | Bangladeshi
    Any other Asian or Asian British background | Asian | Any other Asian background
    Somali heritage pupils | Black | Black African
    Black Ghanaian | Black | Black African
    Other Black African | Black | Black African
    Black / African / Caribbean / Black British: Caribbean | Black | Black Caribbean
    Black Sudanese | Black | Black African
    Afro-Caribbean | Black |
    Black African & Black Caribbean | Black |
    Black European | Black | Any other Black background
    BOTB Other Black | Black | Any other Black background
    Vietnamese | Other | Any other ethnic group
    Other - Kurdish | Other | Any other ethnic group
    Afghans | Other | Any other ethnic group
    OOEG | Other | Any other ethnic group
    Egyptian | Other | Any other ethnic group
    Other ethnicity | Other |
    Other ethnic group - Arab | Other | Arab
    Any other ethnic group (19) | Other | Any other ethnic group
    Not provided | Unknown |
    Declined to say | Unknown | Refused
    Not yet obtained | Unknown | Information not yet obtained
    Ethnicity not known | Unknown | Not known
    Not stated/Refused | Unknown |
    Z - Not stated | Unknown | Not stated
    NOBT | Unknown | Information not yet obtained
    IC3 | ask | Black
    IC4 - Asian | ask | Asian
    IC5 | ask | Asian
    IC9 | ask | Unknown
    White - North European | ask | White
    Chinese, Japanese or South East Asian | ask | Asian
    B2 - Caribbean | ask | Black African
    A - Asian | ask | Asian
    W - White British | ask | White British
    O | ask | Other
    B5 | ask | Black
    WXYZ | ask |
    Kurdish/Turkish | ask | Other
    White/Asian | ask | White and Asian
    Black/White | ask | Black
    Mixed/Other | ask | Mixed
    White/Other | ask | White
    Mixed Black | ask | Mixed
    BAME | ask |
    Ethnic minorities | ask |
    All Black | ask | Black
    White (not British) | ask | White
    Any other | ask | Other
    Other background | ask | Other
    South Asian | ask | Asian
    Middle Eastern | ask | Other
    Colombian | ask | Other
    Jewish | ask | White
    Asian - Filipino | ask | Any other Asian background
    Other - Turkish | ask | Any other White background
    Black boys | ask | Black
    WB | ask | White British
    Blk Carib | ask | Black Caribbean
    Any other mixed b/g | ask | Any other Mixed background
    Banglideshi | ask | Bangladeshi
    Travellor of Irish heritage | ask | Traveller of Irish heritage
    BCRBB | ask | Black Caribbean
    Indian? | ask | Indian
    A\u00b9 | ask | White British
    Not available | ask | Unknown
    Total | ask |
"""

# What the reader was tried with once it could read the first; the last were found by trying pairs.
HARDER = """
    Asian / Asian British / Indian | Asian | Indian
    Black/African/Caribbean/Black British | Black |
    Mixed/multiple ethnic group: Other Mixed | Mixed | Any other Mixed background
    Asian/Asian British: Other Asian | Asian | Any other Asian background
    Other ethnic group: Any other ethnic group | Other | Any other ethnic group
    White - Gypsy/Roma | White | Gypsy or Roma
    Welsh / English / Scottish / Northern Irish / British | White | White British
    White: Other British | White | White British
    Ethnicity: Black Caribbean | Black | Black Caribbean
    Ethnic group - Pakistani | Asian | Pakistani
    BLACK  CARIBBEAN | Black | Black Caribbean
    black-caribbean | Black | Black Caribbean
    white_british | White | White British
    White_Irish | White | White Irish
    Bangladeshi or British Bangladeshi | Asian | Bangladeshi
    Chinese (Other ethnic group) | Asian | Chinese
    Other Ethnic Groups - Chinese | Asian | Chinese
    D White and Black Caribbean | Mixed | White and Black Caribbean
    White British (A) | White | White British
    Indian - H | Asian | Indian
    O9: Any other ethnic group | Other | Any other ethnic group
    M9 Any other mixed background | Mixed | Any other Mixed background
    W3 Gypsy or Irish Traveller | White | Gypsy or Irish Traveller
    WROM - Gypsy/Roma | White | Gypsy or Roma
    WEEU White Eastern European | White | Any other White background
    OOTH - Any other ethnic group | Other | Any other ethnic group
    13 - White British | White | White British
    14: Irish | White | White Irish
    Travellers of Irish heritage | White | Traveller of Irish heritage
    Traveller (Irish heritage) | White | Traveller of Irish heritage
    Gypsy/Romany | White | Gypsy or Roma
    Gypsies and Travellers | White |
    Bulgarian | White | Any other White background
    Lithuanians | White | Any other White background
    Polish/Romanian | White | Any other White background
    Any other White background (Turkish) | White | Any other White background
    White European | White | Any other White background
    White - any other | White | Any other White background
    Mixed White/Black Caribbean | Mixed | White and Black Caribbean
    Mixed - Black and White | Mixed |
    Mixed: White and Caribbean | Mixed | White and Black Caribbean
    Mixed heritage children | Mixed |
    Other mixed | Mixed | Any other Mixed background
    White and Pakistani | Mixed | White and Asian
    Indian, Pakistani and Bangladeshi | Asian |
    Asian background | Asian |
    Punjabi | Asian |
    Tamil | Asian |
    Other Pakistani | Asian | Pakistani
    Kashmiri Other | Asian | Any other Asian background
    Sri Lankans | Asian | Any other Asian background
    Black African (Somali) | Black | Black African
    Black British - Caribbean | Black | Black Caribbean
    Black people | Black |
    Black ethnic groups | Black |
    Ghanaian/Nigerian | Black | Black African
    Black Kenyan | Black | Black African
    African or Caribbean | Black |
    Any other Black / African / Caribbean background | Black | Any other Black background
    British Arab | Other | Arab
    Iranian/Afghan | Other | Any other ethnic group
    Latin American | Other | Any other ethnic group
    Thai | Other | Any other ethnic group
    Did not want to say | Unknown | Refused
    Prefers not to disclose | Unknown | Refused
    Parent declined to answer | Unknown | Refused
    Not yet recorded | Unknown |
    Ethnicity not provided | Unknown |
    (blank) | Unknown |
    Unknown ethnicity | Unknown |
    Don’t know | Unknown |
    Refused / Not obtained | Unknown |
    ic4 | ask | Asian
    IC3 Afro-Caribbean | ask | Black
    PNC IC6 | ask | Other
    Chinese, Japanese or any other South East Asian | ask | Asian
    B - Black | ask | Black
    1 - White British | ask | White British
    WBRI - White Irish | ask | White Irish
    M4 | ask | Mixed
    A5 | ask | Asian
    WTUX | ask | Any other White background
    Black and Asian | ask | Black
    Asian and Black children | ask | Asian
    Chinese and Asian | ask | Asian
    Arab/African | ask | Other
    Other/Unknown | ask | Other
    Unknown/Other | ask | Unknown
    Black or Mixed | ask | Black
    White, Asian and Black | ask | White
    Other White and Black Caribbean | ask | White and Black Caribbean
    Asian other than Indian | ask | Asian
    White except Irish | ask | White
    White (excluding White British) | ask | White
    Not White British | ask |
    All ethnic groups | ask |
    BME | ask |
    Mixed Asian | ask | Mixed
    Turkish Kurdish | ask | Other
    Kurdish (Iraq) | ask | Other
    Afghan Asian | ask | Asian
    Black Moroccan | ask | Black
    Muslim | ask | Asian
    British | White | White British
    British children | ask | White British
    European | ask | White
    Other children | ask | Other
    Any other group | ask | Other
    Carribbean | ask | Black Caribbean
    Chineese | ask | Chinese
    White Brittish | ask | White British
    Any other asian backgrond | ask | Any other Asian background
    Gypsie/Roma | ask | Gypsy or Roma
    W Irish | ask | White Irish
    AOW | ask | Any other White background
    Ban | ask | Bangladeshi
    W&BC | ask | White and Black Caribbean
    Unk | ask | Unknown
    White British* | ask | White British
    Indian + Pakistani | ask | Indian
    ~Asian | ask | Asian
    Ref | ask | Refused
    Turkey | ask |
    None | ask | Unknown
    Pending | ask | Unknown
    Chinese other/Vietnamese | ask | Other
    Other or Gypsy / Roma | ask | Other
    British/Black, African or Caribbean | ask | White
    White British/Other ethnic background | ask | White
    Mixed, any other ethnic group | ask | Mixed
    Chinese, other | ask | Other
    White (all) | ask | White
    WBRI/WIRI | ask | White British
"""
