"""Who is ready to sign in: roles of the programme, not people, at addresses that nobody can have (RFC 2606)."""

from dataclasses import dataclass

from ccare_metrics.framework import Programme, parse_programme, read_documents
from ccare_metrics.store import people
from ccare_metrics.store.checking import checked
from ccare_metrics.store.engine import programme_folder, writing
from geo.areas import load_areas

HOST = "demo.example"
WORD = "demonstration"
UNVERIFIED = f"unverified@{HOST}"
INVITED_BY = "demonstration sign-in"


@dataclass(frozen=True)
class Part:
    """Somebody to be. `code` is what stands before the @ of the address."""

    code: str
    name: str
    role: str
    partner: str | None = None

    @property
    def email(self) -> str:
        return f"{self.code}@{HOST}"


def cast(programme: Programme) -> tuple[Part, ...]:
    """The board, two lead people (their own organisation's figures need a second one), and one of each partner."""
    lead = next(each.code for each in programme.partners.values() if each.role == "lead_partner")
    partners = (
        Part(each.code, f"Demo {each.short_name.en}", "partner", each.code) for each in programme.partners.values()
    )
    return (
        Part("board", "Demo board", "board"),
        Part("lead.one", "Demo lead 1", "lead", lead),
        Part("lead.two", "Demo lead 2", "lead", lead),
        *partners,
    )


def programme_here() -> Programme:
    return parse_programme(read_documents(programme_folder()), load_areas())


def invite(store: str, programme: Programme) -> None:
    """Gives each their access to the store at that address; changes nothing where they have it."""
    engine = checked(store)
    at = f"{programme.demonstration_today or programme.window_start}T08:00:00Z"
    with writing(engine) as session:
        for part in cast(programme):
            people.invite(
                session, programme, by=INVITED_BY, at=at, email=part.email, role=part.role, partner=part.partner
            )
    engine.dispose()
