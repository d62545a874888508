"""PubMed XML, with the section labels of structured abstracts."""

from careloom_methods.records import cleaning
from careloom_methods.records.nbib import TYPES
from careloom_methods.records.record import Reading, Record
from careloom_methods.records.xml_blocks import Element, elements, words


def read(text: str, reading: Reading) -> None:
    """Every PubmedArticle (or MEDLINE citation) of a file."""
    name = "PubmedArticle" if "<PubmedArticle>" in text or "<PubmedArticle " in text else "MedlineCitation"
    for line, article in elements(text, name, reading):
        record = _record(article, line)
        if record.is_empty():
            reading.refuse(line, "empty", "This record has no title, no authors and no text.")
        else:
            reading.records.append(record)


def abstract(article: Element) -> str:
    """The abstract; each labelled part begins with its label."""
    parts = []
    for part in article.iterfind(".//Article/Abstract/AbstractText"):
        label, text = part.get("Label", "").strip(), words(part)
        parts.append(f"{label}: {text}" if label and label.upper() != "UNLABELLED" else text)
    return " ".join(part for part in parts if part)


def _author(author: Element) -> str:
    body = words(author.find("CollectiveName"))
    given = words(author.find("ForeName")) or words(author.find("Initials"))
    return body or cleaning.name(given, words(author.find("LastName")))


def _record(article: Element, line: int) -> Record:
    def at(path: str) -> str:
        return words(article.find(path))

    title = at(".//ArticleTitle") or at(".//VernacularTitle")
    kinds = [words(kind) for kind in article.iterfind(".//PublicationType")]
    known = [TYPES[k.lower()] for k in kinds if k.lower() in TYPES]
    others = article.iterfind("./PubmedData/ArticleIdList/ArticleId")
    found = [words(i) for i in others if i.get("IdType") == "doi"] + [
        words(i) for i in article.iterfind(".//ELocationID") if i.get("EIdType") == "doi"]  # fmt: skip
    about = [f"{note.get('RefType', '')}: {words(note.find('RefSource'))}"
             for note in article.iterfind(".//CommentsCorrections")]  # fmt: skip
    pmid = at(".//PMID")
    return Record(
        id=pmid, line=line, type=known[0] if known else "article", title=title, pmid=pmid, abstract=abstract(article),
        authors=[a for a in map(_author, article.iterfind(".//AuthorList/Author")) if a],
        year=cleaning.year(at(".//JournalIssue/PubDate")) or cleaning.year(at(".//ArticleDate")),
        journal=at(".//Journal/Title"), volume=at(".//JournalIssue/Volume"), issue=at(".//JournalIssue/Issue"),
        pages=at(".//MedlinePgn"), doi=cleaning.dois(" ".join(found)), issn=at(".//ISSN"), language=at(".//Language"),
        keywords=[words(k) for k in article.iterfind(".//KeywordList/Keyword")],
        retracted=cleaning.is_retracted(title, *kinds), extra=_extra(article, kinds, about),
    )  # fmt: skip


def _extra(article: Element, kinds: list[str], about: list[str]) -> dict[str, list[str]]:
    kept = {
        "publication types": kinds, "about": about,
        "mesh": [words(m) for m in article.iterfind(".//MeshHeading/DescriptorName")],
        "affiliations": [words(a) for a in article.iterfind(".//AffiliationInfo/Affiliation")],
        "grants": [words(g) for g in article.iterfind(".//GrantList/Grant/GrantID")],
    }  # fmt: skip
    return {name: values for name, values in kept.items() if values}
