"""Small files that go wrong elsewhere, as a table: name, bytes, what must come out."""

from dataclasses import dataclass, field

ARTICLE = """<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><Journal><Title>J Care</Title><JournalIssue>
<Volume>4</Volume><Issue>2</Issue><PubDate><Year>2021</Year></PubDate></JournalIssue></Journal>
<ArticleTitle>Short <i>breaks</i> for H<sub>2</sub>O &amp; carers</ArticleTitle><Abstract>
<AbstractText Label="BACKGROUND">Carers are tired.</AbstractText><AbstractText Label="RESULTS">They rested, p &lt; 0.05.
</AbstractText></Abstract><AuthorList><Author><LastName>Evans</LastName><ForeName>Non</ForeName></Author>
<Author><CollectiveName>Lived Voices</CollectiveName></Author></AuthorList></Article></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="doi">10.5555/A.1</ArticleId></ArticleIdList></PubmedData>"""


@dataclass(frozen=True)
class Case:
    """What a file must give."""

    name: str
    data: bytes
    format: str
    titles: list[str]
    refused: list[int] = field(default_factory=list)  # lines
    asked: list[str] = field(default_factory=list)  # codes


def _case(name: str, text: str, format: str, titles: list[str], refused: list[int] | None = None,
          asked: list[str] | None = None, encoding: str = "utf-8") -> Case:  # fmt: skip
    return Case(name, text.encode(encoding), format, titles, refused or [], asked or [])


