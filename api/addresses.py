"""Every address of the open figures, in the order in which they are described."""

from api import framework, geography, package, releases, targets
from api.asking import Address
from api.contradictions import contradictions, not_reported
from api.figures_answer import FiguresAnswer, figures_answer, types_of
from api.package_tables import TABLES
from api.parameters import EVERYWHERE, FIGURES, INDICATOR, LANG, LIMIT, OFFSET, RELEASE, SCHEME, Parameter
from exports.tables import CSV

TABLE = Parameter("table", known=lambda _release: tuple(table.name for table in TABLES), needed=True)
NUMBER = Parameter("release", numbers=RELEASE.numbers, needed=True)


ADDRESSES: tuple[Address, ...] = (
    Address(
        "figures",
        "/figures",
        FIGURES,
        figures_answer,
        model=FiguresAnswer,
        contradicts=contradictions,
        media_types=types_of,
    ),
    Address(
        "targets",
        "/targets",
        (INDICATOR, SCHEME, *EVERYWHERE),
        targets.targets_answer,
        model=targets.TargetsAnswer,
        contradicts=not_reported,
    ),
    Address("programme", "/programme", EVERYWHERE, framework.programme_answer, model=framework.ProgrammeAnswer),
    Address("partners", "/partners", EVERYWHERE, framework.partners_answer, model=framework.PartnersAnswer),
    Address("schemes", "/schemes", EVERYWHERE, framework.schemes_answer, model=framework.SchemesAnswer),
    Address("indicators", "/indicators", EVERYWHERE, framework.indicators_answer, model=framework.IndicatorsAnswer),
    Address("areas", "/areas", EVERYWHERE, framework.areas_answer, model=framework.AreasAnswer),
    Address(
        "outlines",
        "/areas.geojson",
        EVERYWHERE,
        geography.outlines_answer,
        media_types=lambda _asked: (geography.GEOJSON, "application/json"),
    ),
    Address(
        "releases",
        "/releases",
        (LANG,),
        releases.releases_answer,
        model=releases.ReleasesAnswer,
        depends_on_release_alone=False,
    ),
    Address(
        "changes",
        "/releases/{release}/changes",
        (NUMBER, LIMIT, OFFSET, LANG),
        releases.changes_answer,
        model=releases.ChangesAnswer,
    ),
    Address("package", "/datapackage.json", EVERYWHERE, package.package_answer),
    Address(
        "table",
        "/releases/{release}/{table}.csv",
        (NUMBER, TABLE, LANG),
        package.table_answer,
        media_types=lambda _asked: (CSV,),
    ),
    Address("zip", "/release.zip", EVERYWHERE, package.zip_answer, media_types=lambda _asked: (package.ZIP,)),
)
