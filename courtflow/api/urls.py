"""Addresses of the REST interface."""

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from .nowhere import Nowhere
from .resources.articles import Articles
from .resources.calculators import (
    EffectCalculation,
    FeesCalculation,
    InterestCalculation,
    PeriodCalculation,
    WorkdaysCalculation,
)
from .resources.cases import Cases
from .resources.dossiers import Dossiers
from .resources.duties import Duties
from .resources.events import Events
from .resources.materials import Materials
from .resources.money import Arrivals, ExecutionAccount, LedgerEntries, UnidentifiedMoney
from .resources.obligations import Instruments, Obligations
from .resources.papers import Documents
from .resources.parties import Parties
from .resources.proceedings import Proceedings
from .resources.statistics import Statistics
from .resources.verification import Verification
from .resources.work import Deadlines, Notifications, Tasks
from .token import TokenView

router = SimpleRouter()
router.register("cases", Cases)
router.register("proceedings", Proceedings)
router.register("parties", Parties)
router.register("instruments", Instruments)
router.register("obligations", Obligations)
router.register("deadlines", Deadlines)
router.register("tasks", Tasks)
router.register("documents", Documents)
router.register("materials", Materials)
router.register("dossiers", Dossiers, basename="dossier")
router.register("events", Events)
router.register("notifications", Notifications)
router.register("articles", Articles, basename="article")
router.register("duties", Duties)
router.register("ledger", LedgerEntries)
router.register("unidentified-money", UnidentifiedMoney)

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/token/", TokenView.as_view(), name="api_token"),
    path("v1/verify/", Verification.as_view(), name="api_verify"),
    path("v1/statistics/", Statistics.as_view(), name="api_statistics"),
    path("v1/calculators/period/", PeriodCalculation.as_view(), name="api_calc_period"),
    path("v1/calculators/effect/", EffectCalculation.as_view(), name="api_calc_effect"),
    path("v1/calculators/interest/", InterestCalculation.as_view(), name="api_calc_interest"),
    path("v1/calculators/fees/", FeesCalculation.as_view(), name="api_calc_fees"),
    path("v1/calculators/workdays/", WorkdaysCalculation.as_view(), name="api_calc_workdays"),
    path("v1/money/arrivals/", Arrivals.as_view(), name="api_money_arrivals"),
    path("v1/executions/<int:pk>/account/", ExecutionAccount.as_view(), name="api_execution_account"),
    path("v1/", include(router.urls)),
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("docs/", login_required(SpectacularSwaggerSplitView.as_view(url_name="api_schema")), name="api_docs"),
    re_path("", Nowhere.as_view()),
]