CASES = [
    _case("single spaces", "TY - JOUR\nTI - One\nAU - Evans, Non\nER -\nTY - RPRT\nTI - Two\nER -\n", "ris", ["One", "Two"]),
    _case("spacing mixed in one record", "TY  - JOUR\nTI - One\nAU - Evans, Non\nPY  - 2020\nER  - \n", "ris", ["One"]),
    _case("no type line", "TI  - One\nAU  - Evans, Non\nER  - \nTY  - JOUR\nTI  - Two\nER  - \n", "ris", ["One", "Two"],
          asked=["no_type"]),
    _case("no end line", "TY  - JOUR\nTI  - One\nAU  - Evans, Non\n\nTY  - JOUR\nTI  - Two\nAU  - Price, Cat\nER  - \n",
          "ris", ["One", "Two"], asked=["no_end"]),
    _case("cut off", "TY  - JOUR\nTI  - One\nER  - \nTY  - JOUR\nTI  - Two", "ris", ["One", "Two"], asked=["no_end"]),
    _case("a record of nothing", "TY  - JOUR\nER  - \nTY  - JOUR\nTI  - Two\nER  - \n", "ris", ["Two"], refused=[1]),
    _case("a record of nothing after a full one", "TY  - JOUR\nTI  - One\nSP  - 1\nER  - \nTY  - JOUR\nER  - \n", "ris",
          ["One"], refused=[5]),
    _case("wrapped lines", "TY  - JOUR\nTI  - A long\ntitle that goes on\nAB  - First\nAU - is not a tag here\nER  - \n", "ris",
          ["A long title that goes on"]),
    _case("old Mac line ends", "TY  - JOUR\rTI  - One\rER  - \r", "ris", ["One"]),
    _case("Windows letters", "TY  - JOUR\r\nTI  - “Café” – naïve\r\nER  - \r\n", "ris", ["“Café” – naïve"],
          asked=["encoding"], encoding="cp1252"),
    Case("two encodings in one file", "TY  - JOUR\nTI  - Tŷ Café\nER  - \n".encode()
         + "TY  - JOUR\nTI  - Café\nER  - \n".encode("cp1252"), "ris", ["Tŷ Café", "Café"], asked=["encoding"]),
    Case("UTF-16 with a mark", "TY  - JOUR\nTI  - Tŷ\nER  - \n".encode("utf-16"), "ris", ["Tŷ"]),
    Case("UTF-16 without", "TY  - JOUR\nTI  - Ty\nER  - \n".encode("utf-16-le"), "ris", ["Ty"]),
    _case("the same key twice", "TY  - JOUR\nID  - 7\nTI  - One\nER  - \nTY  - JOUR\nID  - 7\nTI  - Two\nER  - \n", "ris",
          ["One", "Two"], asked=["same_id"]),
    _case("markup in a title", "TY  - JOUR\nTI  - The <i>care</i> of CO<sub>2</sub> &amp; us if p < 0.05\nER  - \n", "ris",
          ["The care of CO2 & us if p < 0.05"]),
    _case("NBIB", "PMID- 1\nTI  - A title that\n      goes on\nFAU - Evans, Non\nDP  - 2021 Spring\nLID - 10.5555/x [doi]\n"
          "ZZ  - kept\n\nPMID- 2\nTI  - Two\n", "nbib", ["A title that goes on", "Two"]),
    _case("NBIB without blank lines", "PMID- 1\nTI  - One\nPMID- 2\nTI  - Two\n", "nbib", ["One", "Two"]),
    _case("PubMed XML", f"<?xml version='1.0'?>\n<PubmedArticleSet>\n{ARTICLE.format(pmid=1)}</PubmedArticle>\n"
          f"{ARTICLE.format(pmid=2)}\n<PubmedArticle><x></PubmedArticle></PubmedArticleSet>", "pubmed-xml",
          ["Short breaks for H2O & carers"], refused=[10, 17]),
    _case("EndNote XML", "<xml><records><record><ref-type name='Journal Article'>17</ref-type><contributors><authors>"
          "<author><style face='normal'>Evans, Non</style></author></authors></contributors><titles><title>"
          "<style>Short </style><style face='italic'>breaks</style></title></titles></record>\n<record><titles>"
          "<title>Broken & bad</title></titles></record></records></xml>", "endnote-xml", ["Short breaks"], refused=[2]),
    _case("BibTeX", "@string{jc = {J Care}}\n@article{a, title={The {\\'E}t\\'e of {DNA} \\& care}, author={Evans, Non and"
          " {Lived Voices and Co}}, year=2020, journal=jc}\n@article{a, title={Second}}\n@article{b, title={Broken,\n"
          "year={1}\n}\n@misc{c, title={After}}\n", "bibtex", ["The Été of DNA & care", "Second", "After"],
          refused=[4], asked=["same_entries"]),
    _case("CSL-JSON", '[{"id":"a","type":"article-journal","title":"One","author":[{"family":"Evans","given":"Non"}],\n'
          '"issued":{"date-parts":[["2021",3]]}},\n{"id":"b"}]', "csl-json", ["One"], refused=[3]),
    _case("JSON that breaks off", '[{"id":"a","type":"book","title":"One"},\n{"id":"b","type":"bo', "csl-json", ["One"],
          refused=[2]),
    _case("NIHR open data", '{"total_count":1,"results":[{"\ufeffaward_ref":"NIHR1","title":"Carers","programme":"HSDR",'
          '"summaryofresearch_lay_summary":"Plain","abstract":"n/a"}]}', "nihr", ["Carers"]),
    _case("EPPI JSON", '{"CodeSets":[{"SetName":"Kind","Attributes":{"AttributesList":[{"AttributeId":1,"AttributeName":'
          '"Review"}]}}],"References":[{"ItemId":5,"Title":"One","Authors":"Evans, Non;","Year":"2020","Codes":'
          '[{"AttributeId":1,"AdditionalText":"yes"},{"AttributeId":9}]}]}', "eppi-json", ["One"], asked=["unknown_code"]),
    _case("CSV with semicolons", 'Article Title;Authors;Publication Year;Other\n"One; two";"Evans, Non; Price, C";2020;x\n'
          '"Three\nlines";;2021;\na;b;c;d;e\n', "csv", ["One; two", "Three lines"], refused=[5],
          asked=["unmatched_column"]),
    _case("CSL with values of other kinds", '[{"type":"book","title":["In a list"],"author":"Evans, Non","issued":"2020"},\n'
          '{"type":"book","title":"Null","issued":null},\n{"type":"book","title":"Odd","issued":{"date-parts":7}}]', "csl-json",
          ["In a list", "Null"], refused=[3]),
    _case("OpenAlex with values of other kinds", '{"results":[{"title":"One","publication_year":2020},\n'
          '{"title":"Two","abstract_inverted_index":{"a":[0],"b":["1"]}}]}', "openalex-json", ["One"], refused=[2]),
    _case("JSON letters that no text may hold", r'[{"type":"book","title":"a\u0000b \ud800c \ud83d\ude00"}]', "csl-json",
          ["a\ufffdb \ufffdc \U0001f600"]),
    _case("two files joined, each with a mark", "\ufeffTY  - JOUR\nTI  - One\nER  - \n\ufeffTY  - RPRT\nTI  - Two\nER  - \n", "ris",
          ["One", "Two"]),
    _case("NBIB whose number is missing", "PMID- 1\nTI  - One\n\nTI  - Two\nFAU - Evans, Non\n", "nbib", ["One", "Two"],
          asked=["no_start"]),
    _case("CSV with words above its header", "Exported by Jo, 3 May\n\nTitle,Year\nOne,2020\n", "csv", ["One"]),
    _case("CSV with one name on two columns", "Title,Title,Year\nOne,Second,2020\n", "csv", ["One"],
          asked=["unmatched_column"]),
    _case("CSV without a closing quotation mark", 'Title;Authors;Year\n"One;Evans;2021\nTwo;Price;2022\n', "csv",
          ["One;Evans;2021 Two;Price;2022"], asked=["wide_cell"]),
    _case("lived experience of a year that cannot be", "kind,title,voice,people,gathered,consent,attribution,year\n"
          "lived,A,Carers,3,group,public,group,99999\nlived,B,Carers,3,group,public,group,2020\n",
          "careloom-evidence-csv", ["B"], refused=[2]),
    _case("CSV without a title", "a,b\n1,2\n", "csv", [], refused=[2], asked=["no_title_column"]),
    _case("lived experience as CSV", "kind,title,voice,people,gathered,consent,attribution\nlived,What matters,Carers in Gwent,12,"
          "group,public,group\nlived,No consent,Carers,3,group,,group\n", "careloom-evidence-csv", ["What matters"],
          refused=[3]),
]  # fmt: skip
